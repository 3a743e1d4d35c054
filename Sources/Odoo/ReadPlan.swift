import Records

/// What is asked of the server for a list of canonical, possibly dotted field names.
struct ReadPlan: Sendable {
  /// Of the model itself, without `id`.
  private(set) var fields: [Model.Field] = []
  /// Relational fields that are followed, and what is read of their records; in the order of first mention.
  private(set) var followed: [(name: String, fields: [String])] = []

  /// - Throws: ERP_FIELD_UNKNOWN.
  init(_ names: [String], of model: Model) throws(Fault) {
    var seen: Set<String> = ["id"]
    for name in names {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      let first = parts.first ?? name
      if seen.insert(first).inserted { fields.append(try model.field(first)) }
      guard parts.count == 2 else { continue }
      if let index = followed.firstIndex(where: { $0.name == first }) {
        followed[index].fields.append(parts[1])
      } else {
        _ = try model.related(first)
        followed.append((first, [parts[1]]))
      }
    }
  }

  /// Never empty, for an empty list asks Odoo for every field.
  var serverNames: [String] {
    var names = ["id"]
    for field in fields where field.isListed && !names.contains(field.serverName) {
      names.append(field.serverName)
    }
    return names
  }

  var translated: [Model.Field] { fields.filter { $0.schema.kind == .texts && $0.isListed } }

  /// Of these a list tells where they are, never the bytes.
  var contents: [Model.Field] { fields.filter { $0.schema.kind == .content && $0.access != .absent } }

  /// Nil for a row without an id, which Odoo does not send.
  func record(_ row: JSON, _ model: Model) -> Record? {
    guard let id = row["id"]?.integer else { return nil }
    var values: [String: Value] = ["id": .integer(id)]
    // What this server does not have is left out, rather than shown as empty.
    for field in fields where field.isListed {
      values[field.name] = ValueCodec.value(row[field.serverName], field)
    }
    return Record(resource: model.name, key: RecordKey(id), fields: values)
  }
}
