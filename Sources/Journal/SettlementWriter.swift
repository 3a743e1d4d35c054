import GRDB
import JournalStore
import Records

/// Writes one page's settlement, within a transaction. The order matters: states end what went before (waiting, due,
/// quarantine), then what this page found is put in place, then new links release whoever waits for them, this page's
/// own records included.
struct SettlementWriter {
  let db: Database
  /// The newest position of `due` that this process has been given, by flow.
  let handedOut: [String: Int]
  private let touches: TouchWriter

  init(db: Database, handedOut: [String: Int]) throws {
    self.db = db
    self.handedOut = handedOut
    touches = try TouchWriter(db: db)
  }

  func write(_ settlement: PageSettlement) throws {
    let waitingSince = try self.waitingSince(settlement.waiting)
    let waitingAnew = Set(settlement.waiting.map { RecordIdentity(flow: $0.flow, key: $0.key) })
    for state in settlement.states {
      try put(state)
      // A state that goes on waiting keeps what it waits for, unless this page says anew what that is.
      if state.stage != .waiting || waitingAnew.contains(RecordIdentity(flow: state.flow, key: state.key)) {
        try endWaiting(state)
      }
    }
    for link in settlement.removedLinks { try remove(link) }
    for link in settlement.links { try put(link) }
    for row in settlement.quarantined { try put(row) }
    for row in settlement.waiting { try put(row, since: waitingSince[WaitingIdentity(row)] ?? row.since) }
    try release(settlement)
    for record in settlement.notDue {
      try execute("DELETE FROM due WHERE flow = ? AND key = ?", [record.flow, record.key.description])
    }
    for record in settlement.due { try makeDue(record.flow, record.key, reason: "touched") }
    try put(settlement.holds)
    for move in settlement.cursors { try put(move) }
    for event in settlement.events { try Self.record(event, in: db) }
    for id in settlement.closedIntents { try execute("DELETE FROM intent WHERE id = ?", [id]) }
  }

  // MARK: States

  private func put(_ state: RecordState) throws {
    try execute(
      """
      INSERT INTO state (flow, key, stage, source_digest, fingerprint, target, base, is_fresh)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (flow, key) DO UPDATE SET stage = excluded.stage, source_digest = excluded.source_digest,
        fingerprint = excluded.fingerprint, target = excluded.target, base = excluded.base, is_fresh = excluded.is_fresh
      """,
      [
        state.flow, state.key.description, state.stage.rawValue, state.sourceDigest, state.fingerprint,
        state.target?.description,
        state.base.isEmpty ? "{}" : try StoredText.encode(state.base), state.isFresh,
      ])
    try takeFromDue(state)
    if state.stage != .quarantined { try resolve(state) }
    if state.stage == .started { try makeDue(state.flow, state.key, reason: "started") }
  }

  /// The record was worked on, so it is no longer due. One exception: a replay that somebody asked for while the record
  /// was being worked on has not been answered by a result made of what was read before.
  private func takeFromDue(_ state: RecordState) throws {
    try execute(
      "DELETE FROM due WHERE flow = ? AND key = ? AND NOT (reason = 'replay' AND ? = 'quarantined' AND position > ?)",
      [state.flow, state.key.description, state.stage.rawValue, handedOut[state.flow] ?? 0])
  }

  /// The number stays the record's; the evidence goes. A record whose effects have merely begun may still stop: its
  /// history stays too.
  private func resolve(_ state: RecordState) throws {
    try execute(
      """
      UPDATE quarantine SET resolution = ?1, fault = '{}', source = NULL, wanted = NULL,
        note = iif(?1 = 'started', note, '')
      WHERE flow = ?2 AND key = ?3 AND \(Self.goesOn)
      """, [state.stage.rawValue, state.flow, state.key.description])
  }

  private func makeDue(_ flow: String, _ key: RecordKey, reason: String) throws {
    try DueQueue(db: db).add(flow, key, reason: reason)
  }

  // MARK: Quarantine

