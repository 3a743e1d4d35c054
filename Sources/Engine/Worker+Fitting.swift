import JournalStore
import Mapping
import Records

extension Worker {
  /// Finds which entries of the targets' lists are not ours, for the fields that keep them.
  func findOthers(_ batch: inout Batch, _ indexes: [Int]) async throws {
    let system = batch.mapping.target.system
    for rule in batch.mapping.fields {
      guard let set = rule.keepsOthers else { continue }
      let lists = indexes.map { batch.items[$0].targetOrEmpty[rule.name].list ?? [] }
      let keys = lists.joined().compactMap(Self.entryKey).uniqued()
      let ours = try await parts.journal.links(set: set, system: system, keys: keys)
      for (index, list) in zip(indexes, lists) {
        batch.items[index].others[rule.name] = list.filter { entry in
          Self.entryKey(entry).map { ours[$0] == nil } ?? false
        }
      }
    }
  }

  /// What an entry of a list names: itself, or its `id`.
  private static func entryKey(_ entry: Value) -> RecordKey? {
    let id = entry.map?["id"] ?? entry
    return id.isEmpty ? nil : RecordKey(values: [id.normalized])
  }
}

extension Item {
  /// What is wanted, beside what the target has of its own.
  var fittedDocument: Document? { document?.fitted(to: targetOrEmpty, others: others) }
}
