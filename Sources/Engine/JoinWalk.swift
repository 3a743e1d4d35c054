import Mapping
import Records

/// Follows the joins of a mapping's reads back, from rows that are read beside a record to the record itself, asking each question once.
struct JoinWalk {
  private struct Question: Hashable {
    let read: String
    let field: String
    let values: [Value]
  }

  let mapping: Mapping
  let connector: any Connector
  private var answers: [Question: [Value]] = [:]

  init(mapping: Mapping, connector: any Connector) {
    self.mapping = mapping
    self.connector = connector
  }

  /// The source's fields, with the values in them, of the records beside which `name` would read rows that have one of `values` in `field`. It
  /// may find records that do not read them after all: what else a read asks is left to the reading.
  /// - Throws: `Fault` TOUCH_WITHOUT_JOIN where a join does not compare with fields; the road's.
  mutating func back(from values: [Value], of field: String, in name: String) async throws -> [String: [Value]] {
    guard !values.isEmpty else { return [:] }
    guard let read = mapping.reads.first(where: { $0.name == name }), !mapping.origins(of: read).isEmpty else {
      throw Fault(
        .configuration, "TOUCH_WITHOUT_JOIN", "`touched by … -> \(name).\(field)` cannot be followed back.",
        context: ["mapping": mapping.name, "field": "\(name).\(field)"],
        hint: "Name a read whose `where` compares with a field of the source, {product_id: id}, or of other reads.")
    }
    let joined = try await joined(read, whose: field, isAmong: values)
    var found: [String: [Value]] = [:]
    for origin in mapping.origins(of: read) {
      switch origin {
      case .source(let own): found[own, default: []] += joined
      case .read(let other, let field):
        found.merge(try await back(from: joined, of: field, in: other)) { $0 + $1 }
      }
    }
    return found
  }

  /// What rows of the read have in the field of its join, archived ones too: that they were archived touches as well.
  private mutating func joined(_ read: RelatedRead, whose field: String, isAmong values: [Value]) async throws
    -> [Value]
  {
    guard field != read.field else { return values }
    let question = Question(read: "\(read.resource.resource) \(read.field)", field: field, values: values)
    if let known = answers[question] { return known }
    let rows = try await connector.read(
      RelatedQuery(
        resource: read.resource.resource, field: field, values: values, conditions: read.conditions,
        fields: [read.field], includesArchived: true))
    let joined = rows.flatMap { $0[read.field].list ?? [$0[read.field]] }.filter { !$0.isEmpty }.uniqued()
    answers[question] = joined
    return joined
  }
}
