import Foundation
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("Keeping the journal small and discreet")
struct HousekeepingTests {
  let journal: SQLiteJournal

  init() throws { journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "shop-1") }

  @Test("Evidence expires, the row stays")
  func evidence() async throws {
    try await journal.settle(
      Sample.settlement { $0.quarantined = [Sample.quarantined(1), Sample.quarantined(2, seen: 60)] })
    #expect(try await journal.expireEvidence(before: Sample.start.adding(60)) == 1)
    #expect(try await journal.expireEvidence(before: Sample.start.adding(60)) == 0)
    let rows = try await journal.quarantine(flow: nil)
    #expect(rows.map(\.key) == [1, 2])
    #expect(rows.map { $0.source == nil } == [true, false])
    #expect(rows.map { $0.wanted == nil } == [true, false])
    #expect(rows[0].fault.code == "NO_PRODUCT")
  }

  @Test("Old events and runs are forgotten, newer ones kept")
  func history() async throws {
    _ = try await journal.beginRun(at: Sample.start)
    let newer = try await journal.beginRun(at: Sample.start.adding(60))
    try await journal.settle(
      Sample.settlement { settlement in
        settlement.events = [0, 30, 60].map {
          JournalEvent(flow: "orders", key: 1, kind: "updated", at: Sample.start.adding($0))
        }
      })
    #expect(try await journal.forgetHistory(before: Sample.start.adding(60)) == 3)
    #expect(try await journal.runs(limit: 9).map(\.id) == [newer])
    #expect(try await journal.events(flow: nil, key: nil, limit: 9).map(\.at) == [Sample.start.adding(60)])
  }

  @Test("One person's data is erased wherever it is kept, and nobody else's")
  func person() async throws {
    var named = Sample.quarantined(3, email: "other@example.org")
    named.fault.context["email"] = "zoë@example.org"
    try await journal.settle(
      Sample.settlement {
        $0.quarantined = [
          Sample.quarantined(1, email: "ZOë@example.org"), Sample.quarantined(2, email: "ann@example.org"), named,
        ]
        $0.events = [
          JournalEvent(flow: "orders", key: 1, kind: "drift", details: ["was": "zoë@example.org"], at: Sample.start),
          JournalEvent(flow: "orders", key: 2, kind: "drift", details: ["was": "ann@example.org"], at: Sample.start),
        ]
      })
    #expect(try await journal.erase(mentioning: "zoë@example.org") == 3)
    let rows = try await journal.quarantine(flow: nil)
    #expect(rows.map { $0.source == nil } == [true, false, true])
    #expect(rows.map { $0.fault.context.isEmpty } == [true, false, true])
    #expect(rows.map(\.fault.code) == ["NO_PRODUCT", "NO_PRODUCT", "NO_PRODUCT"])
    #expect(try await journal.events(flow: nil, key: 1, limit: 9).map(\.details) == [[:]])
    #expect(try await journal.events(flow: nil, key: 2, limit: 9).map(\.details) == [["was": "ann@example.org"]])
    #expect(try await journal.erase(mentioning: "") == 0)
  }
}
