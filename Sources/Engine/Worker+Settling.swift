import JournalStore
import Mapping
import Records

extension Worker {
  /// Puts on record how each record of the page ended, in one transaction.
  /// - Parameter isSources: they are source records whose items were counted: only what stopped one of them counts.
  func settle(_ batch: inout Batch, isSources: Bool = false) async throws {
    var page = PageSettlement()
    for item in batch.items {
      guard let result = item.result else { continue }
      note(item, result, batch, in: &page)
      if isSources, result.isGood { continue }
      // Twenty items of one source record are one record that stops.
      let source = batch.mapping.sourceKey(of: item.key, sourceSchema(batch.mapping))
      count(result, of: source, flow: batch.mapping.name)
    }
    if mode == .sync { try await parts.journal.settle(page) }
    parts.observer?.progressed(flow: batch.mapping.name, counts: counts[batch.mapping.name] ?? FlowCounts())
  }

  private func note(_ item: Item, _ result: RecordResult, _ batch: Batch, in page: inout PageSettlement) {
    let flow = batch.mapping.name
    if let link = link(of: item, batch.mapping), link != item.link { page.links.append(link) }
    note(linksOf: item, result, in: &page)
    page.events += item.events
    var state = RecordState(
      flow: flow, key: item.key, stage: .settled, sourceDigest: item.digest,
      fingerprint: item.state?.fingerprint,
      target: item.targetKey ?? item.state?.target, base: base(of: item, batch.mapping), isFresh: item.isFresh)
    var keepsHolds = false
    switch result {
    case .created: page.events.append(event("created", item, flow))
    case .updated: page.events.append(event("updated", item, flow))
    case .unchanged: break
    case .closed:
      state.stage = .closed
      if !item.removedLinks.isEmpty || item.isSurplus {
        (state.target, state.base, state.fingerprint) = (nil, [:], nil)
      }
    case .removed:
      page.events.append(event("removed", item, flow))
      state = RecordState(flow: flow, key: item.key, stage: .closed, sourceDigest: "")
    case .held:
      state.stage = .held
      keepsHolds = true
    case .waiting(let set, let system, let awaited):
      state.stage = .waiting
      keepsHolds = true
      page.waiting.append(
        WaitingRow(flow: flow, key: item.key, set: set, system: system, awaited: awaited, since: started))
    case .quarantined(let fault):
      state.stage = .quarantined
      keepsHolds = true
      page.quarantined.append(
        QuarantineRow(
          flow: flow, key: item.key, fault: fault, source: item.source.record, wanted: item.write,
          mappingVersion: batch.mapping.version,
          firstSeen: started, lastSeen: started))
    case .postponed:
      // Its intents stay open and it is read again; but a link that was made is made.
      guard item.targetKey != nil else { return }
      state.stage = .started
      keepsHolds = true
      page.states.append(state)
      return
    }
    state.base[Item.lostBase] = nil
    note(madeLinks: item, result, in: &state)
    if state.stage == .settled { note(settled: item, in: &state) }
    page.states.append(state)
    page.closedIntents += item.intents
    guard batch.mapping.holds != nil else { return }
    if !keepsHolds || item.wasSettled {
      page.holds.append(.init(flow: flow, key: item.key, holds: (item.holds ?? []).map(\.released)))
    } else if let holds = item.holds {
      page.holds.append(.init(flow: flow, key: item.key, holds: holds))
    }
  }

  /// What is remembered only of a record whose effects were all read back. An adopted one has had none.
  private func note(settled item: Item, in state: inout RecordState) {
    guard !item.isAdopted else { return }
    state.fingerprint = item.document?.fingerprint ?? item.state?.fingerprint
    if item.change != nil {
      // What the change rule did has undone the document: should the source return to what it was, it is looked at anew.
      state.fingerprint = nil
      state.base[Item.settledBase] = nil
    } else if item.isAdmitted, item.targetKey != nil {
      state.base[Item.settledBase] = "1"
    }
  }

  private func note(madeLinks item: Item, _ result: RecordResult, in state: inout RecordState) {
    guard let links = item.madeLinks, result.isGood else { return }
    state.base = state.base.filter { !$0.key.hasPrefix(RecordState.furtherLinkBase) }
    for link in links { state.base[link] = "1" }
  }

  private func note(linksOf item: Item, _ result: RecordResult, in page: inout PageSettlement) {
    switch result {
    case .created, .updated, .unchanged:
      page.removedLinks += item.removedLinks
      page.links += item.furtherLinks
      page.states += item.agreed
    case .removed:
      page.removedLinks += item.removedLinks + [item.link].compactMap(\.self)
    case .closed:
      page.removedLinks += item.removedLinks
    default: break
    }
  }

  private func link(of item: Item, _ mapping: Mapping) -> Link? {
    guard let target = item.targetKey, !item.isSurplus else { return nil }
    return Link(
      set: mapping.name, sourceSystem: mapping.source.system, source: item.key, targetSystem: mapping.target.system,
      target: target,
      isAccepted: !item.isAdopted || !mapping.writesFields)
  }

  /// The three-way comparison's base after this run: what was read back where it is what was wanted, the old base elsewhere.
  private func base(of item: Item, _ mapping: Mapping) -> [String: String] {
    var base = item.state?.base ?? [:]
    guard let meant = item.document, let document = item.fittedDocument, item.targetKey != nil else { return base }
    if item.isEditedAfterwards {
      base[Item.shownBase] = document.frozenDigest
    } else {
      base[Item.frozenBase] = document.frozenDigest
      base[Item.shownBase] = nil
    }
    guard let target = item.target else { return base }
    let opaque = opaqueFields(mapping)
    for ((rule, wanted), (_, plain)) in zip(document.fields, meant.fields) {
      let isSent = item.wasCreated || item.sent.contains(rule.name)
      let isAsWanted = FieldComparison.isAsWanted(target[rule.name], wanted, rule.policy)
      // What both sides said when the record was linked as it was is remembered at the first look.
      let isAgreed = base[Item.agreedBase] != nil && base[rule.name] == nil && base[Item.meantBase(rule.name)] == nil
      guard isAgreed || (opaque.contains(rule.name) ? isSent || isAsWanted : isAsWanted) else { continue }
      // What the target does not show is as it was sent.
      base[rule.name] = target.fields[rule.name].map { Digest.short($0.comparable) }
      let meaning = Digest.short(plain.comparable)
      base[Item.meantBase(rule.name)] = meaning == base[rule.name] ? nil : meaning
    }
    return base
  }

  private func event(_ kind: String, _ item: Item, _ flow: String) -> JournalEvent {
    JournalEvent(
      flow: flow, key: item.key, kind: kind, details: ["target": item.targetKey?.value ?? .null], at: started)
  }
}
