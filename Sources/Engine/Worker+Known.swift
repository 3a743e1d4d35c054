import Mapping
import Records

extension Worker {
  /// Documents of which the journal knows what we left at the target, and of which nothing else is asked there: what differs from that is
  /// written without a look before, for it is written whatever is there, and read back. That saves one request in two.
  /// - Returns: those that are decided.
  func decideKnown(_ batch: inout Batch, _ indexes: [Int]) -> Set<Int> {
    guard mode == .sync, batch.mapping.hasPlainUpdates, batch.reason != .comparison else { return [] }
    var known: Set<Int> = []
    for index in indexes {
      let item = batch.items[index]
      guard item.isAdmitted, item.wasSettled, item.state?.stage == .settled, let key = item.targetKey,
        let document = item.document,
        let writes = KnownDifference(document: document, base: item.state?.base ?? [:])?.writes
      else { continue }
      guard !writes.isEmpty else {
        // Something else than the source may have made it due: the target itself, or an action that is still to be taken.
        guard batch.reason.trustsJournal, batch.mapping.steps.isEmpty else { continue }
        batch.end(index, .unchanged)
        known.insert(index)
        continue
      }
      known.insert(index)
      batch.items[index].isUnseen = true
      batch.items[index].write = update(of: item, document, key, writes, batch.mapping)
    }
    return known
  }

  /// What was refused although it was not looked at before: the target may have lost it.
  func tellDeleted(_ batch: inout Batch, _ refused: [(index: Int, fault: Fault)]) async throws {
    try await readTargets(&batch, refused.map(\.index))
    for (index, fault) in refused where batch.items[index].target != nil { batch.quarantine(index, fault) }
    try await tellLost(&batch, refused.map(\.index).filter { batch.items[$0].target == nil })
  }
}

extension Mapping {
  /// Nothing but its fields is at stake when a record changes.
  fileprivate var hasPlainUpdates: Bool {
    writesFields && find.isEmpty && children.isEmpty && changes.isEmpty && gates.isEmpty && frozen.isEmpty
      && rewriteWhile == nil && sealedWhen == nil
  }
}
