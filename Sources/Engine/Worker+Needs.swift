import JournalStore
import Mapping
import Records

extension Worker {
  /// Sees to it that what these records refer to is linked, each need's mapping being run for all of the page's keys together.
  /// What cannot be linked stays unlinked: the documents that refer to it will wait.
  func satisfyNeeds(_ batch: inout Batch) async throws {
    guard !batch.mapping.needs.isEmpty else { return }
    let admitted = batch.open.filter { batch.items[$0].isAdmitted }
    let needs = try await evaluate(&batch, admitted, { $0.needs($1.source) })
    for need in batch.mapping.needs.map(\.mapping).uniqued() {
      let keys = needs.flatMap(\.value).filter { $0.need.mapping == need }.map(\.key).uniqued()
      guard !keys.isEmpty, let mapping = parts.mappings[need] else { continue }
      try await ensure(keys, of: mapping)
      batch.surroundings.links[need] = nil
    }
  }

  private func ensure(_ keys: [RecordKey], of mapping: Mapping) async throws {
    var keys = keys
    if !mapping.refreshes {
      let linked = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: keys)
      keys.removeAll { linked[$0] != nil || provisional[mapping.name]?[$0] != nil }
    }
    guard !keys.isEmpty else { return }
    let records = try await readSource(mapping, keys: keys)
    try await work(records, of: mapping, reason: .need, serverTime: nil)
    let found = Set(records.map(\.key))
    try await quarantineMissing(keys.filter { !found.contains($0) }, of: mapping)
  }

  /// The source refers to a record that it does not have.
  private func quarantineMissing(_ keys: [RecordKey], of mapping: Mapping) async throws {
    guard !keys.isEmpty else { return }
    var settlement = PageSettlement()
    for key in keys {
      let fault = Fault(
        .record, "SOURCE_MISSING", "\(mapping.source.resource) \(key) is referred to but not there.",
        context: ["resource": mapping.source.resource, "key": key.description],
        hint: "Restore it at the source, or dismiss what refers to it.")
      let now = parts.clock()
      settlement.states.append(RecordState(flow: mapping.name, key: key, stage: .quarantined, sourceDigest: ""))
      settlement.quarantined.append(
        QuarantineRow(
          flow: mapping.name, key: key, fault: fault, source: nil, mappingVersion: mapping.version, firstSeen: now,
          lastSeen: now))
      try count(.quarantined(fault), flow: mapping.name)
    }
    if mode == .sync { try await parts.journal.settle(settlement) }
  }
}