  /// A row of the same record is replaced: it keeps its number and when it was first seen, and counts one attempt more.
  /// What a person said of it holds as long as it stops for the same reason. A row that had been resolved begins anew
  /// under its old number.
  private func put(_ row: QuarantineRow) throws {
    try execute(
      """
      INSERT INTO quarantine (flow, key, code, fault, source, wanted, mapping_version, first_seen, last_seen, attempts,
        is_acknowledged, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (flow, key) DO UPDATE SET
        code = excluded.code, fault = excluded.fault, source = excluded.source, wanted = excluded.wanted,
        mapping_version = excluded.mapping_version, last_seen = excluded.last_seen,
        first_seen = iif(\(Self.goesOn), first_seen, excluded.first_seen),
        attempts = iif(\(Self.goesOn), attempts + 1, excluded.attempts),
        is_acknowledged = iif(\(Self.goesOn) AND code = excluded.code, is_acknowledged, excluded.is_acknowledged),
        note = iif(\(Self.goesOn) AND code = excluded.code, note, excluded.note),
        resolution = NULL
      """,
      [
        row.flow, row.key.description, row.fault.code, try StoredText.encode(row.fault),
        try row.source.map { try StoredText.encode($0) }, try row.wanted.map { try StoredText.encode($0) },
        row.mappingVersion,
        row.firstSeen.secondsSince1970, row.lastSeen.secondsSince1970, row.attempts, row.isAcknowledged, row.note,
      ])
  }

  private static let goesOn = "(resolution IS NULL OR resolution = 'started')"

  // MARK: Links and waiting

  /// A link that a person has accepted stays accepted, whoever settles it again from what was read before: only another
  /// target is another link.
  private func put(_ link: Link) throws {
    try touches.touch(puttingLink: link)
    try execute(
      """
      INSERT INTO link (link_set, source_order, source_system, source, target_system, target, is_accepted)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (link_set, source_order, source_system) DO UPDATE SET
        is_accepted = iif(target_system = excluded.target_system AND target = excluded.target,
          max(is_accepted, excluded.is_accepted), excluded.is_accepted),
        target_system = excluded.target_system, target = excluded.target
      """,
      [
        link.set, KeyOrder.text(link.source), link.sourceSystem, link.source.description, link.targetSystem,
        link.target.description,
        link.isAccepted,
      ])
  }

  /// Only the link as it was seen: one that leads elsewhere by now is another link.
  private func remove(_ link: Link) throws {
    try execute(
      """
      DELETE FROM link WHERE link_set = ? AND source_order = ? AND source_system = ? AND target_system = ? AND target = ?
      """,
      [link.set, KeyOrder.text(link.source), link.sourceSystem, link.targetSystem, link.target.description])
    if db.changesCount > 0 { try touches.touch(endsOf: link) }
  }

  private struct RecordIdentity: Hashable {
    let flow: String
    let key: RecordKey
  }

  private func endWaiting(_ state: RecordState) throws {
    try execute("DELETE FROM waiting WHERE flow = ? AND key = ?", [state.flow, state.key.description])
  }

  private struct WaitingIdentity: Hashable {
    let flow: String
    let key: RecordKey
    let set: String
    let system: String
    let awaited: RecordKey

    init(_ row: WaitingRow) {
      (flow, key, set, system, awaited) = (row.flow, row.key, row.set, row.system, row.awaited)
    }
  }

