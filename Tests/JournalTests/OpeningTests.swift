import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("Opening a journal")
struct OpeningTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func pragma(_ name: String, of path: String) throws -> String {
    try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA \(name)") } ?? ""
  }

  @Test("A new journal is one file of mode 0600, with a write-ahead log and full synchronisation")
  func new() async throws {
    let journal = try folder.open()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.journal)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(
      try await journal.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 1)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 10_000)
    #expect(
      try await journal.read { try Int.fetchOne($0, sql: "PRAGMA application_id") } == JournalSchema.applicationID)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == JournalSchema.version)
    try journal.close()
    #expect(!FileManager.default.fileExists(atPath: folder.journal + "-wal"))
  }

  @Test("The write-ahead log has the journal's mode, whatever the umask")
  func logMode() async throws {
    let journal = try folder.open()
    _ = try await journal.beginRun(at: Sample.start)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.journal + "-wal")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("A journal brought back with wider rights is narrowed")
  func narrowed() throws {
    try folder.open().close()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.journal)
    try folder.open().close()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.journal)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("Synchronisation is full again when a journal is opened a second time")
  func reopened() async throws {
    try folder.open().close()
    let journal = try folder.open()
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try await journal.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  @Test("An empty file becomes a journal")
  func empty() throws {
    #expect(FileManager.default.createFile(atPath: folder.journal, contents: Data()))
    try folder.open().close()
    #expect(try pragma("user_version", of: folder.journal) == String(JournalSchema.version))
  }

  @Test("Reading where no journal is yet says so and makes none")
  func missing() async throws {
    #expect(await fault { _ = try folder.open(readOnly: true) }?.code == "JOURNAL_MISSING")
    #expect(!FileManager.default.fileExists(atPath: folder.journal))
  }

  @Test("Reading an empty file says that there is no journal yet")
  func missingInEmptyFile() async throws {
    #expect(FileManager.default.createFile(atPath: folder.journal, contents: Data()))
    #expect(await fault { _ = try folder.open(readOnly: true) }?.code == "JOURNAL_MISSING")
  }

  @Test("A missing directory is named, for reading and for writing", arguments: [false, true])
  func noDirectory(readOnly: Bool) async throws {
    let path = folder.path + "/none/shop.sqlite"
    let found = await fault { _ = try SQLiteJournal(path: path, instance: "x", readOnly: readOnly) }
    #expect(found?.code == "JOURNAL_NO_DIRECTORY")
    #expect(found?.context["directory"] == folder.path + "/none")
  }

  @Test("A journal of another connection is refused, for reading and for writing", arguments: [false, true])
  func otherInstance(readOnly: Bool) async throws {
    try folder.open("shop-1").close()
    let found = await fault { _ = try folder.open("shop-2", readOnly: readOnly) }
    #expect(found?.code == "JOURNAL_OTHER_INSTANCE")
    #expect(found?.context["found"] == "shop-1")
    #expect(found?.context["expected"] == "shop-2")
  }

  @Test("A text file is not a journal, and stays as it was", arguments: [false, true])
  func text(readOnly: Bool) async throws {
    let content = Data(repeating: UInt8(ascii: "x"), count: 5000)
    try content.write(to: URL(fileURLWithPath: folder.journal))
    #expect(await fault { _ = try folder.open(readOnly: readOnly) }?.code == "JOURNAL_FOREIGN")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.journal)) == content)
  }

  @Test("Another program's database is not a journal, and stays as it was")
  func foreignDatabase() async throws {
    let other = try DatabaseQueue(path: folder.journal)
    try await other.write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.journal))
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_FOREIGN")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.journal)) == before)
  }

  @Test("An empty database is not a journal")
  func emptyDatabase() async throws {
    try await DatabaseQueue(path: folder.journal).write { try $0.execute(sql: "PRAGMA user_version = 1") }
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_FOREIGN")
  }

  @Test("What a process left that was killed while making a journal does not hinder the next")
  func halfMade() async throws {
    try folder.open("shop-9").close()
    try FileManager.default.moveItem(atPath: folder.journal, toPath: folder.journal + ".new")
    try Data("rest".utf8).write(to: URL(fileURLWithPath: folder.journal + ".new-wal"))
    try await folder.open("shop-1").settle(Sample.settlement { $0.states = [Sample.state(1)] })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["shop.sqlite", "shop.sqlite.lock"])
    #expect(try await folder.open("shop-1").counts() == ["orders": [.settled: 1]])
  }

  @Test("The log of a journal that was removed is not merged into the new one")
  func orphanedLog() async throws {
    let journal = try folder.open()
    try await journal.settle(Sample.settlement { $0.states = [Sample.state(1)] })
    let left = try folder.copyAsLeftByAKill()
    try FileManager.default.removeItem(atPath: left.journal)
    #expect(try await left.open().counts().isEmpty)
  }

  @Test("A directory in the journal's place is not a journal")
  func directory() async throws {
    try FileManager.default.createDirectory(atPath: folder.journal, withIntermediateDirectories: false)
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_FOREIGN")
  }

  @Test("A journal of a newer version is refused, for reading and for writing", arguments: [false, true])
  func newerVersion(readOnly: Bool) async throws {
    try folder.open().close()
    try await DatabaseQueue(path: folder.journal).write { try $0.execute(sql: "PRAGMA user_version = 7") }
    let found = await fault { _ = try folder.open(readOnly: readOnly) }
    #expect(found?.code == "JOURNAL_NEWER")
    #expect(found?.context["version"] == "7")
  }

  @Test("A journal with a migration this program does not know is newer")
  func unknownMigration() async throws {
    try folder.open().close()
    try await DatabaseQueue(path: folder.journal).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v99')")
    }
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_NEWER")
  }

  @Test("A journal that an older version made is not changed by a command that reads")
  func olderVersion() async throws {
    try folder.open().close()
    try await DatabaseQueue(path: folder.journal).write { try $0.execute(sql: "DELETE FROM grdb_migrations") }
    #expect(await fault { _ = try folder.open(readOnly: true) }?.code == "JOURNAL_OLDER")
  }

  @Test("Journals in memory are apart from each other and need no lock")
  func inMemory() async throws {
    let one = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "x")
    let other = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "x")
    try await one.lock()
    try await other.lock()
    _ = try await one.beginRun(at: Sample.start)
    #expect(try await other.runs(limit: 9).isEmpty)
    #expect(try await one.runs(limit: 9).count == 1)
  }
}
