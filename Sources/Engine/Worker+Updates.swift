import JournalStore
import Mapping
import Records

extension Worker {
  /// Decides for the documents that exist: what the source's change does to them, and which fields are to be written.
  func decideUpdates(_ batch: inout Batch) async throws {
    var existing = batch.leaders.filter { index in
      let item = batch.items[index]
      return item.targetKey != nil && item.write == nil && !item.isAdopted
        && (batch.mapping.writesFields || !batch.mapping.find.isEmpty)
    }
    let known = decideKnown(&batch, existing)
    existing.removeAll { known.contains($0) }
    try await readTargets(&batch, existing.filter { batch.items[$0].target == nil })
    try await findAgain(&batch, existing)
    let lost = existing.filter { batch.items[$0].result == nil && batch.items[$0].target == nil }
    try await noteLinkEnds(&batch, lost.filter { !batch.items[$0].isAdmitted })
    try await closeOrTell(&batch, lost.filter { batch.items[$0].result == nil })
    let present = existing.filter { batch.items[$0].result == nil }
    for (index, isSealed) in try await evaluate(&batch, present, { $0.isSealed($1.source, target: $1.targetOrEmpty) })
    where isSealed {
      batch.end(index, .unchanged)
    }
    try await chooseChanges(&batch, present.filter { batch.items[$0].result == nil })
    try await compareExisting(&batch, present.filter { batch.items[$0].result == nil && batch.items[$0].change == nil })
  }

  private func chooseChanges(_ batch: inout Batch, _ indexes: [Int]) async throws {
    for (index, rule) in try await evaluate(&batch, indexes, { $0.change($1.source, target: $1.targetOrEmpty) }) {
      if let rule {
        batch.items[index].change = rule
      } else if !batch.items[index].isAdmitted {
        // A draft that stopped on its way is not done because its record is no longer let in.
        batch.end(index, batch.items[index].wasSettled ? .unchanged : .held)
      } else if batch.items[index].isSettledAsWanted, batch.mayPassOver {
        batch.end(index, .unchanged)
      }
    }
    let changing = indexes.filter { batch.items[$0].change != nil }
    for (index, isDone) in try await evaluate(&batch, changing, Self.changeIsDone) where isDone {
      batch.end(index, .unchanged)
    }
    let undone = changing.filter { batch.items[$0].result == nil }
    for (index, isBarred) in try await evaluate(&batch, undone, Self.changeIsBarred) where isBarred {
      let rule = batch.items[index].change
      batch.quarantine(
        index,
        Fault(
          .record, rule?.code ?? "CHANGE_BARRED",
          "The source changed in a way that calls for \(rule?.action ?? "an action"), and the target has gone too far for it.",
          context: ["record": "\(batch.mapping.source.resource) \(batch.items[index].key)"],
          hint: "Settle it by hand at the target, then acknowledge or dismiss this row."))
    }
  }

  private static func changeIsDone(_ evaluator: Evaluator, _ item: Item) -> Evaluation<Bool> {
    guard let rule = item.change else { return .value(false) }
    return evaluator.isDone(rule, item.source, target: item.targetOrEmpty)
  }

  private static func changeIsBarred(_ evaluator: Evaluator, _ item: Item) -> Evaluation<Bool> {
    guard let rule = item.change else { return .value(false) }
    return evaluator.isBarred(rule, item.source, target: item.targetOrEmpty)
  }

  private func compareExisting(_ batch: inout Batch, _ indexes: [Int]) async throws {
    try await findOthers(&batch, indexes)
    for (index, mayRewrite) in try await evaluate(
      &batch, indexes, { $0.mayRewrite($1.source, target: $1.targetOrEmpty) })
    {
      guard let document = batch.items[index].fittedDocument, let key = batch.items[index].targetKey else { continue }
      let item = batch.items[index]
      guard mayRewrite else {
        try await judgeTakenOver(&batch, index, document)
        continue
      }
      let comparison = DocumentComparison(
        document: document, closing: item.closing, target: item.targetOrEmpty, base: item.state?.base ?? [:],
        opaque: opaqueFields(batch.mapping), agreed: item.agreedDocument)
      if let conflict = comparison.conflict {
        batch.quarantine(index, conflict.adding(["record": "\(batch.mapping.source.resource) \(item.key)"]))
        continue
      }
      noteDrift(&batch, index, comparison.drift)
      if comparison.isEqual {
        // Nothing to write does not mean that the amounts are right: an earlier run may have stopped at them.
        let passes = try await judge(&batch, index, item.targetOrEmpty)
        if passes || batch.items[index].result != nil { continue }
      }
      batch.items[index].write = update(of: batch.items[index], document, key, comparison.writes, batch.mapping)
    }
  }

  /// What the target has lost is a fault, unless the mapping does not want it there any more: then the link has only outlived it.
  private func closeOrTell(_ batch: inout Batch, _ lost: [Int]) async throws {
    for index in lost where !batch.items[index].isAdmitted {
      batch.items[index].removedLinks += [batch.items[index].link].compactMap(\.self)
      batch.end(index, .closed)
    }
    try await tellLost(&batch, lost.filter { batch.items[$0].isAdmitted })
  }

  /// Puts on record what somebody had changed at the target, once, before it is written over.
  func noteDrift(_ batch: inout Batch, _ index: Int, _ fields: [String]) {
    batch.items[index].isUnseen = false
    for field in fields {
      batch.items[index].events.append(
        JournalEvent(
          flow: batch.mapping.name, key: batch.items[index].key, kind: "drift",
          details: ["field": .text(field), "found": batch.items[index].targetOrEmpty[field]], at: started))
    }
  }

  /// A document that may not be rewritten any more: an edit of its source is for a person, and its amounts must be right before
  /// anything else is done to it.
  private func judgeTakenOver(_ batch: inout Batch, _ index: Int, _ document: Document) async throws {
    let item = batch.items[index]
    let wasDismissed = item.state?.stage == .closed
    let isShown = wasDismissed && item.state?.base[Item.shownBase] == document.frozenDigest
    if let frozen = item.state?.base[Item.frozenBase], frozen != document.frozenDigest, !isShown {
      batch.items[index].isEditedAfterwards = true
      batch.quarantine(index, Self.edited(item, batch.mapping))
    } else if !item.wasSettled, !wasDismissed {
      try await demandAmounts(&batch, index, item.targetOrEmpty)
    }
  }

  /// Reads the documents of these items as the target has them now.
  func readTargets(_ batch: inout Batch, _ indexes: [Int]) async throws {
    let keys = indexes.compactMap { batch.items[$0].targetKey }
    guard !keys.isEmpty else { return }
    let isComposite = (targetSchema(batch.mapping)?.keyFields.count ?? 1) > 1
    let records = try await connector(batch.mapping.target.system).read(
      RelatedQuery(
        resource: batch.mapping.target.resource, field: isComposite ? "key" : "id", values: keys.uniqued().map(\.value),
        fields: batch.mapping.targetFields,
        includesArchived: true))
    let found = Dictionary(records.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    for index in indexes { batch.items[index].target = batch.items[index].targetKey.flatMap { found[$0] } }
  }

  private static func edited(_ item: Item, _ mapping: Mapping) -> Fault {
    Fault(
      .record, "EDITED_AFTER_IMPORT",
      "\(mapping.source.resource) \(item.key) was edited at the source after its document was confirmed.",
      context: ["record": "\(mapping.source.resource) \(item.key)", "target": item.targetKey?.description ?? ""],
      hint: "Carry the edit over by hand, then acknowledge this row.")
  }
}
