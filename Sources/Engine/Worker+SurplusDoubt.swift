import JournalStore
import Mapping
import Records

/// Lists that have shrunk so much that it is not believed: rows that the connection's user may not read any more look like rows that were deleted.
extension Worker {
  /// So many source records may lose more items than they keep, and so many items together, without anybody being asked, in one run of a flow.
  static let surplusLimit = (sources: 5, items: 25)

  /// Puts aside the source records that would lose more than they keep, where together that is too much. While one of a mapping stands in
  /// quarantine so, others that lose as much are put aside as well. A person who replays such a row has consented.
  func doubtSurplus(_ list: inout ItemList, of batch: inout Batch) async throws {
    let mapping = batch.mapping
    let losses = try await losses(list, of: batch)
    guard !losses.isEmpty else { return }
    let doubted = Set(
      try await parts.journal.quarantine(flow: mapping.name).filter { $0.fault.code == Self.surplusDoubt }.map(\.key))
    let consented = doubted.intersection(try await parts.journal.replayed(flow: mapping.name))
    let unasked = losses.filter { !consented.contains(batch.items[$0.key].key) }
    var lost = surplusOfFlow[mapping.name] ?? (0, 0)
    lost = (lost.sources + unasked.count, lost.items + unasked.values.reduce(0, +))
    surplusOfFlow[mapping.name] = lost
    let isTooMuch = lost.sources > Self.surplusLimit.sources || lost.items > Self.surplusLimit.items
    guard isTooMuch || !doubted.subtracting(consented).isEmpty else { return }
    for (index, count) in unasked { batch.quarantine(index, Self.doubtful(batch.items[index], count, mapping)) }
    list.found.removeAll { unasked[$0.source] != nil }
    list.surplus.removeAll { unasked[$0.source] != nil }
  }

  /// How many records would be deleted for source records that keep fewer, by where these stand in the batch.
  private func losses(_ list: ItemList, of batch: Batch) async throws -> [Int: Int] {
    let mapping = batch.mapping
    guard mapping.surplus.deletes else { return [:] }
    var losses: [Int: Int] = [:]
    for seeds in inParts(list.surplus) {
      for (seed, item) in zip(seeds, try await items(seeds, of: batch, areSurplus: true).items)
      where item.link?.isAccepted == true && !item.outlives(mapping.surplus) {
        losses[seed.source, default: 0] += 1
      }
    }
    var kept: [Int: Int] = [:]
    for seed in list.found where losses[seed.source] != nil { kept[seed.source, default: 0] += 1 }
    return losses.filter { $0.value > kept[$0.key] ?? 0 }
  }

  private static let surplusDoubt = "SURPLUS_DOUBTFUL"

  private static func doubtful(_ item: Item, _ count: Int, _ mapping: Mapping) -> Fault {
    Fault(
      .record, surplusDoubt,
      "\(count) \(mapping.target.resource) made for \(mapping.source.resource) \(item.key) would be deleted, and so much of \(mapping.name) at once that it is not believed.",
      context: [
        "record": "\(mapping.source.resource) \(item.key)", "count": String(count), "to": mapping.target.resource,
        "flow": mapping.name,
      ],
      hint: "Look at the rights of the connection's user at the source. A replay of this row deletes them.")
  }
}
