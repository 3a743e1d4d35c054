import JournalStore
import Mapping
import Records

extension Worker {
  /// What each record shall be at the target, and which records share one document.
  func makeDocuments(_ batch: inout Batch) async throws {
    for (index, document) in try await evaluate(
      &batch, batch.open.filter { batch.items[$0].isAdmitted && !batch.items[$0].isProposed },
      { $0.document($1.source) })
    {
      batch.items[index].document = document
    }
    guard batch.mapping.key != nil else { return }
    let scope = batch.mapping.scope == .database ? parts.databaseScope : parts.instance
    for (index, key) in try await evaluate(&batch, batch.open, { $0.key($1.source) }) {
      batch.items[index].externalKey = key.map { ExternalKey(scope: scope, name: $0) }
    }
    try await chooseLeaders(&batch)
  }

  /// Of several records with one key the first in merge order speaks; the others are linked to its document.
  private func chooseLeaders(_ batch: inout Batch) async throws {
    let orders = try await evaluate(&batch, batch.open, { $0.mergeOrder($1.source) })
    let groups = Dictionary(grouping: orders) { batch.items[$0.index].externalKey }
    for (key, group) in groups where key != nil && group.count > 1 {
      let sorted = group.sorted { left, right in
        if Evaluator.precedes(left.value, right.value) { return true }
        if Evaluator.precedes(right.value, left.value) { return false }
        return batch.items[left.index].key < batch.items[right.index].key
      }
      for (index, _) in sorted.dropFirst() { batch.items[index].leader = sorted[0].index }
    }
  }

  /// Compares what is wanted with what the journal and the target know, and decides for each document: create, adopt, rewrite, act, or leave.
  func decide(_ batch: inout Batch) async throws {
    if !batch.mapping.matchesBeforeNeeds { try await findMatches(&batch) }
    try await findUnlinked(&batch)
    for index in batch.leaders {
      let item = batch.items[index]
      if let link = item.link, !(batch.mapping.refreshes && item.document?.fingerprint != item.state?.fingerprint) {
        batch.items[index].targetKey = link.target
        batch.items[index].isAdopted = batch.items[index].isAdopted || !link.isAccepted
        // What change rules depend on need not be in the document: where there are any, a changed source has the target looked at.
        let isSameSource = item.digest == item.state?.sourceDigest
        if item.isSettledAsWanted, batch.mayPassOver, batch.mapping.changes.isEmpty || isSameSource {
          batch.end(index, .unchanged)
        }
      } else if item.targetKey == nil, !item.isForeseen {
        decideCreation(&batch, index)
      }
    }
    try await nameCreations(&batch)
    try await decideUpdates(&batch)
  }

  private func decideCreation(_ batch: inout Batch, _ index: Int) {
    let item = batch.items[index]
    guard batch.mapping.creates else {
      return batch.quarantine(index, Self.missing(item, batch.mapping))
    }
    guard let document = item.document else { return }
    batch.items[index].wasCreated = true
    batch.items[index].write = Write(
      resource: batch.mapping.target.resource, identity: .create(item.externalKey), fields: document.values,
      children: document.children,
      childKey: item.externalKey)
  }

  /// Gives creations the natural keys by which the target finds them again.
  private func nameCreations(_ batch: inout Batch) async throws {
    guard !batch.mapping.probe.isEmpty else { return }
    let created = batch.leaders.filter { batch.items[$0].wasCreated }
    for (index, probe) in try await evaluate(&batch, created, { $0.naturalKey($1.source) }) {
      batch.items[index].write?.probe = probe
    }
    leaveTwins(&batch, created)
  }

  /// Asks the target for records that are the same by their natural keys, for all unlinked records of the page.
  func findMatches(_ batch: inout Batch) async throws {
    guard !batch.mapping.match.isEmpty else { return }
    let unlinked = batch.leaders.filter { batch.items[$0].link == nil }
    var pending = try await evaluate(&batch, unlinked, { $0.probes($1.source) })
    for index in pending.indices { pending[index].value.removeAll(where: Self.namesNewRecord) }
    let resource = batch.mapping.target.resource
    let connector = try connector(batch.mapping.target.system)
    while !pending.isEmpty {
      let asked = pending.filter { !$0.value.isEmpty }
      let probes = asked.map {
        Probe(
          resource: resource, conditions: $0.value[0],
          fields: ($0.value[0].map(\.field) + batch.mapping.fitsFields).uniqued())
      }
      let found = probes.isEmpty ? [] : try await connector.find(probes)
      pending = []
      let rules = Dictionary(asked.map { ($0.index, $0.value) }, uniquingKeysWith: { first, _ in first })
      for (index, candidates) in try await fitting(&batch, asked.map(\.index), found) {
        let rules = rules[index] ?? []
        switch candidates.count {
        case 0: pending.append((index, Array(rules.dropFirst())))
        case 1:
          batch.items[index].targetKey = candidates[0].key
          batch.items[index].isAdopted = true
        default: batch.quarantine(index, Self.ambiguous(batch.items[index], candidates, batch.mapping))
        }
      }
    }
    try await leaveTaken(&batch, unlinked)
  }

  /// Whether a plan's conditions name a record that is not made yet: nothing at the target can belong to it.
  static func namesNewRecord(_ conditions: [Condition]) -> Bool {
    conditions.contains { $0.value.text?.hasPrefix(provisionalPrefix) == true }
  }

  private static func missing(_ item: Item, _ mapping: Mapping) -> Fault {
    let fields = mapping.sourceFields.filter { !["id", "key"].contains($0) }
    var context = ["record": "\(mapping.source.resource) \(item.key)"]
    for field in fields where !item.source.record[field].isEmpty {
      context[field] = item.source.record[field].description
    }
    return Fault(
      .record, mapping.missingCode,
      "\(mapping.target.resource) has no record for \(mapping.source.resource) \(item.key).", context: context,
      hint: "Create it at the target, or give it the same reference there, then replay.")
  }

  static func ambiguous(_ item: Item, _ candidates: [Record], _ mapping: Mapping) -> Fault {
    Fault(
      .record, "AMBIGUOUS",
      "\(candidates.count) records of \(mapping.target.resource) match \(mapping.source.resource) \(item.key).",
      context: [
        "record": "\(mapping.source.resource) \(item.key)",
        "candidates": candidates.map { candidate in
          let fields = candidate.fields.filter { !mapping.fitsFields.contains($0.key) }
          return candidate.key.description + " " + Value.map(fields).description
        }.joined(separator: "; "),
      ],
      hint: "Let only one of them have this key, then replay.")
  }
}
