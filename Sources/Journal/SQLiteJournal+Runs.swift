import GRDB
import JournalStore
import Records

extension SQLiteJournal {
  public func beginRun(at: Instant) async throws -> Int {
    try await write { db in
      try db.execute(literal: "INSERT INTO run (started) VALUES (\(at.secondsSince1970))")
      return Int(db.lastInsertedRowID)
    }
  }

  public func endRun(_ id: Int, at: Instant, end: Run.End, flows: [String: FlowCounts], fault: Fault?) async throws {
    try await write { db in
      try db.execute(
        sql: "UPDATE run SET ended = ?, end = ?, flows = ?, fault = ? WHERE id = ?",
        arguments: [
          at.secondsSince1970, end.rawValue, try StoredText.encode(flows), try fault.map { try StoredText.encode($0) },
          id,
        ])
    }
  }

  public func runs(limit: Int) async throws -> [Run] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT id, started, ended, end, flows, fault FROM run ORDER BY id DESC LIMIT ?",
        arguments: [max(0, limit)]
      ).map { row in
        Run(
          id: row[0], started: Instant(secondsSince1970: row[1]),
          ended: (row[2] as Int?).map(Instant.init(secondsSince1970:)),
          end: try (row[3] as String?).map { try StoredText.member(Run.End.self, $0) },
          flows: try StoredText.decode([String: FlowCounts].self, row[4]),
          fault: try (row[5] as String?).map { try StoredText.decode(Fault.self, $0) })
      }
    }
  }
}
