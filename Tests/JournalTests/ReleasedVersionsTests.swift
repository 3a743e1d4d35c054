import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

/// Every journal ever released opens in this version. For each released schema there is one file in
/// `Fixtures/journals`, never changed after its release, with the content that `fill` made. A new schema version adds
/// its file: run the tests with `WRITE_JOURNAL_FIXTURE=Fixtures/journals/v<n>.sqlite`, commit it, and add it to
/// `released`.
@Suite("Journals of released versions")
struct ReleasedVersionsTests {
  private static let released = ["v1", "v2"]
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/journals")

  @Test("A released journal opens, and everything in it is there", arguments: released)
  func opens(version: String) async throws {
    let folder = try Folder()
    let journal = try open(version, in: folder)
    try await expectContent(of: journal)
    try journal.close()
    try await expectContent(of: try folder.open("shop-1", readOnly: true))
  }

  @Test(
    "A released journal is brought up to the newest schema, and holds seen again take the old ones' place",
    arguments: released)
  func broughtUpToDate(version: String) async throws {
    let folder = try Folder()
    let journal = try open(version, in: folder)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == JournalSchema.version)
    let hold = Hold(flow: "orders", key: 3, system: "shop", set: "variants", item: "11,0", quantity: 1)
    try await journal.settle(Sample.settlement { $0.holds = [.init(flow: "orders", key: 3, holds: [hold])] })
    #expect(try await journal.held(set: "variants", system: "shop", items: ["11,0"]) == ["11,0": 1])
    #expect(try await journal.held(set: "variants", system: "erp", items: [1]) == [1: 1])
  }

  @Test("What was watched is watched still", arguments: released.dropFirst())
  func watched(version: String) async throws {
    let folder = try Folder()
    let journal = try open(version, in: folder)
    try await journal.settle(Sample.settlement { $0.links = [Sample.link(7, "17,0")] })
    #expect(try await journal.due(flow: "stock", limit: 9).contains(7))
  }

  @Test("A journal made today has that content")
  func today() async throws {
    let folder = try Folder()
    let journal = try folder.open("shop-1")
    try await fill(journal)
    try await expectContent(of: journal)
    try journal.close()
    if let target = ProcessInfo.processInfo.environment["WRITE_JOURNAL_FIXTURE"] {
      try FileManager.default.copyItem(atPath: folder.journal, toPath: target)
    }
  }

  @Test("There is a fixture for the newest schema")
  func newest() { #expect(Self.released.last == "v\(JournalSchema.version)") }

  private func open(_ version: String, in folder: Folder) throws -> SQLiteJournal {
    let file = Self.fixtures.appendingPathComponent(version + ".sqlite")
    try FileManager.default.copyItem(at: file, to: URL(fileURLWithPath: folder.journal))
    return try folder.open("shop-1")
  }

  private func fill(_ journal: SQLiteJournal) async throws {
    try await journal.watch([Watch(.links, set: "variants", flow: "stock", system: "erp")])
    let run = try await journal.beginRun(at: Sample.start)
    _ = try await journal.announce(flow: "orders", [(4, Sample.intent("open"))])
    try await journal.settle(
      Sample.settlement {
        $0.states = [
          Sample.state(1, target: 11, base: ["name": "abc"]), Sample.state(2, .quarantined), Sample.state(3, .waiting),
          Sample.state(4, .started, isFresh: true),
        ]
        $0.links = [Sample.link(1, "11,0"), Sample.link(2, "12,0", isAccepted: false)]
        $0.quarantined = [Sample.quarantined(2)]
        $0.waiting = [Sample.waiting(3, for: "13,0")]
        $0.holds = [
          .init(
            flow: "orders", key: 3,
            holds: [
              Hold(
                flow: "orders", key: 3, system: "shop", set: "variants", item: "11,0", quantity: Decimal(25) / 10)
            ])
        ]
        $0.cursors = [.init(flow: "orders", resource: "orders", cursor: "2026-01-01 00:00:00")]
        $0.events = [
          JournalEvent(
            flow: "orders", key: 1, kind: "created", details: ["total": .decimal(Decimal(1658) / 100)], at: Sample.start
          )
        ]
      })
    try await journal.cache("schema", Data("cached".utf8), expires: nil)
    try await journal.endRun(run, at: Sample.start.adding(5), end: .done, flows: ["orders": FlowCounts()], fault: nil)
  }

  private func expectContent(of journal: SQLiteJournal) async throws {
    #expect(
      try await journal.runs(limit: 9) == [
        Run(id: 1, started: Sample.start, ended: Sample.start.adding(5), end: .done, flows: ["orders": FlowCounts()])
      ])
    #expect(
      try await journal.states(flow: "orders", keys: [1, 4]) == [
        1: Sample.state(1, target: 11, base: ["name": "abc"]), 4: Sample.state(4, .started, isFresh: true),
      ])
    #expect(try await journal.counts() == ["orders": [.settled: 1, .quarantined: 1, .waiting: 1, .started: 1]])
    #expect(try await journal.links(set: "variants", after: nil, limit: 9).map(\.isAccepted) == [true, false])
    #expect(try await journal.links(set: "variants", system: "shop", keys: ["11,0"])["11,0"]?.source == 1)
    var row = Sample.quarantined(2)
    row.id = 1
    #expect(try await journal.quarantine(flow: nil) == [row])
    #expect(try await journal.waiting(flow: nil) == [Sample.waiting(3, for: "13,0")])
    #expect(try await journal.due(flow: "orders", limit: 9) == [4])
    #expect(try await journal.openIntents(flow: "orders").map(\.intent) == [Sample.intent("open")])
    #expect(try await journal.held(set: "variants", system: "shop", items: ["11,0"]) == ["11,0": Decimal(25) / 10])
    #expect(try await journal.held(set: "variants", system: "erp", items: [1]) == [1: Decimal(25) / 10])
    #expect(try await journal.cursor(flow: "orders", resource: "orders") == "2026-01-01 00:00:00")
    #expect(
      try await journal.events(flow: nil, key: nil, limit: 9).map(\.details) == [
        ["total": .decimal(Decimal(1658) / 100)]
      ])
    #expect(try await journal.cached("schema", now: Sample.start) == Data("cached".utf8))
  }
}
