import Foundation
import JournalStore
import Mapping
import Records

/// Records that the source no longer has. That one cannot be read proves nothing (a right may have been taken away): only a complete pass
/// over the source concludes that it has gone, and the next sync carries out what the mapping says then.
extension Worker {
  /// More than this many are not concluded to be gone: something else is wrong.
  static let goneLimit = 1000
  /// How long a conclusion holds, in seconds.
  private static let goneValidity = 7 * 86_400

  /// Writes what the mapping's `gone` says for records that were concluded to be gone and still are.
  /// - Returns: those that were dealt with.
  func carryOutGone(_ keys: [RecordKey], of mapping: Mapping) async throws -> Set<RecordKey> {
    guard mapping.minds(goneIn: mode), !keys.isEmpty else { return [] }
    let concluded = try await concludedGone(mapping)
    let gone = keys.filter { concluded.contains($0) }
    guard mapping.each == nil else {
      for key in gone { try await carryOutGone(itemsOf: key, mapping) }
      return Set(gone)
    }
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: gone)
      .filter(\.value.isAccepted)
    guard !links.isEmpty else { return [] }
    let states = try await parts.journal.states(flow: mapping.name, keys: gone)
    var batch = Batch(mapping: mapping, reason: .due, surroundings: surroundings(for: mapping))
    batch.items = links.values.sorted { $0.source < $1.source }.map { link in
      var item = Item(
        source: Self.remainder(of: link.source, mapping), digest: "", isFresh: false, state: states[link.source],
        link: link)
      item.targetKey = link.target
      return item
    }
    try await writeGone(&batch)
    try await settle(&batch)
    try throwPostponed(batch)
    return Set(batch.items.map(\.key))
  }

  /// What is left to say of a source record that has gone: its key.
  static func remainder(of key: RecordKey, _ mapping: Mapping) -> Source {
    Source(Record(resource: mapping.source.resource, key: key, fields: ["id": key.value]))
  }

  func writeGone(_ batch: inout Batch) async throws {
    let resource = batch.mapping.target.resource
    for (index, fields) in try await evaluate(&batch, batch.open, { $0.gone($1.source) }) {
      guard let key = batch.items[index].targetKey else { continue }
      batch.items[index].write = Write(resource: resource, identity: .update(key), fields: fields)
    }
    try await readTargets(&batch, batch.open)
    // What the target has lost as well needs nothing, and what is so already needs no write.
    for index in batch.open where batch.items[index].target == nil || holdsWanted(batch.items[index]) {
      batch.end(index, .closed)
    }
    let written = batch.open
    try await write(&batch)
    try await readTargets(&batch, written)
    for index in written where batch.items[index].result == nil {
      if holdsWanted(batch.items[index]) {
        batch.items[index].events.append(
          JournalEvent(flow: batch.mapping.name, key: batch.items[index].key, kind: "gone", at: started))
        batch.end(index, .closed)
      } else {
        batch.quarantine(
          index,
          Self.differs(
            (batch.items[index].write?.fields.keys).map { $0.sorted() } ?? [],
            "\(batch.mapping.source.resource) \(batch.items[index].key)"))
      }
    }
  }

  private func holdsWanted(_ item: Item) -> Bool {
    item.write?.fields.allSatisfy { item.target?[$0].comparable == $1.comparable } ?? true
  }

  func throwPostponed(_ batch: Batch) throws {
    for item in batch.items { if case .postponed(let fault) = item.result { throw fault } }
  }

  // MARK: Not there, and nothing concluded

  /// Due records that the source does not show are over, and so are their items that wait or stand in quarantine. What is linked and to be
  /// dealt with once it is known to have gone is left for the complete pass that tells: it has no row any more.
  func close(_ keys: [RecordKey], of mapping: Mapping) async throws {
    guard mode == .sync, !keys.isEmpty else { return }
    let items = mapping.each == nil ? [] : try await unfinishedItems(of: keys, mapping)
    let ended = keys + items
    let states = try await parts.journal.states(flow: mapping.name, keys: ended)
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: ended)
    var settlement = PageSettlement()
    settlement.states = ended.map { key in
      var state = RecordState(flow: mapping.name, key: key, stage: .closed, sourceDigest: "")
      if mapping.minds(goneIn: mode), let link = links[key], link.isAccepted, states[key]?.stage != .closed {
        (state.stage, state.target, state.base) = (.settled, link.target, states[key]?.base ?? [:])
      }
      return state
    }
    settlement.holds = keys.map { PageSettlement.HoldChange(flow: mapping.name, key: $0, holds: []) }
    try await parts.journal.settle(settlement)
  }

  private func unfinishedItems(of keys: [RecordKey], _ mapping: Mapping) async throws -> [RecordKey] {
    try await parts.journal.stages(flow: mapping.name, under: keys)
      .filter { ![.settled, .closed].contains($0.value) }.keys.sorted()
  }

  // MARK: The conclusion

  private static func name(of mapping: Mapping) -> String { "gone:\(mapping.name)" }

  private func concludedGone(_ mapping: Mapping) async throws -> Set<RecordKey> {
    guard let data = try await parts.journal.cached(Self.name(of: mapping), now: started) else { return [] }
    return Set((try? JSONDecoder().decode([RecordKey].self, from: data)) ?? [])
  }

  /// Puts on record that a complete pass did not find these.
  func conclude(gone keys: [RecordKey], of mapping: Mapping) async throws {
    guard !keys.isEmpty else { return }
    try await parts.journal.cache(
      Self.name(of: mapping), try JSONEncoder().encode(keys), expires: started.adding(Self.goneValidity))
    var settlement = PageSettlement()
    settlement.due = keys.map { PageSettlement.DueRecord(flow: mapping.name, key: $0) }
    try await parts.journal.settle(settlement)
  }
}

extension Mapping {
  /// Whether it matters that a record has gone from the source. A plan shows only what would be removed.
  func minds(goneIn mode: Worker.Mode) -> Bool {
    removesWithSource || (mode == .sync && (staysWhenGone || !gone.isEmpty))
  }

  /// What was made for the items of a record goes with the record.
  var removesWithSource: Bool { each != nil && surplus.deletes && !staysWhenGone && gone.isEmpty }
}
