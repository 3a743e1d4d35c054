import JournalStore
import Mapping
import Records

extension Worker {
  /// How many due records are read and worked on together.
  private static let duePageSize = 400

  /// Brings one flow up to date: what the journal asks for first, what was touched among it, then what changed at the source. A record that is
  /// both due and changed is worked on once: the feed is recognised as what was read just before.
  func run(_ mapping: Mapping) async throws {
    parts.observer?.began(flow: mapping.name)
    defer { parts.observer?.ended(flow: mapping.name, counts: counts[mapping.name] ?? FlowCounts()) }
    try await settleOpenIntents(of: mapping)
    try await takeUp(try await stoppedByAnotherVersion(of: mapping), mapping)
    if mapping.runs == .always {
      try await noteTouched(mapping)
      try await noteTouchedByLinks(mapping)
    }
    try await takeUpDue(mapping)
    guard mapping.runs == .always else { return }
    try await followEditedRule(mapping)
    try await followSource(mapping)
    // Released meanwhile. A plan releases nothing, and what was due has been shown.
    if mode == .sync { try await takeUpDue(mapping) }
    try await lookAgainAtHolders(of: mapping)
  }

  /// While this flow wrote, what it writes may have been taken: the flows that hold its items are followed once more, and what they hold by
  /// now is sent again.
  private func lookAgainAtHolders(of mapping: Mapping) async throws {
    guard mode == .sync, (counts[mapping.name]?.updated ?? 0) > 0 else { return }
    let sets = mapping.touches.compactMap { touch in if case .holds(let set) = touch { set } else { nil } }
    let holders = flows.filter { holder in holder.holds.map { sets.contains($0.set) } ?? false }
    guard !holders.isEmpty else { return }
    for holder in holders {
      // As it is now, not as it was when the run came by.
      shared.forget(holder.source.system)
      try await followSource(holder)
    }
    try await takeUpDue(mapping)
  }

  /// Reads the whole source again, whatever the journal remembers of it.
  func reread(_ mapping: Mapping) async throws {
    parts.observer?.began(flow: mapping.name)
    defer { parts.observer?.ended(flow: mapping.name, counts: counts[mapping.name] ?? FlowCounts()) }
    guard mapping.runs == .always else { return }
    try await followSource(mapping, from: nil, rereads: true)
  }

  private func followSource(_ mapping: Mapping) async throws {
    guard let cursor = try await parts.journal.cursor(flow: mapping.name, resource: mapping.source.resource) else {
      return try await followSource(mapping, from: nil)
    }
    try await followShared(mapping, from: cursor) {
      try await followSource(mapping, from: cursor.text.isEmpty ? nil : cursor)
    }
  }

  private func followSource(_ mapping: Mapping, from since: Cursor?, rereads: Bool = false) async throws {
    let reader = try await changes(of: mapping, since: since)
    var number = 0
    var isEmpty = since == nil
    while let page = try await reader.next() {
      try Task.checkCancellation()
      number += 1
      // What fits on one page needs no forecast.
      if number == 2 { try await forecast(reader, page, of: mapping) }
      let records = Self.newestOfEach(page.records).filter { takenUp[mapping.name]?.contains($0.key) != true }
      let unseen = rereads ? records : try await dropSeen(records, of: mapping, serverTime: page.serverTime)
      try await workAsAwaited(unseen, of: mapping, reason: .feed, serverTime: page.serverTime)
      try await move(mapping, resource: mapping.source.resource, to: page.cursor)
      if page.cursor != nil { isEmpty = false }
    }
    // There was nothing yet: what comes is found by whoever asks first for all flows that watch the resource.
    if isEmpty, !rereads, mapping.since == nil, shared.areShared(mapping.source) {
      try await move(mapping, resource: mapping.source.resource, to: Cursor(""))
    }
  }

  /// Tells the observer how many records there will be, where the system can tell.
  private func forecast(_ reader: any PageReader, _ page: Page, of mapping: Mapping) async throws {
    guard let observer = parts.observer, mapping.each == nil, let rest = try await reader.remaining() else { return }
    let done = counts[mapping.name]?.read ?? 0
    observer.expects(flow: mapping.name, records: done + page.records.count + rest)
  }

  func changes(of mapping: Mapping, since: Cursor?) async throws -> any PageReader {
    try await connector(mapping.source.system).changes(
      ChangeQuery(
        resource: mapping.source.resource, since: since, fields: mapping.sourceFields,
        conditions: sinceConditions(mapping), includesArchived: mapping.includesArchived,
        context: try context(of: mapping)
      ))
  }

  /// What the journal asks for: released from waiting, touched, begun and not finished, replayed. What stays due (the road failed under
  /// it) is left for the next run.
  func takeUpDue(_ mapping: Mapping) async throws {
    var staying: Set<RecordKey> = []
    while true {
      let keys = try await dueKeys(mapping, limit: staying.count + Self.duePageSize).filter { !staying.contains($0) }
      guard !keys.isEmpty else { return }
      try await takeUp(keys, mapping)
      let page = Set(keys)
      if mode == .plan { noteTakenUp(page, mapping) }
      staying.formUnion(try await dueKeys(mapping, limit: staying.count + keys.count).filter { page.contains($0) })
    }
  }

  /// What a plan has shown: items with their source records, by which the feed knows them.
  private func noteTakenUp(_ keys: Set<RecordKey>, _ mapping: Mapping) {
    let schema = sourceSchema(mapping)
    takenUp[mapping.name, default: []].formUnion(keys.union(keys.map { mapping.sourceKey(of: $0, schema) }))
  }

