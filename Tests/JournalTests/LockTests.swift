import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("One run at a time")
struct LockTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test("A second run is refused at once, and told who holds the lock")
  func second() async throws {
    let one = try folder.open()
    let other = try folder.open()
    try await one.lock()
    let found = await fault { try await other.lock() }
    #expect(found?.code == "JOURNAL_LOCKED")
    #expect(found?.context["process"] == String(getpid()))
    await one.unlock()
    #expect(await fault { try await other.lock() } == nil)
  }

  @Test("A command that opens the journal at the moment a run starts does not make the run go away")
  func momentary() async throws {
    let journal = try folder.open()
    let opening = try LockFile(journal: folder.journal)
    let releasing = Thread {
      usleep(30_000)
      opening.release()
    }
    releasing.start()
    #expect(await fault { try await journal.lock() } == nil)
  }

  @Test("Taking the lock twice is refused, and giving it back twice does no harm")
  func twice() async throws {
    let journal = try folder.open()
    try await journal.lock()
    #expect(await fault { try await journal.lock() }?.code == "JOURNAL_LOCKED")
    await journal.unlock()
    await journal.unlock()
    #expect(await fault { try await journal.lock() } == nil)
  }

  @Test("The lock goes with the journal object and with its closing")
  func released() async throws {
    var journal: SQLiteJournal? = try folder.open()
    try await journal?.lock()
    journal = nil
    let second = try folder.open()
    try await second.lock()
    try second.close()
    #expect(await fault { try await folder.open().lock() } == nil)
  }

  @Test("A killed process leaves no lock behind")
  func killed() async throws {
    let journal = try folder.open()
    // flock(1) takes the same lock from another process; the shell says when it is held.
    let (holder, output) = try Shell.start(
      "exec flock -n -o '\(folder.journal).lock' sh -c 'echo held; exec sleep 60 >/dev/null'")
    defer { kill(holder.processIdentifier, SIGKILL) }
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    #expect(await fault { try await journal.lock() }?.code == "JOURNAL_LOCKED")
    let sleeper = Int32(
      try Shell.run("pgrep -P \(holder.processIdentifier)").trimmingCharacters(in: .whitespacesAndNewlines))
    kill(holder.processIdentifier, SIGKILL)
    kill(try #require(sleeper), SIGKILL)
    holder.waitUntilExit()
    #expect(await fault { try await journal.lock() } == nil)
  }

  @Test("A number left in the lock file by a killed process does not hold anything")
  func staleNumber() async throws {
    let journal = try folder.open()
    try "4711\n".write(toFile: folder.journal + ".lock", atomically: false, encoding: .utf8)
    try await journal.lock()
    #expect(try String(contentsOfFile: folder.journal + ".lock", encoding: .utf8) == "\(getpid())\n")
  }

  @Test("The lock file has mode 0600")
  func mode() async throws {
    let journal = try folder.open()
    try await journal.lock()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.journal + ".lock")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("While a run holds the lock, reports are read and see what the run has settled")
  func reading() async throws {
    let run = try folder.open()
    try await run.lock()
    let report = try folder.open(readOnly: true)
    #expect(try await report.counts().isEmpty)
    try await run.settle(Sample.settlement { $0.states = [Sample.state(1, .settled), Sample.state(2, .held)] })
    #expect(try await report.counts() == ["orders": [.settled: 1, .held: 1]])
  }

  @Test("While a run holds the lock, an operator's replay is stored and the run sees it")
  func replaying() async throws {
    let run = try folder.open()
    try await run.lock()
    try await run.settle(Sample.settlement { $0.quarantined = [Sample.quarantined(7)] })
    let desk = try folder.open()
    let id = try #require(try await desk.quarantine(flow: nil).first?.id)
    try await desk.replay(id, recreate: false, at: Sample.start)
    #expect(try await run.due(flow: "orders", limit: 10) == [7])
  }

  @Test("A report changes nothing and takes no lock")
  func reportIsReadOnly() async throws {
    try folder.open().close()
    let report = try folder.open(readOnly: true)
    #expect(await fault { try await report.lock() }?.code == "JOURNAL_OPENED_FOR_READING")
    #expect(await fault { _ = try await report.beginRun(at: Sample.start) }?.code == "JOURNAL_OPENED_FOR_READING")
  }

  @Test("A journal that another program keeps busy is a matter of the road: nothing is stored, and later it is")
  func busy() async throws {
    let journal = try folder.open()
    try await journal.inOwnTransaction("PRAGMA busy_timeout = 50")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.journal, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    let found = await fault { try await journal.settle(Sample.settlement { $0.states = [Sample.state(1)] }) }
    #expect(found?.code == "JOURNAL_BUSY")
    #expect(found?.family == .road)
    try await other.writeWithoutTransaction { try $0.rollback() }
    #expect(try await journal.counts().isEmpty)
    try await journal.settle(Sample.settlement { $0.states = [Sample.state(1)] })
    #expect(try await journal.counts() == ["orders": [.settled: 1]])
  }

  @Test("Two processes that write at once wait for each other, and lose nothing")
  func writingTogether() async throws {
    let run = try folder.open()
    try await run.settle(
      Sample.settlement { settlement in settlement.quarantined = (1...60).map { Sample.quarantined(RecordKey($0)) } })
    let desk = try folder.open()
    let numbers = try await desk.quarantine(flow: nil).compactMap(\.id)
    async let acknowledging: Void = {
      for number in numbers { try await desk.acknowledge(number, note: "seen", at: Sample.start) }
    }()
    for number in 1...60 {
      try await run.settle(Sample.settlement { $0.states = [Sample.state(RecordKey(100 + number))] })
    }
    try await acknowledging
    #expect(try await run.quarantine(flow: nil).allSatisfy(\.isAcknowledged))
    #expect(try await desk.counts() == ["orders": [.settled: 60]])
  }

  @Test("A journal is not made while another run holds its lock")
  func making() async throws {
    let holder = try LockFile(journal: folder.journal)
    #expect(await fault { _ = try folder.open() }?.code == "JOURNAL_LOCKED")
    #expect(!FileManager.default.fileExists(atPath: folder.journal))
    holder.release()
    try folder.open().close()
  }
}
