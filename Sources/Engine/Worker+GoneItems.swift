import JournalStore
import Mapping
import Records

/// What was made for the items of source records that have gone.
extension Worker {
  /// Removes it at the target, or writes what the mapping's `gone` says to each of them, or leaves it: another source record may take it over
  /// from then on. The source record ends when all of them have.
  func carryOutGone(itemsOf source: RecordKey, _ mapping: Mapping) async throws {
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, under: [source])
    let states = try await parts.journal.states(flow: mapping.name, under: [source])
    let linkOf = Dictionary(links.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
    let stateOf = Dictionary(states.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var batch = Batch(mapping: mapping, reason: .due, surroundings: surroundings(for: mapping))
    batch.items = Set(linkOf.keys).union(stateOf.keys).sorted().map { key in
      var own = Self.remainder(of: source, mapping)
      own.item = (key: key, value: .null)
      var item = Item(source: own, digest: "", isFresh: false, state: stateOf[key], link: linkOf[key])
      item.isSurplus = mapping.removesWithSource
      return item
    }
    // Closed and unlinked is how a surplus ends.
    batch.items.removeAll { $0.link == nil && $0.state?.stage == .closed }
    if mapping.removesWithSource { try await removeSurplus(&batch) } else { try await leave(itemsOf: &batch) }
    try await settle(&batch)
    try throwPostponed(batch)
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
