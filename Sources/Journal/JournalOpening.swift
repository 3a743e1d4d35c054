import Foundation
import GRDB
import Records

/// The way from a path to an open journal: look at the file, look into it, and only then change anything.
struct JournalOpening {
  /// How long a statement waits for another process's transaction, in seconds.
  private static let patience = 10.0

  let path: String
  let instance: String
  let readOnly: Bool

  func open() throws -> DatabaseQueue {
    if path == SQLiteJournal.inMemory {
      let queue = try DatabaseQueue(configuration: configuration)
      try migrate(queue)
      return queue
    }
    return readOnly ? try openForReading() : try openForWriting()
  }

  private func openForReading() throws -> DatabaseQueue {
    try JournalFile(path: path).prepareForReading()
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      switch try content(of: db) {
      case .nothing: throw JournalFault.missing(path)
      case .older(let version): throw JournalFault.older(path, version: version)
      case .current: try demandInstance(db)
      }
    }
    return queue
  }

  private func openForWriting() throws -> DatabaseQueue {
    let file = JournalFile(path: path)
    let isNew = try file.prepareForWriting()
    do {
      // The log of a run at work is that run's; one that nobody works with was left by a crash.
      let wasCut = file.hasUnmergedLog && !LockFile.isHeld(journal: path)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if wasCut { try queue.read(check) }
      if try queue.read({ try content(of: $0) != .current }) {
        try makeCurrent(queue)
      } else {
        try queue.read(demandInstance)
        // SQLite opens a file that it may not write for reading: ask now, not in mid-run.
        try queue.inDatabase { db in try db.inTransaction(.immediate) { .rollback } }
      }
      return queue
    } catch {
      if isNew { file.remove() }
      throw error
    }
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(Self.patience)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // What is deleted is overwritten: a resolved quarantine row leaves no personal data in the file.
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    return configuration
  }

  // MARK: What is in the file

  private enum Content: Equatable {
    case nothing
    case older(Int)
    case current
  }

  private func content(of db: Database) throws -> Content {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0, version == 0, tables == 0 { return .nothing }
    guard application == JournalSchema.applicationID else { throw JournalFault.foreign(path) }
    guard version <= JournalSchema.version, try !JournalSchema.migrator.hasBeenSuperseded(db) else {
      throw JournalFault.newer(path, version: version)
    }
    return try JournalSchema.migrator.hasCompletedMigrations(db) ? .current : .older(version)
  }

  private func check(_ db: Database) throws {
    let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
    guard findings == ["ok"] else { throw JournalFault.corrupt(path, findings.joined(separator: "; ")) }
  }

  private func demandInstance(_ db: Database) throws {
    let found = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'instance'")
    guard found == instance else { throw JournalFault.otherInstance(path, found: found ?? "", expected: instance) }
  }

  // MARK: Making it

  /// Under the lock: no run may work with tables that change under it.
  private func makeCurrent(_ queue: DatabaseQueue) throws {
    let lock = try LockFile(journal: path)
    defer { lock.release() }
    let content = try queue.read(content)
    if content != .nothing, content != .current { try queue.read(demandInstance) }
    if content == .nothing { try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") } }
    try migrate(queue)
    try queue.read(demandInstance)
  }

  private func migrate(_ queue: DatabaseQueue) throws {
    try JournalSchema.migrator.migrate(queue)
    try queue.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO setting (name, value) VALUES ('instance', ?)", arguments: [instance])
    }
  }
}
