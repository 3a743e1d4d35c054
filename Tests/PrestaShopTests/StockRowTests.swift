import Records
import Testing

@testable import PrestaShop

@Suite("Rows of stock among those of other shops")
struct StockRowTests {
  static func row(_ id: Int, product: Int, combination: Int = 0, shop: Int, group: Int) -> FakeShop.Row {
    [
      "id": String(id), "id_product": String(product), "id_product_attribute": String(combination),
      "id_shop": String(shop), "id_shop_group": String(group), "quantity": "5", "depends_on_stock": "0",
      "out_of_stock": "2",
    ]
  }

  /// Two shops of one group, with the rows that were there before stock was shared, and those after.
  static func shop(shares: Bool, version: String = "8.2.1", product: String = "7") -> FakeShop {
    FakeShop {
      $0.version = version
      $0.tables["configurations"]?.append([
        "id": "9", "name": "PS_MULTISHOP_FEATURE_ACTIVE", "value": "1", "id_shop": "", "id_shop_group": "",
      ])
      $0.tables["shops"] = [["id": "1", "id_shop_group": "3"], ["id": "2", "id_shop_group": "3"]]
      $0.tables["shop_groups"] = [["id": "3", "share_stock": shares ? "1" : "0"]]
      $0.tables["stock_availables"] = [
        row(1, product: 7, shop: 1, group: 0), row(2, product: 7, shop: 2, group: 0),
        row(3, product: 7, shop: 0, group: 3), row(4, product: 7, combination: 9, shop: 1, group: 0),
        row(5, product: 7, combination: 9, shop: 2, group: 0), row(6, product: 7, combination: 9, shop: 0, group: 3),
        row(7, product: 8, shop: 2, group: 0), row(8, product: 9, shop: 0, group: 4),
      ]
    }
  }

  static func probe(_ product: Int, _ combination: Int) -> Probe {
    Probe(
      resource: "stock_availables",
      conditions: [
        Condition("id_product", .equals, .integer(product)),
        Condition("id_product_attribute", .equals, .integer(combination)),
      ], fields: ["quantity"])
  }

  @Test(
    "The row of a product or combination is found: the shop's own, or its group's where stock is shared",
    arguments: [(false, [1, 4]), (true, [3, 6])])
  func found(shares: Bool, rows: [Int]) async throws {
    let shop = Self.shop(shares: shares)
    let found = try await shop.connector().find([
      Self.probe(7, 0), Self.probe(7, 9), Self.probe(8, 0), Self.probe(9, 0),
    ])
    #expect(found.map { $0.map(\.key) } == [[RecordKey(rows[0])], [RecordKey(rows[1])], [], []])
    #expect(found[0][0]["quantity"] == 5)
  }

  @Test("Many products are found in one request")
  func together() async throws {
    let shop = FakeShop { state in
      state.tables["stock_availables"] = (1...300).map { Self.row($0, product: $0, shop: 1, group: 0) }
    }
    let connector = shop.connector()
    _ = try await connector.find([Self.probe(1, 0)])
    let before = shop.sent.count
    let found = try await connector.find((1...300).map { Self.probe($0, 0) })
    #expect(found.map { $0.map(\.key) } == (1...300).map { [RecordKey($0)] })
    #expect(shop.sent.count == before + 1)
  }

  @Test(
    "A row of another shop is never written, whatever the link says",
    arguments: [("8.2.1", false), ("8.2.1", true), ("1.7.8.11", false), ("1.7.8.11", true)])
  func written(version: String, shares: Bool) async throws {
    let shop = Self.shop(shares: shares, version: version)
    let writes = (1...8).map {
      Write(resource: "stock_availables", identity: .update(RecordKey($0)), fields: ["quantity": 99])
    }
    let outcomes = await shop.connector().write(writes)
    let own = shares ? [3, 6] : [1, 4]
    for (index, outcome) in outcomes.enumerated() {
      let id = index + 1
      var wanted = try #require(Self.shop(shares: shares).state.withLock { $0.tables["stock_availables"]?[index] })
      if own.contains(id) {
        #expect(outcome == .applied(RecordKey(id)))
        wanted["quantity"] = "99"
      } else if case .refused(let fault) = outcome {
        #expect(fault.code == "NOT_IN_SHOP")
      } else {
        Issue.record("\(id): \(outcome)")
      }
      #expect(WritingTests.names(shop, "stock_availables", String(id)) == wanted)
    }
  }
}
