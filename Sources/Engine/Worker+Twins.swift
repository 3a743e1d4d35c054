import JournalStore
import Mapping
import Records

/// Two source records that would share one record of the target and fight over what it holds.
extension Worker {
  /// What matched a record that another source record is linked to, or matched as well, is for a person.
  func leaveTaken(_ batch: inout Batch, _ indexes: [Int]) async throws {
    guard batch.mapping.ownsTargets else { return }
    let found = indexes.filter { batch.items[$0].isAdopted && batch.items[$0].result == nil }
    let keys = found.compactMap { batch.items[$0].targetKey }
    let links = try await parts.journal.links(
      set: batch.mapping.name, system: batch.mapping.target.system, keys: keys)
    let gone = try await gone(links.values.map(\.source).uniqued(), batch.mapping)
    var owners = links.mapValues(\.source).filter { !gone.contains($0.value) }
    for index in found {
      guard let key = batch.items[index].targetKey else { continue }
      let own = batch.items[index].key
      if let owner = owners[key], owner != own {
        batch.items[index].targetKey = nil
        batch.items[index].isAdopted = false
        batch.quarantine(index, Self.taken(batch.items[index], by: owner, batch.mapping))
      } else {
        owners[key] = own
        if let link = links[key], link.source != own { batch.items[index].removedLinks.append(link) }
      }
    }
  }

  /// Which of these records are over and no longer at the source: what was linked to them is free for another.
  private func gone(_ keys: [RecordKey], _ mapping: Mapping) async throws -> Set<RecordKey> {
    let states = try await parts.journal.states(flow: mapping.name, keys: keys)
    let closed = keys.filter { states[$0]?.stage == .closed }
    guard !closed.isEmpty else { return [] }
    let schema = sourceSchema(mapping)
    let sources = closed.map { mapping.sourceKey(of: $0, schema) }.uniqued()
    let there = Set(try await readSource(mapping, keys: sources).map(\.key))
    return Set(closed.filter { !there.contains(mapping.sourceKey(of: $0, schema)) })
  }

  /// Of several records that are to be made with the same natural key, as the target compares texts, one is: the others would match it from then
  /// on.
  func leaveTwins(_ batch: inout Batch, _ indexes: [Int]) {
    guard batch.mapping.ownsTargets, !batch.mapping.match.isEmpty else { return }
    let folds = schemas[batch.mapping.target.system]?.foldsTexts ?? false
    var owners: [[Condition]: RecordKey] = [:]
    for index in indexes where batch.items[index].result == nil {
      guard var probe = batch.items[index].write?.probe, batch.mapping.isNaturalKey(probe) else { continue }
      if folds { probe = probe.map { Condition($0.field, $0.comparison, $0.value.folded) } }
      if let owner = owners[probe] {
        batch.quarantine(index, Self.taken(batch.items[index], by: owner, batch.mapping))
      } else {
        owners[probe] = batch.items[index].key
      }
    }
  }

  private static func taken(_ item: Item, by owner: RecordKey, _ mapping: Mapping) -> Fault {
    Fault(
      .record, "MATCH_TAKEN",
      "\(mapping.source.resource) \(item.key) and \(owner) are the same for \(mapping.target.resource).",
      context: [
        "record": "\(mapping.source.resource) \(item.key)", "other": "\(mapping.source.resource) \(owner)",
      ],
      hint:
        "Tell them apart at the source (reference, name, bar code), or delete there the one that is too many, then replay."
    )
  }
}

extension Mapping {
  /// Each of its records writes a record of its own at the target.
  fileprivate var ownsTargets: Bool { writesFields && key == nil && find.isEmpty }

  /// Whether these values tell records apart: all of them are there, or those that are not count as well (`exactly`).
  fileprivate func isNaturalKey(_ probe: [Condition]) -> Bool {
    let isExact = match.contains { $0.countsEmpty }
    return !probe.isEmpty && (isExact || probe.allSatisfy { !$0.value.isEmpty })
  }
}
