import Foundation
import GRDB
import JournalStore
import Records

/// What the engine records.
extension SQLiteJournal {
  public func announce(flow: String, _ intents: [(key: RecordKey, intent: OpenIntent)]) async throws -> [Int] {
    guard !intents.isEmpty else { return [] }
    return try await write { db in
      let insert = try db.cachedStatement(sql: "INSERT INTO intent (flow, key, content) VALUES (?, ?, ?)")
      return try intents.map { key, intent in
        try insert.execute(arguments: [flow, key.description, try StoredText.encode(intent)])
        return Int(db.lastInsertedRowID)
      }
    }
  }

  public func settle(_ settlement: PageSettlement) async throws {
    guard !settlement.isEmpty else { return }
    let handedOut = handedOut.withLock { $0 }
    try await write { db in try SettlementWriter(db: db, handedOut: handedOut).write(settlement) }
  }

  public func watch(_ watches: [Watch]) async throws {
    let known = try await read { db in try TouchWriter.watches(in: db) }
    // Most runs find what the last one left: nothing is written then.
    guard Set(known) != Set(watches) else { return }
    try await write { db in
      try db.execute(sql: "DELETE FROM watch")
      for watch in watches {
        try db.execute(
          sql: "INSERT OR REPLACE INTO watch (kind, link_set, flow, system) VALUES (?, ?, ?, ?)",
          arguments: [watch.kind.rawValue, watch.set, watch.flow, watch.system])
      }
    }
  }

  // MARK: Small things that outlive a run

  public func cached(_ name: String, now: Instant) async throws -> Data? {
    try await read { db in
      try Data.fetchOne(
        db, sql: "SELECT content FROM cache WHERE name = ? AND (expires IS NULL OR expires > ?)",
        arguments: [name, now.secondsSince1970])
    }
  }

  public func cache(_ name: String, _ data: Data, expires: Instant?) async throws {
    try await write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO cache (name, content, expires) VALUES (?, ?, ?)",
        arguments: [name, data, expires?.secondsSince1970])
    }
  }
}
