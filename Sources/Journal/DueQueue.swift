import GRDB
import Records

/// The queue of records that are to be worked on whatever their change feed says; within a transaction.
struct DueQueue {
  let db: Database

  /// A record that is due already stays where it is.
  func add(_ flow: String, _ key: RecordKey, reason: String) throws {
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO due (flow, key, reason) VALUES (?, ?, ?)")
      .execute(arguments: [flow, key.description, reason])
  }

  /// In this order.
  func add(_ flow: String, _ keys: [RecordKey], reason: String) throws {
    guard !keys.isEmpty else { return }
    try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO due (flow, key, reason) SELECT ?, k.value, ? FROM json_each(?) AS k ORDER BY k.key"
    ).execute(arguments: [flow, reason, try StoredText.list(keys)])
  }
}
