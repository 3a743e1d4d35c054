import Records

/// A resource of one shop: its schema under canonical names, and what the shop calls it.
struct ShopResource: Sendable, Hashable {
  var schema: ResourceSchema
  var serverName: String

  var name: String { schema.name }
  var node: String { ResourceNames.node(of: serverName) }
  var canon: Canon { Canon.of(name) }

  /// The fields that this version does not have: they have no name at the server.
  func isAbsent(_ field: FieldSchema) -> Bool { field.serverName.isEmpty }

  /// Throws UNKNOWN_FIELD with the names that come near.
  func field(_ name: String) throws(Fault) -> FieldSchema {
    if let field = schema.field(name) { return field }
    let near = schema.fields.map(\.name).filter { $0.contains(name) || name.contains($0) }.prefix(5).joined(
      separator: ", ")
    throw Fault(
      .configuration, "UNKNOWN_FIELD", "prestashop/\(self.name) has no field \(name).",
      context: ["resource": self.name, "field": name].merging(near.isEmpty ? [:] : ["near": near]) { own, _ in own },
      hint: "Look up the resource's fields with `passerelle schema`.")
  }

  /// What `display` needs to hold so that these fields come; always with the id. Fields that the version lacks ask
  /// for nothing.
  func display(_ fields: some Sequence<String>) throws(Fault) -> [ShopQuery.Display] {
    var display: [ShopQuery.Display] = [.field("id")]
    var seen: Set<String> = ["id"]
    for name in fields where name != "id" {
      let field = try field(name)
      guard !isAbsent(field), seen.insert(field.serverName).inserted else { continue }
      switch field.kind {
      case .references: display.append(.association(field.serverName, ["id"]))
      case .rows(let rows): display.append(.association(field.serverName, rows.map(\.serverName)))
      default: display.append(.field(field.serverName))
      }
    }
    return display
  }
}
