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
      try fill(queue)
      return queue
    }
    return readOnly ? try openForReading() : try openForWriting()
  }

  private func openForReading() throws -> DatabaseQueue {
    try JournalFile(path: path).prepareForReading()
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      if case .older(let version) = try age(of: db) { throw JournalFault.older(path, version: version) }
      try demandInstance(db)
    }
    return queue
  }

  private func openForWriting() throws -> DatabaseQueue {
    let file = JournalFile(path: path)
    try file.demandDirectory()
    if !file.exists { try make(file) }
    try file.prepareForWriting()
    // The log of a run at work is that run's; one that nobody works with was left by a crash.
    let wasCut = file.hasUnmergedLog && !LockFile.isHeld(journal: path)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    if wasCut { try queue.read(check) }
    let age = try queue.read(age)
    try queue.read(demandInstance)
    if age != .current { try bringUpToDate(queue) }
    // SQLite opens a file that it may not write for reading: ask now, not in mid-run.
    try queue.inDatabase { db in try db.inTransaction(.immediate) { .rollback } }
    return queue
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

  private enum Age: Equatable {
    case older(Int)
    case current
  }

  private func age(of db: Database) throws -> Age {
    guard try Int.fetchOne(db, sql: "PRAGMA application_id") == JournalSchema.applicationID else {
      throw JournalFault.foreign(path)
    }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
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

  /// A journal is made under another name and comes into its place complete: a process that is cut leaves either none
  /// or a whole one.
  private func make(_ file: JournalFile) throws {
    let lock = try LockFile(journal: path)
    defer { lock.release() }
    guard !file.exists else { return }
    let draft = JournalFile(path: path + ".new")
    do {
      try draft.create()
      let queue = try DatabaseQueue(path: draft.path, configuration: configuration)
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try fill(queue)
      try queue.close()
      try draft.move(to: file)
    } catch {
      draft.remove()
      throw JournalFault.of(error, path: path)
    }
  }

  private func fill(_ queue: DatabaseQueue) throws {
    try JournalSchema.migrator.migrate(queue)
    try queue.write { db in
      try db.execute(sql: "INSERT INTO setting (name, value) VALUES ('instance', ?)", arguments: [instance])
    }
  }

  /// Under the lock: no run may work with tables that change under it. Each migration is a transaction of its own.
  private func bringUpToDate(_ queue: DatabaseQueue) throws {
    let lock = try LockFile(journal: path)
    defer { lock.release() }
    try JournalSchema.migrator.migrate(queue)
  }
}
