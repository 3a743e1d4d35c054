import GRDB
import Records

/// How long things are kept is a setting of the connection; these do what it says.
extension SQLiteJournal {
  /// Takes the source record and the record meant out of quarantine rows that were last seen before `limit`. The rows
  /// stay: a replay reads the source again. Returns how many rows lost their evidence.
  public func expireEvidence(before limit: Instant) async throws -> Int {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE quarantine SET source = NULL, wanted = NULL
          WHERE last_seen < ? AND (source IS NOT NULL OR wanted IS NOT NULL)
          """, arguments: [limit.secondsSince1970])
      return db.changesCount
    }
  }

  /// Removes events and runs that are older than `limit`; a run that has no end is removed like any other. Returns how
  /// many.
  public func forgetHistory(before limit: Instant) async throws -> Int {
    try await write { db in
      try db.execute(sql: "DELETE FROM event WHERE at < ?", arguments: [limit.secondsSince1970])
      let events = db.changesCount
      try db.execute(sql: "DELETE FROM run WHERE started < ?", arguments: [limit.secondsSince1970])
      return events + db.changesCount
    }
  }

  /// Erases what is kept of one person: the evidence and the notes of quarantine rows, and the details of events, in
  /// which `text` (an e-mail address, say; upper and lower case are the same for ASCII letters) occurs. Announced
  /// effects are not touched: they are gone with their page. Returns how many rows.
  public func erase(mentioning text: String) async throws -> Int {
    guard !text.isEmpty else { return 0 }
    return try await write { db in
      // Stored texts are JSON: what is looked for is written as it stands there.
      let needle = String(try StoredText.encode(text).dropFirst().dropLast())
      try db.execute(
        sql: """
          UPDATE quarantine SET source = NULL, wanted = NULL, note = '',
            fault = json_set(fault, '$.context', json('{}'))
          WHERE instr(lower(ifnull(source, '') || ifnull(wanted, '') || fault || note), lower(?)) > 0
          """, arguments: [needle])
      let rows = db.changesCount
      try db.execute(
        sql: "UPDATE event SET details = '{}' WHERE instr(lower(details), lower(?)) > 0", arguments: [needle])
      return rows + db.changesCount
    }
  }
}
