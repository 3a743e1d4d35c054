import JournalStore
import Mapping
import Records

extension Worker {
  /// Goes through the target's own records, page by page, for those that nothing here is linked to. They are somebody else's: they are told
  /// of, and left alone.
  func tellOthers(_ mapping: Mapping, _ report: inout VerifyReport, _ onDifference: (Difference) -> Void) async throws {
    guard mapping.reportsOthers else { return }
    let system = mapping.target.system
    let fields = mapping.fields.map(\.name)
    let evaluator = Evaluator(mapping: mapping, set: parts.mappings, surroundings: surroundings(for: mapping))
    let conditions = try settled(evaluator.othersWhere(), "others where", of: mapping)
    let reader = try await connector(system).scan(
      ScanQuery(resource: mapping.target.resource, fields: fields, conditions: conditions, includesArchived: true))
    while let page = try await reader.next() {
      try Task.checkCancellation()
      let links = try await parts.journal.links(set: mapping.name, system: system, keys: page.records.map(\.key))
      for record in page.records where links[record.key] == nil {
        report.others += 1
        let shown = fields.filter { record[$0].comparable != .null }.map {
          PlannedChange.Field(name: $0, current: record[$0], wanted: .null)
        }
        onDifference(
          Difference(flow: mapping.name, key: record.key, target: record.key, fields: shown, isOther: true))
      }
    }
  }
}
