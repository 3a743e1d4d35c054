import Records

/// What the types of one file's names are taken from. Without schemas every field is unknown, but still noted as used.
struct TypeContext {
  var source: ResourceSchema?
  var reads: [String: ResourceSchema] = [:]
  var target: ResourceSchema?
  /// The target system's other resources, for the rows behind a field.
  var targetSystem: SystemSchema?
  /// Columns by table: plain ones and found ones.
  var columns: [String: [String: StaticType]] = [:]
  var found: [String: Set<String>] = [:]
  /// Nil: settings are not checked.
  var settings: Set<String>?
  /// What the mapping itself gives settings that the connection leaves out.
  var defaults: [String: Value] = [:]
  /// The ends of the link sets that mappings make, by set.
  var links: [String: LinkEnds] = [:]
  /// The system of the records that are evaluated.
  var system = ""

  /// The fields of an origin; nil: not known.
  func fields(of origin: FieldOrigin) -> [String: StaticType]? {
    switch origin {
    case .source: return source.map { types($0.fields) }
    case .read(let name): return reads[name].map { types($0.fields) }
    case .row(let table): return columns[table]
    case .target(""):
      return target.map { schema in
        Dictionary(
          schema.fields.map { ($0.name, StaticType($0.kind, rows: .target($0.name))) },
          uniquingKeysWith: { first, _ in first })
      }
    case .target(let field): return rowFields(field).map { types($0) }
    }
  }

  /// The fields of the rows behind a field of the target.
  func rowFields(_ field: String) -> [FieldSchema]? {
    switch target?.field(field)?.kind {
    case .rows(let fields): return fields
    case .references(let resource): return targetSystem?.resources[resource]?.fields
    default: return nil
    }
  }

  private func types(_ fields: [FieldSchema]) -> [String: StaticType] {
    Dictionary(fields.map { ($0.name, StaticType($0.kind)) }, uniquingKeysWith: { first, _ in first })
  }
}