  private func dueKeys(_ mapping: Mapping, limit: Int) async throws -> [RecordKey] {
    guard mode == .plan else { return try await parts.journal.due(flow: mapping.name, limit: limit) }
    // A plan leaves the journal as it is: what a sync would make due is remembered here, and what was shown stays due there.
    let shown = takenUp[mapping.name] ?? []
    let keys = try await parts.journal.due(flow: mapping.name, limit: limit + shown.count)
    let schema = sourceSchema(mapping)
    return (keys + touched[mapping.name, default: []]).uniqued().filter {
      !shown.contains($0) && !shown.contains(mapping.sourceKey(of: $0, schema))
    }
  }

  /// Records that stopped under another version of the mapping or its tables: the edit may have been their remedy.
  private func stoppedByAnotherVersion(of mapping: Mapping) async throws -> [RecordKey] {
    try await parts.journal.quarantine(flow: mapping.name).filter { $0.mappingVersion != mapping.version }.map(\.key)
  }

  /// Works on records by key. What the source no longer has is over, unless others wait for it.
  private func takeUp(_ keys: [RecordKey], _ mapping: Mapping) async throws {
    for start in stride(from: 0, to: keys.count, by: Self.duePageSize) {
      let keys = try await sources(of: Array(keys[start..<min(start + Self.duePageSize, keys.count)]), mapping)
      let records = try await readSource(mapping, keys: keys)
      try await workAsAwaited(records, of: mapping, reason: .due, serverTime: nil)
      let found = Set(records.map(\.key))
      var missing = keys.filter { !found.contains($0) }
      let awaited = try await awaited(missing, of: mapping)
      let gone = try await carryOutGone(missing, of: mapping)
      missing.removeAll { gone.contains($0) }
      try await quarantineMissing(missing.filter { awaited.contains($0) }, of: mapping)
      try await close(missing.filter { !awaited.contains($0) }, of: mapping)
      try stopIfPaused()
    }
  }

  /// The source records to be read for these keys. The items among them end with their sources, or are no more.
  private func sources(of keys: [RecordKey], _ mapping: Mapping) async throws -> [RecordKey] {
    let schema = sourceSchema(mapping)
    let sources = keys.map { mapping.sourceKey(of: $0, schema) }.uniqued()
    var settlement = PageSettlement()
    settlement.notDue = keys.filter { mapping.sourceKey(of: $0, schema) != $0 }.map {
      .init(flow: mapping.name, key: $0)
    }
    settlement.due = sources.map { .init(flow: mapping.name, key: $0) }
    if mode == .sync, !settlement.notDue.isEmpty { try await parts.journal.settle(settlement) }
    return sources
  }

  /// Works on records; those that others wait for are worked on as needed, whatever the mapping's own rule says.
  func workAsAwaited(_ records: [Record], of mapping: Mapping, reason: Batch.Reason, serverTime: Instant?)
    async throws
  {
    let awaited = try await awaited(records.map(\.key), of: mapping)
    try await work(
      records.filter { awaited.contains($0.key) }, of: mapping, reason: .need, serverTime: serverTime)
    try await work(
      records.filter { !awaited.contains($0.key) }, of: mapping, reason: reason, serverTime: serverTime)
    try stopIfPaused()
  }

  private func awaited(_ keys: [RecordKey], of mapping: Mapping) async throws -> Set<RecordKey> {
    try await parts.journal.awaited(set: mapping.name, system: mapping.source.system, keys: keys)
  }

  func readSource(_ mapping: Mapping, keys: [RecordKey]) async throws -> [Record] {
    let isComposite = (sourceSchema(mapping)?.keyFields.count ?? 1) > 1
    return try await readSource(mapping, field: isComposite ? "key" : "id", values: keys.map(\.value))
  }

  func readSource(_ mapping: Mapping, field: String, values: [Value]) async throws -> [Record] {
    // As the change feed shows it, watermark included: the feed is to recognise what was read here.
    let watermark = sourceSchema(mapping)?.changeFeed?.watermark
    return try await connector(mapping.source.system).read(
      RelatedQuery(
        resource: mapping.source.resource, field: field, values: values,
        fields: (mapping.sourceFields + [watermark].compactMap(\.self)).uniqued(),
        includesArchived: true, context: try context(of: mapping)))
  }

  /// Leaves out records that were seen just so and ended; they are counted as unchanged.
  private func dropSeen(_ records: [Record], of mapping: Mapping, serverTime: Instant?) async throws -> [Record] {
    let states = try await parts.journal.states(flow: mapping.name, keys: records.map(\.key))
    var unseen: [Record] = []
    for record in records {
      if let state = states[record.key], state.stage != .started, !state.isFresh,
        state.sourceDigest == SourceDigest.of(record)
      {
        count(state.stage == .held ? .held : .unchanged, of: record.key, flow: mapping.name)
      } else {
        unseen.append(record)
      }
    }
    return unseen
  }

  func move(_ mapping: Mapping, resource: String, to cursor: Cursor?) async throws {
    guard mode == .sync, let cursor else { return }
    var settlement = PageSettlement()
    settlement.cursors = [PageSettlement.CursorMove(flow: mapping.name, resource: resource, cursor: cursor)]
    try await parts.journal.settle(settlement)
    parts.observer?.progressed(flow: mapping.name, counts: counts[mapping.name] ?? FlowCounts())
  }

  /// A page may hold a record twice; the later one is the newer.
  static func newestOfEach(_ records: [Record]) -> [Record] {
    var seen: Set<RecordKey> = []
    return records.reversed().filter { seen.insert($0.key).inserted }.reversed()
  }

  /// The part of `since` that the source's server can judge itself.
  func sinceConditions(_ mapping: Mapping) -> [Condition] {
    Evaluator(mapping: mapping, set: parts.mappings, surroundings: surroundings(for: mapping)).sinceConditions()
  }
}
