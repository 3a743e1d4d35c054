import JournalStore
import Mapping
import Records

/// What was made for the items of source records that have gone.
extension Worker {
  /// Removes it at the target, or writes what the mapping's `gone` says to each of them, or leaves it: another source record may take it over
  /// from then on. The source record ends when all of them have.
  func carryOutGone(itemsOf source: RecordKey, _ mapping: Mapping) async throws {
    var sources = Batch(mapping: mapping, reason: .due, surroundings: surroundings(for: mapping))
    sources.items = [Item(source: Self.remainder(of: source, mapping), digest: "", isFresh: false)]
    for seeds in inParts(try await surplus(besides: [], of: sources)) {
      var batch = try await items(seeds, of: sources, areSurplus: mapping.removesWithSource)
      if mapping.removesWithSource { try await removeSurplus(&batch) } else { try await leave(itemsOf: &batch) }
      try await settle(&batch)
      try throwPostponed(batch)
    }
    guard mode == .sync else { return }
    var settlement = PageSettlement()
    settlement.states = [RecordState(flow: mapping.name, key: source, stage: .closed, sourceDigest: "")]
    try await parts.journal.settle(settlement)
  }

  private func leave(itemsOf batch: inout Batch) async throws {
    for index in batch.items.indices {
      if let link = batch.items[index].link, link.isAccepted {
        batch.items[index].targetKey = link.target
      } else {
        batch.end(index, .closed)
      }
    }
    if batch.mapping.gone.isEmpty {
      for index in batch.open { batch.end(index, .closed) }
    } else {
      try await writeGone(&batch)
    }
  }
}
