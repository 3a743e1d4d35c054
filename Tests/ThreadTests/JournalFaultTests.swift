import Foundation
import Journal
import JournalStore
import Records
import Sandbox
import Testing

/// The journal cannot be worked with: the run says why, writes nothing, and afterwards all is there once.
@Suite("A journal that cannot be used")
struct JournalFaultTests {
  @Test("Another run holds it: refused at once, exit code 4, and nothing asked of either side")
  func locked() async throws {
    try await Bench.run(Road(keepsJournal: true)) { bench in
      let order = bench.order()
      try bench.configure()
      try await bench.journal.lock()
      let end = try await bench.program("sync")
      #expect(end.status == 4, "\(end)")
      #expect(end.errors.contains("JOURNAL_LOCKED"))
      #expect(bench.shop.log.count == 0 && bench.erp.log.count == 0)
      let other = try SQLiteJournal(path: bench.folder.path + "/journal.sqlite", instance: Bench.instance)
      await #expect { try await bench.sync(journal: other) } throws: { error in
        expect(error as? Fault, "JOURNAL_LOCKED", nil, .configuration)
        return true
      }
      try other.close()
      #expect(bench.isERPUntouched)
      await bench.journal.unlock()
      #expect(try await bench.program("sync").status == 0)
      #expect(bench.differences([order]) == [])
    }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    var code: String
    var offset: UInt64
    var bytes: [UInt8]
    var testDescription: String { code }
  }

  /// Offsets are of SQLite's file format: the magic, the user version, the second page.
  static let damages: [Damage] = [
    Damage(code: "JOURNAL_FOREIGN", offset: 0, bytes: Array("no journal at all".utf8)),
    Damage(code: "JOURNAL_NEWER", offset: 60, bytes: [0, 0, 0, 99]),
    Damage(code: "JOURNAL_CORRUPT", offset: 4096, bytes: Array(repeating: 0xA5, count: 3 * 4096)),
  ]

  @Test("Damaged, foreign, or of a newer version: nothing is done; a new one recovers its links", arguments: damages)
  func damaged(_ damage: Damage) async throws {
    try await Bench.run(Road(keepsJournal: true)) { bench in
      let order = bench.order()
      try bench.configure()
      #expect(try await bench.program("sync").status == 0)
      try bench.journal.close()
      let file = bench.folder.path + "/journal.sqlite"
      let handle = try FileHandle(forUpdating: URL(filePath: file))
      try handle.seek(toOffset: damage.offset)
      try handle.write(contentsOf: damage.bytes)
      try handle.close()
      bench.shop.log.reset()
      let later = bench.order()
      let end = try await bench.program("sync")
      #expect(end.status == 1, "\(end)")
      #expect(end.errors.contains(damage.code), "\(end)")
      let french = try await bench.program("sync", environment: ["LANG": "fr_FR.UTF-8"])
      #expect(french.errors.contains(damage.code) && french.errors != end.errors)
      #expect(bench.documents(of: later).isEmpty)
      #expect(bench.shop.log.count == 0)
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
      let rebuilt = try await bench.program("links", "rebuild")
      #expect(rebuilt.status == 0, "\(rebuilt)")
      #expect(try await bench.program("sync").status == 0)
      #expect(bench.differences([order, later]) == [])
    }
  }

  @Test("Of another connection: nothing is done")
  func otherInstance() async throws {
    try await Bench.run(Road(keepsJournal: true)) { bench in
      let order = bench.order()
      try bench.configure(["instance: thread": "instance: other"])
      let end = try await bench.program("sync")
      #expect(end.status == 1)
      #expect(end.errors.contains("JOURNAL_OTHER_INSTANCE"), "\(end)")
      #expect(bench.isERPUntouched && bench.shop.log.count == 0)
      try bench.configure()
      #expect(try await bench.program("sync").status == 0)
      #expect(bench.differences([order]) == [])
    }
  }

  @Test("A folder that is not there")
  func noFolder() async throws {
    try await Bench.run { bench in
      bench.order()
      try bench.configure(["journal: journal.sqlite": "journal: nowhere/journal.sqlite"])
      let end = try await bench.program("sync")
      #expect(end.status == 1)
      #expect(end.errors.contains("JOURNAL_NO_DIRECTORY"), "\(end)")
      #expect(bench.isERPUntouched)
    }
  }

  @Test("The disk fills up at any moment of a run: what is done stays done, and the next run goes on")
  func full() async throws {
    let fault = Fault(
      .road, "JOURNAL_FULL", "The disk is full.", context: ["path": "journal.sqlite"], hint: "Make room.")
    var writes = 0
    while try await !isWhole(after: writes, fault) { writes += 2 }
    #expect(writes > 8)
  }

  @Test(
    "The disk becomes read-only, or is kept by somebody else, in mid-run",
    arguments: ["JOURNAL_READ_ONLY", "JOURNAL_BUSY"])
  func readOnly(code: String) async throws {
    let fault = Fault(
      code == "JOURNAL_READ_ONLY" ? .configuration : .road, code, "It cannot be written.",
      context: ["path": "journal.sqlite"], hint: "Wait.")
    #expect(try await !isWhole(after: 0, fault))
    #expect(try await !isWhole(after: 7, fault))
  }

  /// One run whose journal fails after so many writes, and the next one with a journal that works again.
  /// - Returns: whether the first run needed no more writes than that.
  private func isWhole(after writes: Int, _ fault: Fault) async throws -> Bool {
    var isWhole = false
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      let journal = FailingJournal(bench.journal, after: writes, fault)
      do {
        let report = try await bench.sync(journal: journal)
        isWhole = !journal.hasFailed
        #expect(isWhole == (report.end == .done))
      } catch let thrown as Fault {
        expect(thrown, fault.code)
      }
      #expect(bench.harm(orders) == [])
      try await bench.completes()
      #expect(bench.differences(orders) == [], "after \(writes) writes")
    }
    return isWhole
  }
}
