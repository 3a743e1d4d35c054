import Records

/// One model as one server has it: canonical fields, and how each is read and written there.
struct Model: Sendable {
  /// A canonical field on this server.
  struct Field: Sendable, Hashable {
    enum Access: Sendable, Hashable {
      case direct
      case selection(is: String, otherwise: String?)
      case folded(String, into: String)
      case absent
      /// Put together from the variant's values, see `Combination`.
      case combination
    }

    var schema: FieldSchema
    var access: Access
    /// The field of the other model that points back here, for one2many; nil where the server does not tell.
    var inverse: String?
    /// Whether writing it can be checked by reading: not so for pictures and for fields that are only computed.
    var isComparable: Bool

    var name: String { schema.name }
    var serverName: String { schema.serverName }
    /// Whether it is read with the record: not what this server lacks, and not bytes.
    var isListed: Bool { access != .absent && schema.kind != .content }
    /// Whether its value is sent with the record's others.
    var isSent: Bool { isListed && access != .combination }
  }

  let name: String
  let fields: [String: Field]

  init(name: String, fields: [String: Field]) {
    self.name = name
    self.fields = fields
  }

  /// - Parameter description: what `fields_get` returned.
  init(name: String, description: [String: JSON]) {
    var fields: [String: Field] = [:]
    let rules = FieldRule.rules(for: name)
    let missing = rules.filter { description[$0.canonical] == nil }
    for (serverName, attributes) in description {
      let rename = missing.first { $0.form == .renamed(serverName) }
      let field = Self.field(rename?.canonical ?? serverName, serverName: serverName, attributes)
      fields[field.name] = field
    }
    for rule in rules {
      guard case .folded(let value, let other) = rule.form,
        fields[rule.canonical]?.schema.options.contains(value) == true
      else { continue }
      fields[rule.canonical]?.schema.options.removeAll { $0 == value }
      fields[rule.canonical]?.access = .folded(value, into: other)
    }
    for rule in missing {
      switch rule.form {
      case .renamed, .folded: continue
      case .combination:
        guard description[Combination.serverName] != nil else { continue }
        let schema = FieldSchema(rule.canonical, .text, serverName: Combination.serverName, isReadOnly: true)
        fields[rule.canonical] = Field(schema: schema, access: .combination, inverse: nil, isComparable: true)
      case .selection(let serverName, let value, let otherwise):
        guard description[serverName] != nil else { continue }
        let schema = FieldSchema(rule.canonical, .bool, serverName: serverName, isReadOnly: otherwise == nil)
        fields[rule.canonical] = Field(
          schema: schema, access: .selection(is: value, otherwise: otherwise), inverse: nil, isComparable: true)
      case .optional(let kind):
        let schema = FieldSchema(rule.canonical, kind, isFilterable: false)
        fields[rule.canonical] = Field(schema: schema, access: .absent, inverse: nil, isComparable: false)
      }
    }
    self.init(name: name, fields: fields)
  }

  /// Up to 17 one selection says what `type` and `is_storable` say from 18 on: of the two, the one that tells more is written.
  func reconciled(_ wanted: [String: Value]) -> [String: Value] {
    guard let isStorable = wanted["is_storable"], wanted["type"] != nil,
      case .selection = fields["is_storable"]?.access
    else { return wanted }
    return wanted.filter { $0.key != (isStorable.bool == true ? "type" : "is_storable") }
  }

  /// Whether it belongs to a module that this server does not have: it has no records then.
  var isMissing: Bool {
    FieldRule.optionalModels.contains(name) && fields.values.allSatisfy { $0.access == .absent }
  }

