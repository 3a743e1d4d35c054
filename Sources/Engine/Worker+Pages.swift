import JournalStore
import Mapping
import Records

extension Worker {
  /// How often a page is tried again within a run when the road failed under a part of it, and how many seconds apart.
  private static let retryPauses = [1, 4, 15]
  /// How many documents with steps travel together, and how many such parts are under way at once. How many requests that means is the
  /// connector's own affair: it never exceeds its cap.
  private static let partSize = 25
  private static let lanes = 2

  /// How many source records that are many records each are worked on together.
  static let sourcesTogether = 100

  /// Takes records through all stages and settles them. Returns when each is settled, held, waiting or in quarantine.
  /// - Throws: the road's fault when it lasts. What was reached is settled all the same.
  func work(_ records: [Record], of mapping: Mapping, reason: Batch.Reason, serverTime: Instant?) async throws {
    // Each of these is as many records as it has items, and what is read beside all of them is in memory together.
    if mapping.each != nil, records.count > Self.sourcesTogether {
      for part in records.slices(of: Self.sourcesTogether) {
        try await work(Array(part), of: mapping, reason: reason, serverTime: serverTime)
      }
      return
    }
    var records = records
    for attempt in 0... {
      guard !records.isEmpty else { return }
      let unsettled = try await settleOpenIntents(of: mapping, keys: Set(records.map(\.key)))
        .map { mapping.sourceKey(of: $0, sourceSchema(mapping)) }
      records.removeAll { unsettled.contains($0.key) }
      var batch = try await begin(records, of: mapping, reason: reason, serverTime: serverTime)
      let failure = try await takeThroughStages(&batch)
      if let failure { throw failure }
      let postponed = batch.items.compactMap { item -> (Record, Fault)? in
        if case .postponed(let fault) = item.result { (item.source.record, fault) } else { nil }
      }
      guard let fault = (postponed.first { $0.1.family == .configuration } ?? postponed.first)?.1 else { return }
      // A setting does not mend itself.
      let isLasting = postponed.contains { $0.1.family == .configuration }
      guard attempt < Self.retryPauses.count, mode == .sync, !isLasting else { throw fault }
      parts.logger.warning(
        "\(mapping.name): \(postponed.count) records again in \(Self.retryPauses[attempt]) s: \(fault)")
      try await parts.pause(max(Self.retryPauses[attempt], fault.retryAfter ?? 0))
      records = postponed.map(\.0)
    }
  }

  func begin(_ records: [Record], of mapping: Mapping, reason: Batch.Reason, serverTime: Instant?) async throws
    -> Batch
  {
    let keys = records.map(\.key)
    let states = try await parts.journal.states(flow: mapping.name, keys: keys)
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: keys)
    let watermark = sourceSchema(mapping)?.changeFeed?.watermark
    var batch = Batch(mapping: mapping, reason: reason, surroundings: surroundings(for: mapping))
    batch.items = records.map { record in
      let changed = watermark.flatMap { record[$0].instant }
      // Servers stamp whole seconds: what is not at least two seconds old may still change under the same stamp.
      let isFresh = if let changed, let serverTime { changed > serverTime.adding(-2) } else { false }
      return Item(
        source: Source(record), digest: SourceDigest.of(record), isFresh: isFresh, state: states[record.key],
        link: links[record.key])
    }
    return batch
  }

  /// Everything that comes before the first effect.
  func prepare(_ batch: inout Batch) async throws {
    try await decideAll(&batch)
    try await passGates(&batch)
  }

  private func decideAll(_ batch: inout Batch) async throws {
    try await admit(&batch)
    // What the target has already, and nobody has accepted yet, needs nothing.
    if batch.mapping.matchesBeforeNeeds { try await findMatches(&batch) }
    try await satisfyNeeds(&batch)
    try await makeDocuments(&batch)
    try await decide(&batch)
  }

  /// Takes a page through all stages and settles it.
  /// - Returns: what stopped a part of the page; the other parts have ended.
  private func takeThroughStages(_ batch: inout Batch) async throws -> (any Error)? {
    if batch.mapping.each != nil { return try await workItems(&batch) }
    var failure: (any Error)?
    if mode == .plan {
      try await prepare(&batch)
      try await notePlan(&batch)
    } else {
      try await decideAll(&batch)
      failure = await carryOut(&batch)
    }
    try await settle(&batch)
    return failure
  }

  /// Takes the page's documents to the target. Where they have steps to take there, they travel in parts: one part's amounts are asked and
  /// its documents made while the target works on another's steps. No document is in two parts, so none is in flight twice.
  func carryOut(_ batch: inout Batch) async -> (any Error)? {
    let parts = batch.mapping.steps.isEmpty ? [batch.whole] : batch.parts(of: Self.partSize)
    let ended = await withTaskGroup(of: (part: BatchPart, failure: (any Error)?).self) { group in
      var ended: [(part: BatchPart, failure: (any Error)?)] = []
      for (number, part) in parts.enumerated() {
        if number >= Self.lanes, let next = await group.next() { ended.append(next) }
        // What a part could not do the next one will not be able to either.
        if ended.contains(where: { $0.failure != nil }) { break }
        group.addTask { await self.carryOut(part) }
      }
      for await next in group { ended.append(next) }
      return ended
    }
    for (part, failure) in ended where failure == nil { batch.take(part) }
    return ended.lazy.compactMap(\.failure).first
  }

  private func carryOut(_ part: BatchPart) async -> (part: BatchPart, failure: (any Error)?) {
    var part = part
    do {
      try await passGates(&part.batch)
      try await write(&part.batch)
      try await readBack(&part.batch)
      try await takeSteps(&part.batch)
      finish(&part.batch)
      try await noteFurtherLinks(&part.batch)
      return (part, nil)
    } catch {
      return (part, error)
    }
  }

  /// What no stage has ended went well.
  private func finish(_ batch: inout Batch) {
    for index in batch.leaders {
      let item = batch.items[index]
      batch.end(index, item.wasCreated ? .created : item.wasUpdated ? .updated : .unchanged)
    }
    for index in batch.open {
      guard let leader = batch.items[index].leader else { continue }
      switch batch.items[leader].result {
      case .created, .updated, .unchanged, nil: batch.end(index, .unchanged)
      case .some(let result):
        batch.end(index, result)
        // A document that is not there any more is nobody's.
        guard batch.items[leader].target != nil else { continue }
      }
      batch.items[index].targetKey = batch.items[leader].targetKey
      batch.items[index].target = batch.items[leader].target
      batch.items[index].isAdopted = batch.items[leader].isAdopted
    }
  }
}
