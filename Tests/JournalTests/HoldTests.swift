import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("What open documents hold")
struct HoldTests {
  let journal: SQLiteJournal

  init() throws { journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "shop-1") }

  private func settle(_ fill: (inout PageSettlement) -> Void) async throws {
    try await journal.settle(Sample.settlement(fill))
  }

  private func hold(_ key: RecordKey, _ item: RecordKey, _ quantity: String, system: String = "shop") -> Hold {
    Hold(
      flow: "orders", key: key, system: system, set: "variants", item: item, quantity: Decimal(exactly: quantity) ?? -1)
  }

  /// Each in a document of its own.
  private func settle(_ holds: Hold...) async throws {
    try await settle { $0.holds = holds.map { .init(flow: $0.flow, key: $0.key, holds: [$0]) } }
  }

  private func held(_ items: RecordKey..., of system: String) async throws -> [RecordKey: Decimal] {
    try await journal.held(set: "variants", system: system, items: items)
  }

  @Test("Holds add up exactly, over documents and lines")
  func sum() async throws {
    try await settle {
      $0.holds = [
        .init(flow: "orders", key: 1, holds: [hold(1, "5,0", "0.1"), hold(1, "5,0", "0.2"), hold(1, "6,0", "1")]),
        .init(flow: "orders", key: 2, holds: [hold(2, "5,0", "123456789012345678.000000000000001")]),
      ]
    }
    let held = try await held("5,0", "6,0", "7,0", "5,0", of: "shop")
    #expect(held["5,0"] == Decimal(exactly: "123456789012345678.300000000000001"))
    #expect(held["6,0"] == 1)
    #expect(held["7,0"] == nil)
    #expect(try await journal.held(set: "taxes", system: "shop", items: ["5,0"]).isEmpty)
  }

  @Test("Two lines of one document with the same item and quantity both count")
  func equalLines() async throws {
    try await settle { $0.holds = [.init(flow: "orders", key: 1, holds: [hold(1, 5, "2"), hold(1, 5, "2")])] }
    #expect(try await held(5, of: "shop") == [5: 4])
  }

  @Test("A document's holds replace those it had; none releases them")
  func replaced() async throws {
    try await settle(hold(1, 5, "3"), hold(2, 5, "3"))
    try await settle { $0.holds = [.init(flow: "orders", key: 1, holds: [])] }
    #expect(try await held(5, of: "shop") == [5: 3])
  }

  @Test("An item that is only named holds nothing, and what its document held of it is released")
  func named() async throws {
    try await settle(hold(1, 5, "3"))
    try await settle(hold(1, 5, "0"))
    #expect(try await held(5, of: "shop").isEmpty)
    #expect(try await journal.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM hold") } == 0)
  }

  @Test("A key of one system is not held by the same key of another")
  func otherSystem() async throws {
    try await settle(hold(1, 5, "3"))
    #expect(try await held(5, of: "erp").isEmpty)
  }

  @Test("An item is asked for from the other end of its link, from either side")
  func otherEnd() async throws {
    try await settle { $0.links = [Sample.link(10, 5), Sample.link(6, 20, from: "shop", to: "erp")] }
    try await settle(hold(1, 5, "3"), hold(2, 6, "4"), hold(3, 7, "5"))
    #expect(try await held(10, 20, 7, of: "erp") == [10: 3, 20: 4])
    #expect(try await held(5, 6, 7, of: "shop") == [5: 3, 6: 4, 7: 5])
  }

  @Test("A key of two parts is asked for from the other end of its link")
  func otherEndOfTwoParts() async throws {
    try await settle { $0.links = [Sample.link("A-1", "5,0"), Sample.link("6,12", "B,2", from: "shop", to: "erp")] }
    try await settle(hold(1, "5,0", "3"), hold(2, "6,12", "4"))
    #expect(try await held("A-1", "B,2", of: "erp") == ["A-1": 3, "B,2": 4])
  }

  @Test("What several linked items hold is added up for the one they are linked to, and with what is held of it itself")
  func severalSources() async throws {
    try await settle {
      $0.links = [5, 6, 7].map { Sample.link($0, 10, from: "shop", to: "erp") }
    }
    try await settle(hold(1, 5, "0.1"), hold(2, 6, "0.2"), hold(3, 6, "1"), hold(4, 10, "2", system: "erp"))
    #expect(try await held(10, of: "erp") == [10: Decimal(33) / 10])
    #expect(try await held(5, 6, 7, of: "shop") == [5: Decimal(21) / 10, 6: Decimal(32) / 10, 7: 2])
  }

  @Test("The same key in both systems is not counted twice", arguments: ["shop", ""])
  func sameKey(system: String) async throws {
    try await settle { $0.links = [Sample.link(5, 5)] }
    try await settle(hold(1, 5, "3", system: system))
    #expect(try await held(5, of: "shop") == [5: 3])
    #expect(try await held(5, of: "erp") == [5: 3])
  }

  @Test("Crossed keys are told apart by their systems")
  func crossed() async throws {
    try await settle { $0.links = [Sample.link(5, 6), Sample.link(6, 5)] }
    try await settle(hold(1, 5, "3"), hold(2, 6, "4"))
    #expect(try await held(5, 6, of: "erp") == [5: 4, 6: 3])
    #expect(try await held(5, 6, of: "shop") == [5: 3, 6: 4])
  }

  @Test("A hold that does not say whose key it has counts at both ends of its item's link, whichever side that is on")
  func anySystem() async throws {
    try await settle { $0.links = [Sample.link(10, 5), Sample.link(6, 20, from: "shop", to: "erp")] }
    try await settle(hold(1, 5, "3", system: ""), hold(2, 6, "4", system: ""))
    #expect(try await held(10, 20, of: "erp") == [10: 3, 20: 4])
    #expect(try await held(5, 6, of: "shop") == [5: 3, 6: 4])
  }

  @Test("A link that leads elsewhere takes what is held with it")
  func relinked() async throws {
    try await settle { $0.links = [Sample.link(5, 10, from: "shop", to: "erp")] }
    try await settle(hold(1, 5, "3"))
    try await settle { $0.links = [Sample.link(5, 11, from: "shop", to: "erp")] }
    #expect(try await held(10, 11, of: "erp") == [11: 3])
  }

  @Test("Links of another set do not pass on what is held")
  func otherSet() async throws {
    try await settle { $0.links = [Sample.link(10, 5, set: "taxes")] }
    try await settle(hold(1, 5, "3"))
    #expect(try await held(10, of: "erp").isEmpty)
  }
}