  private static func field(_ name: String, serverName: String, _ attributes: JSON) -> Field {
    let type = attributes["type"]?.string ?? ""
    let digits = attributes["digits"]?.array?.last?.integer
    let schema = FieldSchema(
      name, kind(type, attributes), serverName: serverName,
      isReadOnly: isReadOnly(attributes), isRequired: attributes["required"]?.bool ?? false,
      // Rows of other records that a document must have are made with it: a product's variants.
      hasDefault: attributes["depends"]?.array?.isEmpty == false || type == "one2many",
      isFilterable: attributes["searchable"]?.bool ?? true, maximumLength: attributes["size"]?.integer, scale: digits,
      options: attributes["selection"]?.array?.compactMap { $0.array?.first?.string } ?? [])
    return Field(
      schema: schema, access: .direct, inverse: attributes["relation_field"]?.string,
      isComparable: type != "binary" && type != "image")
  }

  /// Up to 16 a field may be read-only in general and writable in some states of its document, such as a draft's
  /// (`states`: {draft: [[readonly, false]]}).
  private static func isReadOnly(_ attributes: JSON) -> Bool {
    attributes["readonly"]?.bool == true && attributes["states"]?.object?.isEmpty != false
  }

  private static func kind(_ type: String, _ attributes: JSON) -> FieldSchema.Kind {
    let relation = attributes["relation"]?.string ?? ""
    switch type {
    case "boolean": return .bool
    case "integer", "many2one_reference": return .integer
    case "float", "monetary": return .decimal
    case "char", "text", "html":
      let isTranslated = attributes["translate"].map { !$0.isNothing } ?? false
      return isTranslated ? .texts : .text
    case "selection", "reference": return .text
    case "datetime": return .instant
    case "date": return .date
    case "many2one": return .reference(relation)
    case "one2many", "many2many": return .references(relation)
    case "binary", "image": return .content
    default: return .other(type)
    }
  }

  /// - Throws: ERP_FIELD_UNKNOWN.
  func field(_ name: String) throws(Fault) -> Field {
    if let field = fields[name] { return field }
    throw Fault(
      .configuration, "ERP_FIELD_UNKNOWN", "\(self.name) has no field \(name) in this Odoo.",
      context: ["model": self.name, "field": name],
      hint:
        "Check the field's name in the mapping, that the module which brings it is installed, and that the technical "
        + "user may read it.")
  }

  /// The model that a relational field leads to.
  func related(_ name: String) throws(Fault) -> String {
    switch try field(name).schema.kind {
    case .reference(let model), .references(let model): return model
    default:
      throw Fault(
        .configuration, "ERP_FIELD_UNKNOWN", "\(self.name).\(name) holds no records.",
        context: ["model": self.name, "field": name], hint: "Only a relational field can be followed by a dot.")
    }
  }

  /// Which field of `child` points back to the rows' parent. From 18 on the server tells; before, the only required
  /// reference to the parent's model, or the only one, is it.
  func inverse(of name: String, in child: Model) throws(Fault) -> String {
    if let told = try field(name).inverse { return told }
    let references = child.fields.values.filter { $0.schema.kind == .reference(self.name) && !$0.schema.isReadOnly }
    let candidates = references.count > 1 ? references.filter(\.schema.isRequired) : references
    if let found = candidates.map(\.name).min() { return found }
    throw Fault(
      .configuration, "ERP_FIELD_UNKNOWN", "Nothing in \(child.name) points back to \(self.name).",
      context: ["model": self.name, "field": name])
  }

  /// - Parameter overlap: seconds, see `OdooConfiguration.overlap`.
  func resourceSchema(overlap: Int) -> ResourceSchema {
    let isWatched = fields["write_date"] != nil
    return ResourceSchema(
      name: name, fields: fields.values.map(\.schema).sorted { $0.name < $1.name }, creation: .keyed, update: .partial,
      changeFeed: isWatched ? ResourceSchema.ChangeFeed(watermark: "write_date", overlap: overlap) : nil,
      actions: OrderAction.schemas(for: name) + [ResourceSchema.Action(name: ResourceSchema.Action.delete)],
      writeLimit: 100, pageSize: ModelPages.size)
  }
}
