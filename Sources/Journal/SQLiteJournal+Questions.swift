import Foundation
import GRDB
import JournalStore
import Records

/// What the engine asks before it works.
extension SQLiteJournal {
  public func cursor(flow: String, resource: String) async throws -> Records.Cursor? {
    try await read { db in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT value FROM cursor WHERE flow = ? AND resource = ?"),
        arguments: [flow, resource]
      ).map { Records.Cursor($0) }
    }
  }

  public func states(flow: String, keys: [RecordKey]) async throws -> [RecordKey: RecordState] {
    guard !keys.isEmpty else { return [:] }
    return try await read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT s.key, s.stage, s.source_digest, s.fingerprint, s.target, s.base, s.is_fresh
            FROM json_each(?) AS k CROSS JOIN state AS s ON s.flow = ? AND s.key = k.value
            """), arguments: [try StoredText.list(keys), flow])
      var states: [RecordKey: RecordState] = [:]
      while let row = try rows.next() {
        let state = try Self.state(row, flow)
        states[state.key] = state
      }
      return states
    }
  }

  /// A comma parts a key, and a hyphen comes right after it.
  public func stages(flow: String, under keys: [RecordKey]) async throws -> [RecordKey: RecordState.Stage] {
    guard !keys.isEmpty else { return [:] }
    return try await read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT s.key, s.stage FROM json_each(?) AS k
            CROSS JOIN state AS s ON s.flow = ? AND s.key > k.value || ',' AND s.key < k.value || '-'
            """), arguments: [try StoredText.list(keys), flow])
      var stages: [RecordKey: RecordState.Stage] = [:]
      while let row = try rows.next() {
        stages[RecordKey(text: row[0])] = try StoredText.member(RecordState.Stage.self, row[1])
      }
      return stages
    }
  }

  private static func state(_ row: Row, _ flow: String) throws -> RecordState {
    RecordState(
      flow: flow, key: RecordKey(text: row[0]), stage: try StoredText.member(RecordState.Stage.self, row[1]),
      sourceDigest: row[2], fingerprint: row[3], target: (row[4] as String?).map(RecordKey.init(text:)),
      base: try StoredText.decode([String: String].self, row[5]), isFresh: row[6])
  }

  /// A comma parts a key, and a hyphen comes right after it.
  public func links(set: String, system: String, under keys: [RecordKey]) async throws -> [Link] {
    guard !keys.isEmpty else { return [] }
    return try await read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT l.* FROM json_each(?) AS k
            CROSS JOIN link AS l ON l.link_set = ? AND l.source_order > k.value || ',' AND l.source_order < k.value || '-'
            WHERE l.source_system = ? ORDER BY l.source_order
            """), arguments: [try StoredText.encode(keys.map(KeyOrder.text)), set, system]
      ).map(Self.link)
    }
  }

  public func links(set: String, system: String, keys: [RecordKey]) async throws -> [RecordKey: Link] {
    guard !keys.isEmpty else { return [:] }
    return try await read { db in
      var found: [RecordKey: Link] = [:]
      let orders = try StoredText.encode(keys.map(KeyOrder.text))
      let forward = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT l.* FROM json_each(?) AS k
            CROSS JOIN link AS l ON l.link_set = ? AND l.source_order = k.value AND l.source_system = ?
            """), arguments: [orders, set, system])
      while let link = try forward.next().map(Self.link) { found[link.source] = link }
      // In the order of the sources, so that of several the smallest is met first.
      let backward = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT l.* FROM json_each(?) AS k
            CROSS JOIN link AS l INDEXED BY link_target
              ON l.link_set = ? AND l.target_system = ? AND l.target = k.value
            ORDER BY l.source_order
            """), arguments: [try StoredText.list(keys), set, system])
      while let link = try backward.next().map(Self.link) {
        if found[link.target] == nil { found[link.target] = link }
      }
      return found
    }
  }

  /// A page may be longer than `limit` when sources of several systems have the key it ends with.
  public func links(set: String, after: RecordKey?, limit: Int) async throws -> [Link] {
    guard limit > 0 else { return [] }
    return try await read { db in
      var page = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT * FROM link WHERE link_set = ? AND source_order > ? ORDER BY source_order, source_system LIMIT ?"
        ),
        arguments: [set, after.map(KeyOrder.text) ?? "", limit]
      ).map(Self.link)
      guard page.count == limit, let last = page.last else { return page }
      page += try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT * FROM link WHERE link_set = ? AND source_order = ? AND source_system > ? ORDER BY source_system"
        ),
        arguments: [set, KeyOrder.text(last.source), last.sourceSystem]
      ).map(Self.link)
      return page
    }
  }

  static func link(_ row: Row) -> Link {
    Link(
      set: row["link_set"], sourceSystem: row["source_system"], source: RecordKey(text: row["source"]),
      targetSystem: row["target_system"], target: RecordKey(text: row["target"]), isAccepted: row["is_accepted"])
  }

  public func awaited(set: String, system: String, keys: [RecordKey]) async throws -> Set<RecordKey> {
    guard !keys.isEmpty else { return [] }
    return try await read { db in
      let awaited = try String.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT DISTINCT w.awaited FROM json_each(?) AS k
            CROSS JOIN waiting AS w ON w.link_set = ? AND w.system = ? AND w.awaited = k.value
            """), arguments: [try StoredText.list(keys), set, system])
      return try Set(awaited.map(RecordKey.init(text:)))
    }
  }

  public func due(flow: String, limit: Int) async throws -> [RecordKey] {
    let rows = try await read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT key, position FROM due WHERE flow = ? ORDER BY position LIMIT ?"),
        arguments: [flow, max(0, limit)]
      ).map { (key: RecordKey(text: $0[0]), position: $0[1] as Int) }
    }
    if let newest = rows.last?.position {
      handedOut.withLock { $0[flow] = max($0[flow] ?? 0, newest) }
    }
    return rows.map(\.key)
  }

  public func replayed(flow: String) async throws -> Set<RecordKey> {
    try await read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT key FROM due WHERE flow = ? AND reason = 'replay'", arguments: [flow]
        ).map(RecordKey.init(text:)))
    }
  }

  public func openIntents(flow: String) async throws -> [StoredIntent] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT id, key, content FROM intent WHERE flow = ? ORDER BY id", arguments: [flow]).map
      { row in
        StoredIntent(
          id: row[0], flow: flow, key: RecordKey(text: row[1]), intent: try StoredText.decode(OpenIntent.self, row[2]))
      }
    }
  }

  /// Items that nothing holds are left out. The sum is made here: SQLite would add binary floating point.
  public func held(set: String, system: String, items: [RecordKey]) async throws -> [RecordKey: Decimal] {
    guard !items.isEmpty else { return [:] }
    return try await read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: Self.heldItems),
        arguments: [
          "keys": try StoredText.list(Set(items).sorted()),
          "orders": try StoredText.encode(Set(items).map(KeyOrder.text).sorted()), "set": set, "system": system,
        ])
      var sums: [RecordKey: Decimal] = [:]
      while let row = try rows.next() {
        let text: String = row[2]
        guard let quantity = Decimal(exactly: text) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a held quantity is not a number")
        }
        sums[RecordKey(text: row[0]), default: 0] += quantity
      }
      return sums
    }
  }

  /// Held under the item's own key, under the keys of all that are linked to it, and under the key of what it is linked to. The hold's
  /// number is part of the answer, so that one found in two ways is counted once.
  private static let heldItems = """
    SELECT k.value, h.id, h.quantity FROM json_each(:keys) AS k
    CROSS JOIN hold AS h ON h.link_set = :set AND h.item = k.value AND h.system IN (:system, '')
    UNION
    SELECT k.value, h.id, h.quantity FROM json_each(:keys) AS k
    CROSS JOIN link AS l INDEXED BY link_target
      ON l.link_set = :set AND l.target_system = :system AND l.target = k.value
    CROSS JOIN hold AS h ON h.link_set = l.link_set AND h.item = l.source AND h.system IN (l.source_system, '')
    UNION
    SELECT l.source, h.id, h.quantity FROM json_each(:orders) AS k
    CROSS JOIN link AS l ON l.link_set = :set AND l.source_order = k.value AND l.source_system = :system
    CROSS JOIN hold AS h ON h.link_set = l.link_set AND h.item = l.target AND h.system IN (l.target_system, '')
    """
}
