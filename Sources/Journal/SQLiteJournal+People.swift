import GRDB
import JournalStore
import Records

/// What people ask.
extension SQLiteJournal {
  public func counts() async throws -> [String: [RecordState.Stage: Int]] {
    try await read { db in
      var counts: [String: [RecordState.Stage: Int]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT flow, stage, count(*) FROM state GROUP BY flow, stage") {
        counts[row[0], default: [:]][try StoredText.member(RecordState.Stage.self, row[1])] = row[2]
      }
      return counts
    }
  }

  /// In the order of their numbers.
  public func quarantine(flow: String?) async throws -> [QuarantineRow] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM quarantine WHERE resolution IS NULL AND flow = ifnull(?, flow) ORDER BY id",
        arguments: [flow]
      ).map(Self.quarantineRow)
    }
  }

  public func quarantineRow(_ id: Int) async throws -> QuarantineRow? {
    try await read { db in try Self.quarantineRow(id, in: db) }
  }

  public func replay(_ id: Int, recreate: Bool, at: Instant) async throws {
    try await write { db in
      let row = try Self.demandQuarantineRow(id, in: db)
      let record: StatementArguments = [row.flow, row.key.description]
      // Asked again, it moves to the end: what was read before this moment does not answer it.
      try db.execute(sql: "INSERT OR REPLACE INTO due (flow, key, reason) VALUES (?, ?, 'replay')", arguments: record)
      if recreate {
        try db.execute(sql: "DELETE FROM intent WHERE flow = ? AND key = ?", arguments: record)
        let forgotten = try Row.fetchAll(
          db, sql: "DELETE FROM link WHERE link_set = ? AND source_order = ? RETURNING *",
          arguments: [row.flow, KeyOrder.text(row.key)])
        let touches = try TouchWriter(db: db)
        for link in forgotten.map(Self.link) { try touches.touch(endsOf: link) }
        try db.execute(
          sql: """
            UPDATE state SET target = NULL, fingerprint = NULL, base = (
              SELECT json_group_object(b.key, b.value) FROM json_each(state.base) AS b
              WHERE substr(b.key, 1, length(?1)) = ?1)
            WHERE flow = ?2 AND key = ?3
            """,
          arguments: [RecordState.furtherLinkBase] + record)
      }
      try Self.record("replayed", row, ["recreate": .bool(recreate)], at: at, in: db)
    }
  }

  public func acknowledge(_ id: Int, note: String, at: Instant) async throws {
    try await write { db in
      let row = try Self.demandQuarantineRow(id, in: db)
      try db.execute(sql: "UPDATE quarantine SET is_acknowledged = 1, note = ? WHERE id = ?", arguments: [note, id])
      try Self.record("acknowledged", row, ["note": .text(note)], at: at, in: db)
    }
  }

  /// The record's state becomes `closed` with the digest it has: the same source again changes nothing, another one
  /// brings it back.
  public func dismiss(_ id: Int, note: String, at: Instant) async throws {
    try await write { db in
      let row = try Self.demandQuarantineRow(id, in: db)
      let record: StatementArguments = [row.flow, row.key.description]
      try db.execute(
        sql: """
          UPDATE quarantine SET resolution = 'dismissed', fault = '{}', source = NULL, wanted = NULL, note = ''
          WHERE id = ?
          """, arguments: [id])
      try db.execute(
        sql: "UPDATE state SET stage = 'closed', is_fresh = 0 WHERE flow = ? AND key = ?", arguments: record)
      try db.execute(sql: "DELETE FROM waiting WHERE flow = ? AND key = ?", arguments: record)
      try db.execute(sql: "DELETE FROM due WHERE flow = ? AND key = ?", arguments: record)
      try db.execute(sql: "DELETE FROM intent WHERE flow = ? AND key = ?", arguments: record)
      try Self.record("dismissed", row, ["note": .text(note)], at: at, in: db)
    }
  }

  /// The longest waiting first.
  public func waiting(flow: String?) async throws -> [WaitingRow] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM waiting WHERE flow = ifnull(?, flow) ORDER BY since, flow, key, link_set, awaited",
        arguments: [flow]
      ).map { row in
        WaitingRow(
          flow: row["flow"], key: RecordKey(text: row["key"]), set: row["link_set"], system: row["system"],
          awaited: RecordKey(text: row["awaited"]), since: Instant(secondsSince1970: row["since"]))
      }
    }
  }

  /// Newest first.
  public func events(flow: String?, key: RecordKey?, limit: Int) async throws -> [JournalEvent] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT flow, key, kind, details, at FROM event
          WHERE flow = ifnull(?, flow) AND (? IS NULL OR key = ?) ORDER BY id DESC LIMIT ?
          """, arguments: [flow, key?.description, key?.description, max(0, limit)]
      ).map { row in
        JournalEvent(
          flow: row[0], key: (row[1] as String?).map(RecordKey.init(text:)), kind: row[2],
          details: try StoredText.decode([String: Value].self, row[3]), at: Instant(secondsSince1970: row[4]))
      }
    }
  }

  /// What is accepted is due in its flow, and in those that watch the set. The event's flow is the set's name.
  public func accept(set: String, at: Instant) async throws -> Int {
    try await write { db in
      let links = try Row.fetchAll(
        db,
        sql: "UPDATE link SET is_accepted = 1 WHERE link_set = ? AND is_accepted = 0 RETURNING *", arguments: [set]
      ).map(Self.link)
      let count = links.count
      let touches = try TouchWriter(db: db)
      for link in links.sorted(by: { $0.source < $1.source }) {
        try DueQueue(db: db).add(set, link.source, reason: "accepted")
        try touches.touch(endsOf: link)
      }
      if count > 0 {
        let event = JournalEvent(flow: set, key: nil, kind: "accepted", details: ["links": .integer(count)], at: at)
        try SettlementWriter.record(event, in: db)
      }
      return count
    }
  }

  // MARK: Rows

  private static func quarantineRow(_ id: Int, in db: Database) throws -> QuarantineRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM quarantine WHERE id = ? AND resolution IS NULL", arguments: [id])
      .map(quarantineRow)
  }

  private static func demandQuarantineRow(_ id: Int, in db: Database) throws -> QuarantineRow {
    guard let row = try quarantineRow(id, in: db) else { throw JournalFault.noRow(id) }
    return row
  }

  private static func quarantineRow(_ row: Row) throws -> QuarantineRow {
    QuarantineRow(
      id: row["id"], flow: row["flow"], key: RecordKey(text: row["key"]),
      fault: try StoredText.decode(Fault.self, row["fault"]),
      source: try (row["source"] as String?).map { try StoredText.decode(Record.self, $0) },
      wanted: try (row["wanted"] as String?).map { try StoredText.decode(Write.self, $0) },
      mappingVersion: row["mapping_version"], firstSeen: Instant(secondsSince1970: row["first_seen"]),
      lastSeen: Instant(secondsSince1970: row["last_seen"]), attempts: row["attempts"],
      isAcknowledged: row["is_acknowledged"], note: row["note"])
  }

  private static func record(
    _ kind: String, _ row: QuarantineRow, _ details: [String: Value], at: Instant, in db: Database
  ) throws {
    var details = details
    details["code"] = .text(row.fault.code)
    if let id = row.id { details["row"] = .integer(id) }
    try SettlementWriter.record(
      JournalEvent(flow: row.flow, key: row.key, kind: kind, details: details, at: at), in: db)
  }
}
