import Records

/// The two ends of a link set, as far as the systems' schemas tell: what names a record there.
struct LinkEnds {
  struct End {
    let system: String
    /// The parts of a record's key, in order.
    let key: [(name: String, type: StaticType)]
  }

  let ends: [End]

  /// Of the set that bears the mapping's name. Nil where a schema is missing.
  init?(of mapping: Mapping, schemas: [String: SystemSchema]) {
    var ends: [End] = []
    for name in [mapping.source, mapping.target] {
      guard let schema = schemas[name.system]?.resources[name.resource] else { return nil }
      var key = schema.keyFields.map { field in
        (name: field, type: schema.field(field).map { StaticType($0.kind) } ?? .reference)
      }
      if ends.isEmpty { key += mapping.item.map { (name: $0.text, type: .unknown) } }
      ends.append(End(system: name.system, key: key))
    }
    self.ends = ends
  }

  /// The end that a record of `system` is at.
  func end(at system: String) -> End? { ends.first { $0.system == system } }

  /// The end that a record of `system` is linked to.
  func end(opposite system: String) -> End? { end(at: system) == nil ? nil : ends.first { $0.system != system } }

  /// What `link` gives to a record of `system`: a reference, or the fields of a key that has several.
  func linkedType(for system: String) -> StaticType {
    guard let key = end(opposite: system)?.key, key.count > 1 else { return .reference }
    return .record(
      fields: Dictionary(key.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first }), origins: [])
  }
}
