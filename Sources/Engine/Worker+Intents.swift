import JournalStore
import Mapping
import Records

extension Worker {
  /// Announces effects that the target does not protect from happening twice, each with what the target holds before it. A change of a
  /// record that exists is absolute: it is compared and sent again. Flows that come after any effect see the target's changes as they are then.
  func announce(_ batch: inout Batch, _ effects: [(index: Int, effect: OpenIntent.Effect)]) async throws {
    shared.forget(batch.mapping.target.system)
    let effects = effects.filter { !$0.effect.isRepeatable }
    guard isUnprotected(batch.mapping), !effects.isEmpty else { return }
    let baselines = try await connector(batch.mapping.target.system).baseline(effects.map(\.effect))
    let intents = zip(effects, baselines).map { effect, baseline in
      (
        key: batch.items[effect.index].key,
        intent: OpenIntent(
          effect: effect.effect, baseline: baseline, announced: parts.clock(),
          sourceDigest: batch.items[effect.index].digest)
      )
    }
    let ids = try await parts.journal.announce(flow: batch.mapping.name, intents)
    for (effect, id) in zip(effects, ids) { batch.items[effect.index].intents.append(id) }
  }

  /// Keyed creations find what they made before, and the actions of such a target test the state themselves.
  private func isUnprotected(_ mapping: Mapping) -> Bool {
    targetSchema(mapping).map { $0.creation != .keyed } ?? false
  }

  /// Finds out what became of effects whose answer was lost. Until that is known nothing else is done to their records.
  /// - Parameter keys: the records about to be worked on; nil: all of the flow.
  /// - Returns: the records that must be left alone for now: the target may still carry out what was sent to it, or a person has to look. The
  ///   run goes on with the others, and tells at its end where it is not complete.
  @discardableResult
  func settleOpenIntents(of mapping: Mapping, keys: Set<RecordKey>? = nil) async throws -> Set<RecordKey> {
    guard mode == .sync else { return [] }
    let open = try await parts.journal.openIntents(flow: mapping.name).filter { intent in
      keys?.contains(mapping.sourceKey(of: intent.key, sourceSchema(mapping))) ?? true
    }
    guard !open.isEmpty else { return [] }
    let settlements = try await connector(mapping.target.system).settle(open.map(\.intent))
    var states = try await parts.journal.states(flow: mapping.name, keys: open.map(\.key).uniqued())
    var page = PageSettlement()
    var settled: Set<RecordKey> = []
    var unsettled: Set<RecordKey> = []
    for (intent, settlement) in zip(open, settlements) {
      if case .wait(let seconds) = settlement {
        unsettled.insert(intent.key)
        noteUnfinished(Self.unsettled(mapping, intent.key, seconds))
        continue
      }
      // While nobody knows which one it was, nothing is sent for this record: the intent stays open until a person has looked.
      if case .ambiguous = settlement {} else { page.closedIntents.append(intent.id) }
      settled.insert(intent.key)
      var state =
        states[intent.key]
        ?? RecordState(flow: mapping.name, key: intent.key, stage: .started, sourceDigest: "")
      record(settlement, of: intent, mapping, &state, in: &page)
      states[intent.key] = state
    }
    page.states = settled.sorted().compactMap { states[$0] }
    try await parts.journal.settle(page)
    return unsettled.union(page.quarantined.map(\.key))
  }

  private static func unsettled(_ mapping: Mapping, _ key: RecordKey, _ seconds: Int) -> Fault {
    Fault(
      .road, "EFFECT_UNSETTLED", "The target may still carry out what was sent to it before.",
      context: ["flow": mapping.name, "record": "\(mapping.source.resource) \(key)"],
      hint: "Nothing to do: the next run asks again.", retryAfter: seconds)
  }

  private func record(
    _ settlement: Settlement, of intent: StoredIntent, _ mapping: Mapping, _ state: inout RecordState,
    in page: inout PageSettlement
  ) {
    if !page.quarantined.contains(where: { $0.key == intent.key }) { state.stage = .started }
    switch settlement {
    case .done(let key):
      state.target = key
      if case .write(let write) = intent.intent.effect, case .create = write.identity {
        page.links.append(
          Link(
            set: mapping.name, sourceSystem: mapping.source.system, source: intent.key,
            targetSystem: mapping.target.system, target: key,
            isAccepted: true))
      }
    case .ambiguous(let candidates):
      state.stage = .quarantined
      state.sourceDigest = intent.intent.sourceDigest ?? state.sourceDigest
      page.quarantined.append(
        QuarantineRow(
          flow: mapping.name, key: intent.key, fault: Self.ambiguousEffect(candidates), source: nil,
          mappingVersion: mapping.version, firstSeen: started, lastSeen: started))
    case .notDone: noteLost(intent, mapping, &state, in: &page)
    case .wait: break
    }
  }

  /// An effect that was sent and did not happen is sent again, but not for ever: the target may break down on this very record.
  private func noteLost(
    _ intent: StoredIntent, _ mapping: Mapping, _ state: inout RecordState, in page: inout PageSettlement
  ) {
    let times = (state.base[Item.lostBase].flatMap { Int($0) } ?? 0) + 1
    guard times >= Self.lostLimit else {
      state.base[Item.lostBase] = String(times)
      return
    }
    state.base[Item.lostBase] = nil
    state.stage = .quarantined
    page.quarantined.append(
      QuarantineRow(
        flow: mapping.name, key: intent.key, fault: Self.neverDone(intent, mapping, times), source: nil,
        mappingVersion: mapping.version, firstSeen: started, lastSeen: started))
  }

  private static let lostLimit = 5

  private static func neverDone(_ intent: StoredIntent, _ mapping: Mapping, _ times: Int) -> Fault {
    Fault(
      .record, "EFFECT_NEVER_DONE",
      "The target was sent the same thing \(times) times, gave no proper answer, and did not do it.",
      context: ["record": "\(mapping.source.resource) \(intent.key)", "target": mapping.target.resource],
      hint: "Do it by hand there: the target's own message or its error log tells why it fails. Then replay.")
  }

  private static func ambiguousEffect(_ candidates: [Record]) -> Fault {
    Fault(
      .record, "EFFECT_AMBIGUOUS",
      "\(candidates.count) records of the target may be the one that was sent before the answer was lost.",
      context: ["candidates": candidates.map(\.key.description).joined(separator: ", ")],
      hint: "Delete the surplus ones at the target, then replay.")
  }
}

extension OpenIntent.Effect {
  fileprivate var isRepeatable: Bool {
    if case .write(let write) = self, case .update = write.identity { true } else { false }
  }
}
