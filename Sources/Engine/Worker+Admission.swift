import JournalStore
import Mapping
import Records

extension Worker {
  /// Which records the mapping is about at all, which it lets in now, and what those that are open hold.
  func admit(_ batch: inout Batch) async throws {
    if batch.reason == .feed || batch.reason == .comparison, batch.mapping.since != nil {
      for (index, isWithin) in try await evaluate(&batch, batch.open, { $0.passesSince($1.source) })
      where !isWithin && batch.items[index].link == nil {
        batch.end(index, .closed)
      }
    }
    try await readRelated(&batch)
    if let rule = batch.mapping.holds {
      let flow = batch.mapping.name
      let system = batch.mapping.source.system
      for (index, holds) in try await evaluate(&batch, batch.open, { $0.holds($1.source) }) {
        let key = batch.items[index].key
        batch.items[index].holds = holds.map {
          Hold(flow: flow, key: key, system: system, set: rule.set, item: $0.item, quantity: $0.quantity)
        }
      }
    }
    guard batch.reason != .need, batch.mapping.enter != nil else { return }
    for (index, enters) in try await evaluate(&batch, batch.open, { $0.enters($1.source) }) where !enters {
      if batch.items[index].link == nil { batch.end(index, .held) } else { batch.items[index].isAdmitted = false }
    }
  }

  /// Reads what the mapping wants beside each record, for the whole page at once.
  private func readRelated(_ batch: inout Batch) async throws {
    let connector = try connector(batch.mapping.source.system)
    for read in batch.mapping.reads {
      let wanted = try await evaluate(&batch, batch.open, { $0.wantsRead(read, $1.source) })
      let values = Array(Set(wanted.flatMap(\.value)))
      var found: [Value: [Record]] = [:]
      if !values.isEmpty {
        let records = try await connector.read(
          RelatedQuery(
            resource: read.resource.resource, field: read.field, values: values, conditions: read.conditions,
            fields: read.fields,
            includesArchived: read.includesArchived, context: try context(of: batch.mapping)))
        found = Dictionary(grouping: records) { $0[read.field].normalized }
      }
      for (index, own) in wanted {
        batch.items[index].source.related[read.name] = own.flatMap { found[$0.normalized] ?? [] }
      }
    }
  }
}
