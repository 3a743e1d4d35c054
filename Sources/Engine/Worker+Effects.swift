import JournalStore
import Mapping
import Records

extension Worker {
  /// How often a document is corrected after it was read back, before a person is asked.
  private static let correctionLimit = 2

  /// Sends what is to be written, all documents of the page together.
  func write(_ batch: inout Batch) async throws {
    try await send(&batch, batch.leaders.filter { batch.items[$0].write != nil })
  }

  private func send(_ batch: inout Batch, _ indexes: [Int]) async throws {
    let writes = indexes.compactMap { batch.items[$0].write }
    guard !writes.isEmpty else { return }
    try await announce(&batch, indexes.map { ($0, .write(batch.items[$0].write ?? writes[0])) })
    let outcomes = await (try connector(batch.mapping.target.system)).write(writes)
    for (index, outcome) in zip(indexes, outcomes) {
      switch outcome {
      case .applied(let key):
        batch.items[index].targetKey = key
        if !batch.items[index].wasCreated { batch.items[index].wasUpdated = true }
      case .unchanged(let key): batch.items[index].targetKey = key
      case .refused(let fault): batch.quarantine(index, fault)
      case .notApplied(let fault): batch.end(index, .postponed(fault))
      case .unknown(let fault): batch.end(index, .postponed(fault))
      }
    }
  }

  /// Reads back what was written. What is not as wanted is corrected while the document may be rewritten, and is a fault after that.
  func readBack(_ batch: inout Batch) async throws {
    var pending = batch.leaders.filter { batch.items[$0].write != nil }
    for round in 0...Self.correctionLimit where !pending.isEmpty {
      try await readTargets(&batch, pending)
      var corrections: [Int] = []
      for (index, mayRewrite) in try await evaluate(
        &batch, pending, { $0.mayRewrite($1.source, target: $1.targetOrEmpty) })
      {
        if try await check(&batch, index, mayRewrite: mayRewrite, isLast: round == Self.correctionLimit) {
          corrections.append(index)
        }
      }
      pending = corrections
      try await send(&batch, pending)
      pending.removeAll { batch.items[$0].result != nil }
    }
  }

  /// - Returns: true when the document is to be written once more; its write is prepared then.
  private func check(_ batch: inout Batch, _ index: Int, mayRewrite: Bool, isLast: Bool) async throws -> Bool {
    let item = batch.items[index]
    let record = "\(batch.mapping.source.resource) \(item.key)"
    guard let document = item.document, let target = item.target, let key = item.targetKey else {
      batch.quarantine(
        index,
        Fault(
          .record, "READ_BACK_MISSING", "What was written cannot be read back.", context: ["record": record],
          hint: "Check at the target whether it was deleted or is hidden from this user, then replay."))
      return false
    }
    if item.wasCreated, let taken = Self.takenKey(document, target, batch.mapping) {
      batch.items[index].targetKey = nil
      batch.quarantine(index, taken.adding(["record": record, "target": key.description]))
      return false
    }
    // A document that has gone on since (it was confirmed before this run) is left as it is, but its amounts must be right.
    let comparison = DocumentComparison(
      document: document, closing: item.closing, target: target, base: item.state?.base ?? [:])
    guard mayRewrite else {
      if try await judge(&batch, index, target) == false, batch.items[index].result == nil {
        batch.quarantine(index, Self.differs(["amounts"], record))
      }
      return false
    }
    var mustRewrite = !comparison.isEqual
    if comparison.isEqual { mustRewrite = try await !judge(&batch, index, target) }
    guard mustRewrite, batch.items[index].result == nil else { return false }
    guard !isLast else {
      batch.quarantine(index, Self.differs(comparison.differences, record))
      return false
    }
    let rows = batch.items[index].closing
    batch.items[index].write = Write(
      resource: batch.mapping.target.resource, identity: .update(key), fields: comparison.writes,
      children: Dictionary(uniqueKeysWithValues: document.children.map { ($0.key, $0.value + (rows[$0.key] ?? [])) }),
      childKey: item.externalKey)
    return true
  }

