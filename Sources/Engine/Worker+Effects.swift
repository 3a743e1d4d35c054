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
    guard !contentFields(batch.mapping).isEmpty else { return try await sendTogether(&batch, indexes) }
    for start in stride(from: 0, to: indexes.count, by: Self.contentPartSize) {
      let part = Array(indexes[start..<min(start + Self.contentPartSize, indexes.count)])
      let folder = ContentFolder()
      defer { folder.remove() }
      try await fetchContents(&batch, part, to: folder)
      try await sendTogether(&batch, part.filter { batch.items[$0].result == nil })
    }
  }

  private func sendTogether(_ batch: inout Batch, _ indexes: [Int]) async throws {
    // What can only be told apart one by one is announced and sent one by one: of several announced together nobody knows which was done.
    if let schema = targetSchema(batch.mapping), schema.writeLimit == 1, schema.creation == .probed, indexes.count > 1 {
      for index in indexes { try await sendTogether(&batch, [index]) }
      return
    }
    let writes = indexes.compactMap { batch.items[$0].write }
    guard !writes.isEmpty else { return }
    try await announce(&batch, indexes.map { ($0, .write(batch.items[$0].write ?? writes[0])) })
    let outcomes = await (try connector(batch.mapping.target.system)).write(writes)
    var unseen: [(index: Int, fault: Fault)] = []
    for (index, outcome) in zip(indexes, outcomes) {
      switch outcome {
      case .applied(let key):
        batch.items[index].targetKey = key
        guard !batch.items[index].wasCreated else { continue }
        batch.items[index].wasUpdated = true
        batch.items[index].sent.formUnion(batch.items[index].write?.fields.keys ?? [:].keys)
      case .unchanged(let key): batch.items[index].targetKey = key
      case .refused(let fault) where batch.items[index].isUnseen: unseen.append((index, fault))
      case .refused(let fault): batch.quarantine(index, fault)
      case .notApplied(let fault): batch.end(index, .postponed(fault))
      case .unknown(let fault): batch.end(index, .postponed(fault))
      }
    }
    try await tellDeleted(&batch, unseen)
  }

  /// Reads back what was written. What is not as wanted is corrected while the document may be rewritten, and is a fault after that.
  func readBack(_ batch: inout Batch) async throws {
    var pending = batch.leaders.filter { batch.items[$0].write != nil }
    for round in 0...Self.correctionLimit where !pending.isEmpty {
      try await readTargets(&batch, pending)
      try await findOthers(&batch, pending)
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
    guard let document = item.fittedDocument, let target = item.target, let key = item.targetKey else {
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
    guard mayRewrite else {
      try await demandAmounts(&batch, index, target)
      return false
    }
    let opaque = opaqueFields(batch.mapping)
    let comparison = DocumentComparison(
      document: document, closing: item.closing, target: target, base: item.state?.base ?? [:],
      sent: item.wasCreated ? created(document, batch.mapping).union(opaque) : item.sent, opaque: opaque,
      agreed: item.agreedDocument)
    if item.isUnseen { noteDrift(&batch, index, comparison.drift) }
    var mustRewrite = !comparison.isEqual
    if comparison.isEqual { mustRewrite = try await !judge(&batch, index, target) }
    guard mustRewrite, batch.items[index].result == nil else { return false }
    guard !isLast else {
      batch.quarantine(index, Self.differs(comparison.differences, record))
      return false
    }
    batch.items[index].write = update(of: batch.items[index], document, key, comparison.writes, batch.mapping)
    return true
  }

  /// The fields that a new record must have as they were sent. What is only given on creation is the target's from then on; and under a key of
  /// ours the target may have had the record already.
  private func created(_ document: Document, _ mapping: Mapping) -> Set<String> {
    guard mapping.key == nil else { return [] }
    let policies: Set<FieldRule.Policy> = [.always, .ifUntouched, .ifKnown]
    return Set(document.fields.filter { policies.contains($0.rule.policy) }.map(\.rule.name))
  }

  /// The write that brings a document up to date, with the rows that the gates asked for.
  func update(
    of item: Item, _ document: Document, _ key: RecordKey, _ fields: [String: Value], _ mapping: Mapping
  ) -> Write {
    Write(
      resource: mapping.target.resource, identity: .update(key), fields: fields,
      children: Dictionary(
        uniqueKeysWithValues: document.children.map { ($0.key, $0.value + (item.closing[$0.key] ?? [])) }),
      childKey: item.externalKey)
  }

  /// Demands that a document which may not be rewritten any more has the right amounts.
  func demandAmounts(_ batch: inout Batch, _ index: Int, _ target: Record) async throws {
    guard try await !judge(&batch, index, target), batch.items[index].result == nil else { return }
    let record = "\(batch.mapping.source.resource) \(batch.items[index].key)"
    batch.quarantine(index, Self.differs(["amounts"], record))
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

  static func differs(_ fields: [String], _ record: String) -> Fault {
    Fault(
      .record, "READ_BACK_DIFFERS",
      "What the target holds after writing is not what was written: \(fields.joined(separator: ", ")).",
      context: ["record": record, "fields": fields.joined(separator: ", ")],
      hint: "An automation or another program may change it there at once: look at its history, then replay.")
  }
}
