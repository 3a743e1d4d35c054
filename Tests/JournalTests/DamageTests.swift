import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("Damaged files and failing disks")
struct DamageTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func fill(_ journal: SQLiteJournal, from first: Int = 1, count: Int = 500) async throws {
    try await journal.settle(
      Sample.settlement { settlement in
        settlement.states = (first..<first + count).map {
          Sample.state(RecordKey($0), base: ["name": "0123456789abcdef"])
        }
        settlement.links = (first..<first + count).map { Sample.link(RecordKey($0), RecordKey([String($0), "0"])) }
      })
  }

  /// Overwrites `count` bytes, from another process as a failing disk would.
  private func overwrite(_ path: String, at offset: Int, count: Int) throws {
    try Shell.run("dd if=/dev/urandom of='\(path)' bs=1 seek=\(offset) count=\(count) conv=notrunc 2>/dev/null")
  }

  @Test("What was settled is there after a kill")
  func killed() async throws {
    let journal = try folder.open()
    try await fill(journal)
    let left = try folder.copyAsLeftByAKill()
    let size = try FileManager.default.attributesOfItem(atPath: left.journal + "-wal")[.size] as? Int
    #expect(try #require(size) > 0)
    let reopened = try left.open()
    #expect(try await reopened.counts() == ["orders": [.settled: 500]])
    #expect(try await reopened.links(set: "variants", after: nil, limit: 1000).count == 500)
  }

  @Test("A commit that was cut in the middle is not there after a kill, and what came before is")
  func cutCommit() async throws {
    let journal = try folder.open()
    try await fill(journal)
    let before = try FileManager.default.attributesOfItem(atPath: folder.journal + "-wal")[.size] as? Int
    try await fill(journal, from: 501)
    let left = try folder.copyAsLeftByAKill()
    try Shell.run("truncate -s \(try #require(before) + 9000) '\(left.journal)-wal'")
    #expect(try await left.open().counts() == ["orders": [.settled: 500]])
  }

  @Test("After a crash a damaged file is found when it is opened, before anything is done")
  func damagedAfterCrash() async throws {
    let journal = try folder.open()
    try await fill(journal)
    try journal.close()
    let size = try #require(try FileManager.default.attributesOfItem(atPath: folder.journal)[.size] as? Int)
    try overwrite(folder.journal, at: size / 8192 * 4096, count: 8192)
    // Closed in order, the file is not read from end to end at every start.
    try folder.open().close()
    try Shell.run("printf x >'\(folder.journal)-wal'")
    let found = await fault { _ = try folder.open() }
    #expect(found?.code == "JOURNAL_CORRUPT")
    #expect(found?.family == .configuration)
  }

  @Test("Overwritten bytes are noticed when they are read, and the run stops")
  func overwritten() async throws {
    let journal = try folder.open()
    try await fill(journal)
    try journal.close()
    let size = try #require(try FileManager.default.attributesOfItem(atPath: folder.journal)[.size] as? Int)
    try overwrite(folder.journal, at: 8192, count: size - 8192)
    let found = await fault {
      let journal = try folder.open()
      _ = try await journal.links(set: "variants", after: nil, limit: 1000)
      _ = try await journal.states(flow: "orders", keys: (1...500).map { RecordKey($0) })
    }
    #expect(found?.code == "JOURNAL_CORRUPT")
  }

  @Test("A destroyed beginning is not taken for a new journal")
  func header() async throws {
    try folder.open().close()
    try overwrite(folder.journal, at: 0, count: 100)
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_FOREIGN")
  }

  @Test("A value that nobody wrote is damage, not a crash")
  func unknownStage() async throws {
    let journal = try folder.open()
    try await journal.settle(Sample.settlement { $0.states = [Sample.state(1)] })
    try await journal.write { try $0.execute(sql: "UPDATE state SET stage = 'elsewhere'") }
    #expect(await fault { _ = try await journal.states(flow: "orders", keys: [1]) }?.code == "JOURNAL_CORRUPT")
    #expect(await fault { _ = try await journal.counts() }?.code == "JOURNAL_CORRUPT")
  }

  @Test("On a full disk nothing of a page is stored, and the work goes on once there is room")
  func full() async throws {
    let journal = try folder.open()
    try await fill(journal)
    let pages = try await journal.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0
    try await journal.inOwnTransaction("PRAGMA max_page_count = \(pages + 4)")
    let found = await fault { try await fill(journal, from: 501) }
    #expect(found?.code == "JOURNAL_FULL")
    #expect(found?.family == .road)
    #expect(try await journal.counts() == ["orders": [.settled: 500]])
    #expect(try await journal.links(set: "variants", system: "erp", keys: [501]).isEmpty)
    try await journal.inOwnTransaction("PRAGMA max_page_count = 1000000")
    try await fill(journal, from: 501)
    #expect(try await journal.counts() == ["orders": [.settled: 1000]])
  }

  @Test("A journal that cannot be made on a full disk leaves no file behind", .enabled(if: Mount.isAllowed))
  func fullWhileMaking() async throws {
    let mount = try Mount(at: folder.path, kilobytes: 64)
    defer { mount.end() }
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_FULL")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["shop.sqlite.lock"])
  }

  @Test("A really full disk stops the run with everything settled before it kept", .enabled(if: Mount.isAllowed))
  func reallyFull() async throws {
    let mount = try Mount(at: folder.path, kilobytes: 2048)
    defer { mount.end() }
    let journal = try folder.open()
    var settled = 0
    var found: Fault?
    while found == nil, settled < 100_000 {
      found = await fault { try await fill(journal, from: settled + 1) }
      if found == nil { settled += 500 }
    }
    #expect(found?.code == "JOURNAL_FULL")
    #expect(try await journal.counts() == ["orders": [.settled: settled]])
    try journal.close()
  }

  @Test("A disk mounted read-only is said to be read-only", .enabled(if: Mount.isAllowed))
  func readOnlyDisk() async throws {
    let mount = try Mount(at: folder.path, kilobytes: 2048)
    defer { mount.end() }
    try folder.open().close()
    try mount.makeReadOnly()
    let found = await fault { _ = try folder.open() }
    #expect(found?.code == "JOURNAL_READ_ONLY")
    #expect(found?.family == .configuration)
    let elsewhere = SQLiteJournal.self
    #expect(
      await fault { _ = try elsewhere.init(path: folder.path + "/new.sqlite", instance: "x") }?.code
        == "JOURNAL_READ_ONLY")
  }

  @Test("Without the right to write the directory or the file, the journal is read-only", .enabled(if: geteuid() != 0))
  func noRights() async throws {
    try folder.open().close()
    chmod(folder.journal, 0o400)
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_READ_ONLY")
    chmod(folder.journal, 0o000)
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_UNREADABLE")
    chmod(folder.journal, 0o600)
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_READ_ONLY")
  }

  @Test(
    "Every result of SQLite has its own sentence",
    arguments: [
      (ResultCode.SQLITE_FULL, "JOURNAL_FULL", Fault.Family.road),
      (.SQLITE_IOERR_SHMSIZE, "JOURNAL_FULL", .road),
      (.SQLITE_CORRUPT, "JOURNAL_CORRUPT", .configuration),
      (.SQLITE_CORRUPT_VTAB, "JOURNAL_CORRUPT", .configuration),
      (.SQLITE_NOTADB, "JOURNAL_FOREIGN", .configuration),
      (.SQLITE_READONLY, "JOURNAL_READ_ONLY", .configuration),
      (.SQLITE_READONLY_DBMOVED, "JOURNAL_READ_ONLY", .configuration),
      (.SQLITE_PERM, "JOURNAL_UNREADABLE", .configuration),
      (.SQLITE_BUSY, "JOURNAL_BUSY", .road),
      (.SQLITE_BUSY_SNAPSHOT, "JOURNAL_BUSY", .road),
      (.SQLITE_IOERR_FSYNC, "JOURNAL_DISK", .road),
      (.SQLITE_CONSTRAINT_NOTNULL, "JOURNAL_FAILED", .configuration),
    ])
  func table(code: ResultCode, expected: String, family: Fault.Family) {
    let fault = JournalFault.of(code, message: "said SQLite", path: "/tmp/x.sqlite")
    #expect(fault.code == expected)
    #expect(fault.family == family)
    #expect(!fault.hint.isEmpty)
    #expect(fault.context["path"] == "/tmp/x.sqlite")
  }

  @Test("A file that cannot be opened is explained by what the file system says")
  func cannotOpen() {
    let code = ResultCode.SQLITE_CANTOPEN
    #expect(JournalFault.of(code, message: "", path: folder.path + "/none/x.sqlite").code == "JOURNAL_NO_DIRECTORY")
    #expect(JournalFault.of(code, message: "", path: folder.path + "/x.sqlite").code == "JOURNAL_READ_ONLY")
  }
}

extension SQLiteJournal {
  /// A statement for this connection alone.
  func inOwnTransaction(_ sql: String) async throws { try await write { try $0.execute(sql: sql) } }
}
