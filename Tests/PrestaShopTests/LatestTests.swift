import Records
import Testing

@testable import PrestaShop

@Suite("How far a resource's changes have come")
struct LatestTests {
  static func orders(_ stamps: [String]) -> FakeShop {
    FakeShop {
      $0.tables["orders"] = stamps.enumerated().map { index, stamp in
        ["id": String(index + 1), "current_state": "2", "date_upd": stamp]
      }
    }
  }

  @Test("It is the watermark of the newest row, asked for in one request")
  func newest() async throws {
    let shop = Self.orders(["2026-11-20 08:00:00", "2026-11-22 10:00:00", "2026-11-21 09:00:00"])
    let connector = shop.connector()
    _ = try await connector.describe(["orders"])
    let before = shop.sent.count
    #expect(try await connector.latest("orders") == "2026-11-22 10:00:00")
    #expect(shop.sent.count == before + 1)
    #expect(shop.sent.last?.parameters["limit"] == "1")
    #expect(shop.sent.last?.parameters["date"] == "1")
  }

  @Test("Nothing there, or a resource whose changes do not show: none")
  func none() async throws {
    #expect(try await Self.orders([]).connector().latest("orders") == nil)
    let shop = FakeShop { $0.tables["stock_availables"] = WritingTests.stock(2) }
    #expect(try await shop.connector().latest("stock_availables") == nil)
    #expect(try await shop.connector().latest("variants") == nil)
  }

  @Test("A row of the future counts as one of now, by the server's own clock")
  func future() async throws {
    // The server says 12:00 in Greenwich: 13:00 in the shop.
    #expect(
      try await Self.orders(["2031-01-01 00:00:00"]).connector().latest("orders") == "2026-11-22 13:00:00")
  }

  @Test("Following from there, only what changes afterwards comes", arguments: [0, 3])
  func followed(count: Int) async throws {
    let shop = Self.orders((0..<count).map { "2026-11-22 10:00:0\($0)" })
    let connector = shop.connector()
    let since = try await connector.latest("orders")
    shop.state.withLock {
      $0.tables["orders"]?.append(["id": "50", "current_state": "2", "date_upd": "2026-11-22 12:30:00"])
    }
    let reader = try await connector.changes(ChangeQuery(resource: "orders", since: since, fields: ["current_state"]))
    var keys: [RecordKey] = []
    while let page = try await reader.next() { keys += page.records.map(\.key) }
    #expect(keys.contains(50))
  }
}
