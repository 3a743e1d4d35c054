import Records

/// Checks one value table against the two systems, and finds the types of its columns.
struct TableCheck {
  let table: ValueTable
  let schemas: [String: SystemSchema]
  private(set) var diagnostics: [Diagnostic] = []
  /// Columns, the found ones too.
  private(set) var columns: [String: StaticType] = [:]

  init(_ table: ValueTable, schemas: [String: SystemSchema]) {
    self.table = table
    self.schemas = schemas
    var context = TypeContext()
    if let source = table.source, let node = table.node?["from"] { context.source = resource(source, at: node) }
    plainColumns(context)
    for find in table.finds {
      let given = resource(find.resource, at: find.node)?.field(find.give).map { StaticType($0.kind) }
      columns[find.column] = find.give == "id" ? .reference : given ?? .unknown
    }
  }

  private mutating func plainColumns(_ context: TypeContext) {
    let key = keyType
    if table.source != nil, context.source == nil {
      for column in table.columns { columns[column.name] = .unknown }
      return
    }
    var own =
      context.source.map { schema in
        Dictionary(schema.fields.map { ($0.name, StaticType($0.kind)) }, uniquingKeysWith: { first, _ in first })
      } ?? [:]
    if table.source == nil { own["key"] = key }
    var inference = TypeInference(context: context, ownNames: own)
    for column in table.columns {
      let type = inference.type(of: column.expression)
      // A constant that rows may replace: what the rows hold.
      columns[column.name] = table.rows.values.reduce(type) { $0.joined(Self.type(of: $1[column.name])) }
    }
    diagnostics += inference.diagnostics
  }

  private var keyType: StaticType {
    switch table.keyKind {
    case .integer: .integer
    case .decimal: .decimal
    case .text: .text
    }
  }

  private static func type(of value: Value?) -> StaticType {
    switch value {
    case .bool: .bool
    case .integer: .integer
    case .decimal: .decimal
    case .text: .text
    default: .never
    }
  }

  /// What the searches ask, once the columns of all tables are known.
  mutating func searches(_ context: TypeContext) {
    var own = columns
    for find in table.finds { own[find.column] = nil }
    own["key"] = keyType
    var inference = TypeInference(context: context, ownNames: own)
    for find in table.finds {
      let resource = schemas[find.resource.system]?.resources[find.resource.resource]
      for alternative in find.alternatives {
        if let condition = alternative.condition { inference.condition(condition) }
        for (name, formula) in alternative.conditions {
          let type = inference.type(of: formula)
          if let resource { filter(name, type, formula, resource, find.resource) }
        }
      }
      if let resource, find.give != "id", resource.field(find.give) == nil {
        unknown("UNKNOWN_FIELD", "field", find.give, find.node, among: resource.fields.map(\.name))
      }
    }
    diagnostics += inference.diagnostics
  }

  private mutating func filter(
    _ name: String, _ type: StaticType, _ formula: Formula, _ resource: ResourceSchema, _ find: ResourceName
  ) {
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first, let field = resource.field(first) else {
      if !resource.keyFields.contains(name) {
        unknown("UNKNOWN_FIELD", "field", name, formula.node, among: resource.fields.map(\.name))
      }
      return
    }
    if !field.isFilterable { report("NOT_FILTERABLE", formula.node, "The server cannot filter on `\(name)`.") }
    if parts.count == 2, case .reference(let name) = field.kind, let other = schemas[find.system]?.resources[name],
      other.field(parts[1]) == nil, !other.keyFields.contains(parts[1])
    {
      unknown("UNKNOWN_FIELD", "field", parts[1], formula.node, among: other.fields.map(\.name))
    }
    let wanted = StaticType(field.kind)
    if parts.count == 1, !type.isComparable(to: wanted) {
      report("TYPE_MISMATCH", formula.node, "`\(name)` is \(wanted.name), and this is \(type.name).")
    }
    if let text = formula.constant?.text, parts.count == 1, !field.options.isEmpty, !field.options.contains(text) {
      report("UNKNOWN_OPTION", formula.node, "`\(name)` does not know '\(text)'.", expected: field.options)
    }
  }

  private mutating func resource(_ name: ResourceName, at node: YAMLNode) -> ResourceSchema? {
    guard let schema = schemas[name.system] else {
      unknown("UNKNOWN_SYSTEM", "system", name.system, node, among: Array(schemas.keys))
      return nil
    }
    if let resource = schema.resources[name.resource] { return resource }
    unknown("UNKNOWN_RESOURCE", "resource", name.resource, node, among: Array(schema.resources.keys))
    return nil
  }

  private mutating func unknown(_ code: String, _ kind: String, _ name: String, _ node: YAMLNode, among names: [String])
  {
    let hint = Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" } ?? ""
    report(code, node, "There is no \(kind) `\(name)`.", hint: hint)
  }

  private mutating func report(
    _ code: String, _ node: YAMLNode, _ message: String, expected: [String] = [], hint: String = ""
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code, node.location, length: node.scalar?.unicodeScalars.count ?? 1, message, expected: expected,
        hint: hint,
        excerpt: node.file.excerpt(line: node.line)))
  }
}
