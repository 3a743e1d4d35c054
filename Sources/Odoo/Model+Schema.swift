import Records

extension Model {
  /// A model as a kept description has it. Which field of the rows points back is not part of a description and is
  /// found again.
  init(_ resource: ResourceSchema) {
    let rules = FieldRule.rules(for: resource.name)
    var fields: [String: Field] = [:]
    for var schema in resource.fields {
      // As earlier versions of this program described them.
      if schema.kind == .other("binary") { schema.kind = .content }
      let rule = rules.first { $0.canonical == schema.name }
      fields[schema.name] = Field(
        schema: schema, access: Self.access(schema, rule), inverse: nil,
        isComparable: schema.kind != .content && Self.access(schema, rule) != .absent)
    }
    self.init(name: resource.name, fields: fields)
  }

  private static func access(_ schema: FieldSchema, _ rule: FieldRule?) -> Field.Access {
    switch rule?.form {
    case .selection(let serverName, let value, let otherwise) where schema.serverName == serverName:
      .selection(is: value, otherwise: otherwise)
    // A description has no value that is folded away: it is absent from the options of every version.
    case .folded(let value, let other): .folded(value, into: other)
    case .combination: .combination
    case .optional where !schema.isFilterable: .absent
    default: .direct
    }
  }
}
