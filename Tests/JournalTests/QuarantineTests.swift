import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("Quarantine")
struct QuarantineTests {
  let journal: SQLiteJournal

  init() throws { journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "shop-1") }

  private func quarantine(_ key: RecordKey, code: String = "NO_PRODUCT", seen: Int = 0, digest: String = "d1")
    async throws
  {
    try await journal.settle(
      Sample.settlement {
        $0.states = [Sample.state(key, .quarantined, digest: digest)]
        $0.quarantined = [Sample.quarantined(key, code: code, seen: seen)]
      })
  }

  private func settle(_ state: RecordState) async throws {
    try await journal.settle(Sample.settlement { $0.states = [state] })
  }

  private func only() async throws -> QuarantineRow {
    let rows = try await journal.quarantine(flow: nil)
    #expect(rows.count == 1)
    return try #require(rows.first)
  }

  @Test("A row comes back whole, with a number, by list and by number")
  func row() async throws {
    try await quarantine(7)
    let row = try await only()
    var expected = Sample.quarantined(7)
    expected.id = row.id
    #expect(row == expected)
    #expect(try await journal.quarantineRow(try #require(row.id)) == expected)
    #expect(try await journal.quarantine(flow: "stock").isEmpty)
    #expect(try await journal.quarantineRow(999) == nil)
  }

  @Test("A newer version of the source replaces the row: same number, first sight kept, attempts counted")
  func replaced() async throws {
    try await quarantine(7)
    let first = try await only()
    try await quarantine(7, code: "AMBIGUOUS", seen: 60)
    let second = try await only()
    #expect(second.id == first.id)
    #expect(second.firstSeen == Sample.start)
    #expect(second.lastSeen == Sample.start.adding(60))
    #expect(second.attempts == 2)
    #expect(second.fault.code == "AMBIGUOUS")
  }

  @Test("A record in two flows has two rows")
  func flows() async throws {
    try await journal.settle(
      Sample.settlement { $0.quarantined = [Sample.quarantined(7), Sample.quarantined(7, flow: "stock")] })
    #expect(try await journal.quarantine(flow: nil).count == 2)
    #expect(try await journal.quarantine(flow: "stock").map(\.flow) == ["stock"])
  }

  @Test(
    "Any state but quarantined resolves the row",
    arguments: [RecordState.Stage.held, .started, .waiting, .settled, .closed])
  func resolved(stage: RecordState.Stage) async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await settle(Sample.state(7, stage))
    #expect(try await journal.quarantine(flow: nil).isEmpty)
    #expect(try await journal.quarantineRow(id) == nil)
  }

  @Test("A quarantined state alone keeps the row")
  func kept() async throws {
    try await quarantine(7)
    try await settle(Sample.state(7, .quarantined, digest: "d2"))
    #expect(try await only().attempts == 1)
  }

  @Test("A record that stops again after success has its number, and a new history")
  func again() async throws {
    try await quarantine(7)
    let first = try await only()
    try await journal.acknowledge(try #require(first.id), note: "seen", at: Sample.start)
    try await settle(Sample.state(7))
    try await quarantine(7, seen: 600)
    let second = try await only()
    #expect(second.id == first.id)
    #expect(second.firstSeen == Sample.start.adding(600))
    #expect(second.attempts == 1)
    #expect(!second.isAcknowledged)
    #expect(second.note.isEmpty)
  }

  @Test("A record whose effects had merely begun again keeps its history when it stops")
  func begunAgain() async throws {
    try await quarantine(7)
    try await settle(Sample.state(7, .started))
    try await quarantine(7, seen: 600)
    let row = try await only()
    #expect(row.firstSeen == Sample.start)
    #expect(row.attempts == 2)
  }

  @Test("An acknowledgement holds while the reason is the same, and not for another one")
  func acknowledged() async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await journal.acknowledge(id, note: "asked the buyer", at: Sample.start)
    try await quarantine(7, seen: 60)
    #expect(try await only().isAcknowledged)
    #expect(try await only().note == "asked the buyer")
    try await quarantine(7, code: "AMBIGUOUS", seen: 90)
    #expect(try await !only().isAcknowledged)
    #expect(try await only().note.isEmpty)
  }

  @Test("What people do is on record")
  func events() async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await journal.acknowledge(id, note: "seen", at: Sample.start)
    try await journal.replay(id, recreate: true, at: Sample.start.adding(1))
    try await journal.dismiss(id, note: "a test order", at: Sample.start.adding(2))
    let events = try await journal.events(flow: "orders", key: 7, limit: 9)
    #expect(events.map(\.kind) == ["dismissed", "replayed", "acknowledged"])
    #expect(events[0].details == ["note": "a test order", "code": "NO_PRODUCT", "row": .integer(id)])
    #expect(events[1].details["recreate"] == true)
    #expect(events.map(\.at) == [2, 1, 0].map { Sample.start.adding($0) })
  }

  @Test("A number that is not open is said to be none", arguments: ["replay", "acknowledge", "dismiss"])
  func noRow(action: String) async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await settle(Sample.state(7))
    for number in [id, 999] {
      let found = await fault {
        switch action {
        case "replay": try await journal.replay(number, recreate: false, at: Sample.start)
        case "acknowledge": try await journal.acknowledge(number, note: "", at: Sample.start)
        default: try await journal.dismiss(number, note: "", at: Sample.start)
        }
      }
      #expect(found?.code == "QUARANTINE_NO_ROW")
      #expect(found?.context["row"] == String(number))
    }
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
  }

  // MARK: Replay

  @Test("A replay makes the record due once, however often it is asked for, and keeps the row until it succeeds")
  func replay() async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await journal.replay(id, recreate: false, at: Sample.start)
    try await journal.replay(id, recreate: false, at: Sample.start)
    #expect(try await journal.due(flow: "orders", limit: 9) == [7])
    #expect(try await journal.replayed(flow: "orders") == [7])
    #expect(try await only().id == id)
    try await settle(Sample.state(7))
    #expect(try await journal.replayed(flow: "orders").isEmpty)
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
    #expect(try await journal.quarantine(flow: nil).isEmpty)
  }

  @Test("A replay that stopped again is done: it is not due")
  func replayStopsAgain() async throws {
    try await quarantine(7)
    try await journal.replay(try #require(try await only().id), recreate: false, at: Sample.start)
    #expect(try await journal.due(flow: "orders", limit: 9) == [7])
    try await quarantine(7)
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
  }

  @Test("A replay asked for while its record is being worked on is not lost when that work stops")
  func replayMeanwhile() async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    // The record was read; now somebody mends the cause and asks; then the result of what was read before arrives.
    try await journal.replay(id, recreate: false, at: Sample.start)
    try await quarantine(7, digest: "d2")
    #expect(try await journal.due(flow: "orders", limit: 9) == [7])
    // The same once more, after it has been handed out.
    try await journal.replay(id, recreate: false, at: Sample.start)
    try await quarantine(7, digest: "d3")
    #expect(try await journal.due(flow: "orders", limit: 9) == [7])
  }

  @Test(
    "Only a replay that recreates forgets the link, the target and all that was known of it but the links made beside")
  func recreate() async throws {
    try await quarantine(7)
    try await journal.settle(
      Sample.settlement {
        $0.states = [Sample.state(7, .quarantined, target: 55, base: ["a": "1", "link(variants)7,0": "1"])]
        $0.links = [
          Sample.link(7, 55, set: "orders", from: "shop", to: "erp"),
          Sample.link(8, 55, set: "orders", from: "shop", to: "erp"),
          Sample.link(7, 1),
        ]
      })
    let id = try #require(try await only().id)
    try await journal.replay(id, recreate: false, at: Sample.start)
    #expect(try await journal.states(flow: "orders", keys: [7])[7]?.target == 55)
    #expect(try await journal.links(set: "orders", system: "shop", keys: [7]).count == 1)
    try await journal.replay(id, recreate: true, at: Sample.start)
    let state = try await journal.states(flow: "orders", keys: [7])[7]
    #expect(state?.target == nil && state?.base == ["link(variants)7,0": "1"])
    #expect(try await journal.links(set: "orders", system: "shop", keys: [7, 8]).keys.sorted() == [8])
    #expect(try await journal.links(set: "variants", system: "erp", keys: [7]).count == 1)
  }

  // MARK: Dismissal

  @Test("A dismissed row is gone, and its record is out with the source it had")
  func dismissed() async throws {
    try await quarantine(7, digest: "d5")
    let id = try #require(try await only().id)
    try await journal.replay(id, recreate: false, at: Sample.start)
    try await journal.dismiss(id, note: "a test order", at: Sample.start)
    #expect(try await journal.quarantine(flow: nil).isEmpty)
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
    let state = try #require(try await journal.states(flow: "orders", keys: [7])[7])
    #expect(state.stage == .closed)
    #expect(state.sourceDigest == "d5")
    #expect(!state.isFresh)
  }

  @Test("A dismissed record that comes back changed and stops has its number again")
  func dismissedAgain() async throws {
    try await quarantine(7)
    let id = try #require(try await only().id)
    try await journal.dismiss(id, note: "", at: Sample.start)
    try await quarantine(7, seen: 900, digest: "d2")
    let row = try await only()
    #expect(row.id == id)
    #expect(row.firstSeen == Sample.start.adding(900))
    #expect(row.attempts == 1)
  }

  // MARK: Personal data

  @Test("A resolved or dismissed row leaves nothing of the source in the file", arguments: [true, false])
  func evidenceGoes(dismissing: Bool) async throws {
    let folder = try Folder()
    let journal = try folder.open()
    try await journal.settle(
      Sample.settlement { settlement in
        settlement.states = (1...50).map { Sample.state(RecordKey($0), .quarantined) }
        settlement.quarantined = (1...50).map {
          Sample.quarantined(RecordKey($0), email: "bernadette-\($0)@example.org")
        }
      })
    for row in try await journal.quarantine(flow: nil) where dismissing {
      try await journal.dismiss(try #require(row.id), note: "", at: Sample.start)
    }
    try await journal.settle(Sample.settlement { $0.states = (1...50).map { Sample.state(RecordKey($0)) } })
    try journal.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.journal))
    #expect(bytes.range(of: Data("settled".utf8)) != nil)
    #expect(bytes.range(of: Data("bernadette".utf8)) == nil)
    #expect(bytes.range(of: Data("Mend it.".utf8)) == nil)
  }
}