  /// A record found under our key that is not ours: its `same` fields differ.
  private static func takenKey(_ document: Document, _ target: Record, _ mapping: Mapping) -> Fault? {
    for name in mapping.same {
      guard let wanted = document.values[name], let current = target.fields[name],
        wanted.comparable != current.comparable
      else { continue }
      return Fault(
        .record, "KEY_TAKEN", "The target has another record under this key: \(name) differs.",
        context: ["field": name, "wanted": wanted.description, "current": current.description],
        hint:
          "Two connections may use one instance name, or the record was given away by hand: look at it at the target.")
    }
    return nil
  }

  private static func differs(_ fields: [String], _ record: String) -> Fault {
    Fault(
      .record, "READ_BACK_DIFFERS",
      "What the target holds after writing is not what was written: \(fields.joined(separator: ", ")).",
      context: ["record": record, "fields": fields.joined(separator: ", ")],
      hint: "An automation or another program may change it there at once: look at its history, then replay.")
  }

  // MARK: Intents

  /// Announces effects that the target does not protect from happening twice, each with what the target holds before it.
  func announce(_ batch: inout Batch, _ effects: [(index: Int, effect: OpenIntent.Effect)]) async throws {
    guard targetSchema(batch.mapping)?.creation == .probed, !effects.isEmpty else { return }
    let baselines = try await connector(batch.mapping.target.system).baseline(effects.map(\.effect))
    let intents = zip(effects, baselines).map { effect, baseline in
      (
        key: batch.items[effect.index].key,
        intent: OpenIntent(effect: effect.effect, baseline: baseline, announced: parts.clock())
      )
    }
    let ids = try await parts.journal.announce(flow: batch.mapping.name, intents)
    for (effect, id) in zip(effects, ids) { batch.items[effect.index].intents.append(id) }
  }

  /// Finds out, at the start of a flow, what became of effects whose answer was lost.
  func settleOpenIntents(of mapping: Mapping) async throws {
    let open = try await parts.journal.openIntents(flow: mapping.name)
    guard !open.isEmpty else { return }
    let settlements = try await connector(mapping.target.system).settle(open.map(\.intent))
    var page = PageSettlement()
    var longest = 0
    for (intent, settlement) in zip(open, settlements) {
      if case .wait(let seconds) = settlement {
        longest = max(longest, seconds)
        continue
      }
      page.closedIntents.append(intent.id)
      record(settlement, of: intent, mapping, in: &page)
    }
    try await parts.journal.settle(page)
    guard longest > 0 else { return }
    throw Fault(
      .road, "EFFECT_UNSETTLED", "The target may still carry out what was sent to it before.",
      context: ["flow": mapping.name],
      hint: "Nothing to do: the next run asks again.", retryAfter: longest)
  }

  private func record(
    _ settlement: Settlement, of intent: StoredIntent, _ mapping: Mapping, in page: inout PageSettlement
  ) {
    var state = RecordState(flow: mapping.name, key: intent.key, stage: .started, sourceDigest: "")
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
      page.states.append(state)
    case .notDone: page.states.append(state)
    case .ambiguous(let candidates):
      let fault = Fault(
        .record, "EFFECT_AMBIGUOUS",
        "\(candidates.count) records of the target may be the one that was sent before the answer was lost.",
        context: ["candidates": candidates.map(\.key.description).joined(separator: ", ")],
        hint: "Delete the surplus ones at the target, then replay.")
      state.stage = .quarantined
      page.states.append(state)
      page.quarantined.append(
        QuarantineRow(
          flow: mapping.name, key: intent.key, fault: fault, source: nil, mappingVersion: mapping.version,
          firstSeen: started,
          lastSeen: started))
    case .wait: break
    }
  }
}
