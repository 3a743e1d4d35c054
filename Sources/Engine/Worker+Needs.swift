import JournalStore
import Mapping
import Records

extension Worker {
  /// Sees to it that what these records refer to is linked, each need's mapping being run for all of the page's keys together.
  /// What cannot be linked stays unlinked: the documents that refer to it will wait.
  func satisfyNeeds(_ batch: inout Batch) async throws {
    guard !batch.mapping.needs.isEmpty else { return }
    let admitted = batch.open.filter { batch.items[$0].isAdmitted && !batch.items[$0].isProposed }
    let needs = try await evaluate(&batch, admitted, { $0.needs($1.source) })
    for need in batch.mapping.needs.map(\.mapping).uniqued() {
      let needed = needs.flatMap(\.value).filter { $0.need.mapping == need }
      guard !needed.isEmpty, var mapping = parts.mappings[need] else { continue }
      let keys = needed.map(\.key).uniqued()
      let toCreate = Set(needed.filter { $0.need.kind == .create }.map(\.key))
      try await ensure(keys.filter { toCreate.contains($0) }, of: mapping)
      mapping.creates = false
      try await ensure(keys.filter { !toCreate.contains($0) }, of: mapping)
      batch.surroundings.links[need] = nil
      for key in try await notRefreshed(keys, of: mapping) { batch.surroundings.link(need, key, to: nil) }
    }
    if batch.mapping.needs.contains(where: { $0.mapping == batch.mapping.name }) { try await lookAgain(&batch) }
  }

  /// Records that are linked, but to what they were before: what they are now could not be carried over.
  private func notRefreshed(_ keys: [RecordKey], of mapping: Mapping) async throws -> [RecordKey] {
    guard mapping.refreshes, mode == .sync else { return [] }
    let states = try await parts.journal.states(flow: mapping.name, keys: keys)
    return keys.filter { [.quarantined, .waiting].contains(states[$0]?.stage) }
  }

  /// Records of this page may have been carried over meanwhile, for others of the page needed them.
  private func lookAgain(_ batch: inout Batch) async throws {
    let mapping = batch.mapping
    let open = batch.open.filter { batch.items[$0].link == nil }
    let keys = open.map { batch.items[$0].key }
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: keys)
    let states = try await parts.journal.states(flow: mapping.name, keys: keys)
    for index in open {
      let key = batch.items[index].key
      batch.items[index].link = links[key]
      batch.items[index].state = states[key] ?? batch.items[index].state
      if mode == .plan, provisional[mapping.name]?[key] != nil { batch.end(index, .unchanged) }
    }
  }

  private func ensure(_ keys: [RecordKey], of mapping: Mapping) async throws {
    var keys = keys
    let linked = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: keys)
    if !mapping.refreshes { keys.removeAll { linked[$0] != nil } }
    keys.removeAll { provisional[mapping.name]?[$0] != nil }
    guard !keys.isEmpty else { return }
    let records = try await readSource(mapping, keys: keys)
    try await work(records, of: mapping, reason: .need, serverTime: nil)
    let found = Set(records.map(\.key))
    try await quarantineMissing(keys.filter { !found.contains($0) && linked[$0] == nil }, of: mapping)
  }

  /// The source refers to a record that it does not have.
  func quarantineMissing(_ keys: [RecordKey], of mapping: Mapping) async throws {
    guard !keys.isEmpty else { return }
    var settlement = PageSettlement()
    let now = parts.clock()
    let faults = keys.map { key in
      Fault(
        .record, "SOURCE_MISSING", "\(mapping.source.resource) \(key) is referred to but not there.",
        context: ["resource": mapping.source.resource, "key": key.description],
        hint: "Restore it at the source, or dismiss what refers to it.")
    }
    for (key, fault) in zip(keys, faults) {
      settlement.states.append(RecordState(flow: mapping.name, key: key, stage: .quarantined, sourceDigest: ""))
      settlement.quarantined.append(
        QuarantineRow(
          flow: mapping.name, key: key, fault: fault, source: nil, mappingVersion: mapping.version, firstSeen: now,
          lastSeen: now))
    }
    if mode == .sync { try await parts.journal.settle(settlement) }
    for (key, fault) in zip(keys, faults) { count(.quarantined(fault), of: key, flow: mapping.name) }
  }
}