  /// Since when these rows have been waiting already: a record that is looked at again and still waits has waited all
  /// along.
  private func waitingSince(_ rows: [WaitingRow]) throws -> [WaitingIdentity: Instant] {
    var since: [WaitingIdentity: Instant] = [:]
    for row in rows {
      let earlier = try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT since FROM waiting WHERE flow = ? AND key = ? AND link_set = ? AND system = ? AND awaited = ?"),
        arguments: [row.flow, row.key.description, row.set, row.system, row.awaited.description])
      since[WaitingIdentity(row)] = earlier.map { min(Instant(secondsSince1970: $0), row.since) }
    }
    return since
  }

  private func put(_ row: WaitingRow, since: Instant) throws {
    try execute(
      "INSERT OR REPLACE INTO waiting (flow, key, link_set, system, awaited, since) VALUES (?, ?, ?, ?, ?, ?)",
      [row.flow, row.key.description, row.set, row.system, row.awaited.description, since.secondsSince1970])
  }

  /// Links made now release whoever waits for them; a record that begins to wait for a link made since it asked is
  /// released at once.
  private func release(_ settlement: PageSettlement) throws {
    guard try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM waiting)")) == true else { return }
    for link in settlement.links {
      try release(link.set, link.sourceSystem, link.source)
      try release(link.set, link.targetSystem, link.target)
    }
    for row in settlement.waiting where try isLinked(row) { try release(row.set, row.system, row.awaited) }
  }

  private func release(_ set: String, _ system: String, _ awaited: RecordKey) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: "DELETE FROM waiting WHERE link_set = ? AND system = ? AND awaited = ? RETURNING flow, key"),
      arguments: [set, system, awaited.description])
    let released = rows.map { (flow: $0[0] as String, key: RecordKey(text: $0[1])) }
    for record in released.sorted(by: { ($0.flow, $0.key) < ($1.flow, $1.key) }) {
      try makeDue(record.flow, record.key, reason: "released")
    }
  }

  private func isLinked(_ row: WaitingRow) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM link WHERE link_set = ?1 AND source_order = ?2 AND source_system = ?3)
            OR EXISTS (SELECT 1 FROM link WHERE link_set = ?1 AND target_system = ?3 AND target = ?4)
          """), arguments: [row.set, KeyOrder.text(row.awaited), row.system, row.awaited.description]) == true
  }

  // MARK: Holds

  /// Touches the items last, each once however many documents of the page name it.
  private func put(_ changes: [PageSettlement.HoldChange]) throws {
    var seen: Set<HeldItem> = []
    var items: [HeldItem] = []
    for change in changes {
      for item in try replace(change) where seen.insert(item).inserted { items.append(item) }
    }
    for (set, items) in Dictionary(grouping: items, by: \.set).sorted(by: { $0.key < $1.key }) {
      try touches.touch(heldItems: items.map(\.end), set: set)
    }
  }

  private struct HeldItem: Hashable {
    let set: String
    let end: LinkEnd
  }

  /// The items that the document had and has.
  private func replace(_ change: PageSettlement.HoldChange) throws -> [HeldItem] {
    let former = try Row.fetchAll(
      db.cachedStatement(sql: "DELETE FROM hold WHERE flow = ? AND key = ? RETURNING link_set, system, item"),
      arguments: [change.flow, change.key.description]
    ).map { HeldItem(set: $0[0], end: LinkEnd(system: $0[1], key: RecordKey(text: $0[2]))) }
    for hold in change.holds where hold.quantity != 0 { try put(hold, of: change) }
    return former + change.holds.map { HeldItem(set: $0.set, end: LinkEnd(system: $0.system, key: $0.item)) }
  }

  private func put(_ hold: Hold, of change: PageSettlement.HoldChange) throws {
    try execute(
      "INSERT INTO hold (flow, key, link_set, item, system, quantity) VALUES (?, ?, ?, ?, ?, ?)",
      [change.flow, change.key.description, hold.set, hold.item.description, hold.system, hold.quantity.description])
  }

  // MARK: The rest

  private func put(_ move: PageSettlement.CursorMove) throws {
    guard let cursor = move.cursor else {
      return try execute("DELETE FROM cursor WHERE flow = ? AND resource = ?", [move.flow, move.resource])
    }
    try execute(
      "INSERT OR REPLACE INTO cursor (flow, resource, value) VALUES (?, ?, ?)",
      [move.flow, move.resource, cursor.text])
  }

  static func record(_ event: JournalEvent, in db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO event (flow, key, kind, details, at) VALUES (?, ?, ?, ?, ?)").execute(
      arguments: [
        event.flow, event.key?.description, event.kind, try StoredText.encode(event.details), event.at.secondsSince1970,
      ])
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
