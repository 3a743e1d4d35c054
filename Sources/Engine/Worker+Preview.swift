import Mapping
import Records

extension Worker {
  /// Takes the records of these keys through mapping and gates, whether or not the mapping's rule lets them in.
  func preview(_ mapping: Mapping, keys: [RecordKey]) async throws -> [Preview] {
    var batch = try await begin(try await readSource(mapping, keys: keys), of: mapping, reason: .need, serverTime: nil)
    if mapping.each == nil {
      try await prepare(&batch)
    } else {
      let stopped = try await expandForPreview(&batch)
      batch.items += stopped
    }
    return batch.items.map { item in
      var fault: Fault?
      switch item.result {
      case .quarantined(let why), .postponed(let why): fault = why
      case .waiting(let set, _, let awaited):
        fault = Fault(
          .record, "WAITING", "It waits for \(set) \(awaited).", context: ["set": set, "key": awaited.description])
      case .created, .updated, .unchanged, .removed, .held, .closed, nil: break
      }
      let amounts = item.document?.gates.map { gate, expected, _ in
        Preview.Amount(
          field: gate.field, expected: expected, foreseen: item.foreseen?[gate.field].number,
          closed: item.closed[gate.field] ?? 0)
      }
      return Preview(key: item.key, write: item.write, amounts: amounts ?? [], fault: fault)
    }
  }

  /// Replaces source records by their items, with what each would become.
  /// - Returns: the source records that stopped.
  private func expandForPreview(_ batch: inout Batch) async throws -> [Item] {
    let found = try await expand(&batch).found
    var items = try await items(found[...], of: batch)
    try await makeDocuments(&items)
    try await decide(&items)
    let stopped = batch.items.filter { $0.result != nil }
    batch = items
    return stopped
  }
}
