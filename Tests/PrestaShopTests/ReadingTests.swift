import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("Reading a shop")
struct ReadingTests {
  static func orders(_ count: Int, stamp: (Int) -> String = { "2026-11-22 10:00:\($0 % 50 + 10)" }) -> [FakeShop.Row] {
    (1...count).map {
      ["id": String($0), "reference": "R\($0)", "date_upd": stamp($0), "id_customer": "5", "current_state": "2"]
    }
  }

  static func all(_ reader: any PageReader) async throws -> (records: [Record], pages: [Page]) {
    var pages: [Page] = []
    while let page = try await reader.next() { pages.append(page) }
    return (pages.flatMap(\.records), pages)
  }

  @Test("Changes come by time with a cursor that is the highest time read, and the next run reads ten minutes again")
  func changes() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(25) }
    let connector = shop.connector(pageSize: 10)
    let first = try await Self.all(
      try await connector.changes(ChangeQuery(resource: "orders", since: nil, fields: ["reference"])))
    #expect(Set(first.records.map(\.key)).count == 25)
    #expect(first.records.count == 25)
    #expect(first.pages.last?.cursor == "2026-11-22 10:00:35")
    #expect(first.pages.allSatisfy { !$0.isComplete && $0.serverTime == Instant(utc: "2026-11-22 12:00:00") })
    #expect(first.records[0].fields.keys.sorted() == ["date_upd", "id", "reference"])

    let again = try await Self.all(
      try await connector.changes(ChangeQuery(resource: "orders", since: "2026-11-22 10:00:35", fields: ["reference"])))
    // All lie within the ten minutes before the cursor.
    #expect(Set(again.records.map(\.key)).count == 25)
    #expect(shop.sent.contains { $0.parameters["filter[date_upd]"] == "[2026-11-22 09:50:35,9999-12-31 23:59:59]" })
    #expect(shop.sent.allSatisfy { $0.parameters["id_shop"] == "1" })
  }

  @Test("Nothing new costs one request and keeps the cursor")
  func nothingNew() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(3) }
    let connector = shop.connector()
    _ = try await connector.describe(["orders"])
    let before = shop.sent.count
    let result = try await Self.all(
      try await connector.changes(ChangeQuery(resource: "orders", since: "2026-11-22 11:00:00", fields: ["reference"])))
    #expect(result.records.isEmpty)
    #expect(result.pages.map(\.cursor) == ["2026-11-22 11:00:00"])
    #expect(shop.sent.count - before == 1)
    #expect(shop.sent.last?.parameters["filter[date_upd]"] == "[2026-11-22 10:50:00,9999-12-31 23:59:59]")
    #expect(shop.sent.last?.parameters["date"] == "1")
  }

  @Test("A row of the future does not carry the cursor beyond the server's own clock")
  func future() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(2) + [["id": "9", "date_upd": "2031-01-01 00:00:00"]] }
    let result = try await Self.all(
      try await shop.connector().changes(ChangeQuery(resource: "orders", since: nil, fields: [])))
    #expect(result.records.count == 3)
    // 12:00 UTC is 13:00 in Paris.
    #expect(result.pages.last?.cursor == "2026-11-22 13:00:00")
  }

  @Test("A shop that ignores the filter by time is read by id, and its old rows are left out")
  func ignored() async throws {
    let shop = FakeShop {
      $0.tables["orders"] = Self.orders(30) { $0 < 28 ? "2026-11-01 10:00:00" : "2026-11-22 10:00:00" }
      $0.ignored = ["date_upd"]
    }
    let result = try await Self.all(
      try await shop.connector(pageSize: 8).changes(
        ChangeQuery(resource: "orders", since: "2026-11-22 09:00:00", fields: [])))
    #expect(result.records.map(\.key) == [28, 29, 30])
    #expect(result.pages.dropLast().allSatisfy { $0.cursor == nil })
    #expect(result.pages.last?.cursor == "2026-11-22 10:00:00")
  }

  @Test("A resource without a proven time has no changes, and says so")
  func noFeed() async throws {
    let connector = FakeShop().connector()
    for resource in ["stock_availables", "combinations", "variants"] {
      let fault = await #expect(throws: Fault.self) {
        _ = try await connector.changes(ChangeQuery(resource: resource, since: nil, fields: []))
      }
      #expect(fault?.code == "NO_CHANGE_FEED")
    }
  }

  @Test("A pass goes by id, goes on after a key, and only its last page is complete")
  func scan() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(23).reversed() }
    let connector = shop.connector(pageSize: 10)
    let pass = try await Self.all(try await connector.scan(ScanQuery(resource: "orders", fields: ["reference"])))
    #expect(pass.records.map(\.key) == (1...23).map { RecordKey($0) })
    #expect(pass.pages.map(\.isComplete) == [false, false, true])
    let rest = try await Self.all(try await connector.scan(ScanQuery(resource: "orders", after: 20, fields: [])))
    #expect(rest.records.map(\.key) == [21, 22, 23])
    #expect(shop.sent.allSatisfy { !($0.parameters["limit"] ?? "").contains(",") })
  }

  @Test("A pass that is cut in the middle is an error and never complete")
  func cutScan() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(23) }
    let connector = shop.connector(pageSize: 10)
    let reader = try await connector.scan(ScanQuery(resource: "orders", fields: []))
    #expect(try await reader.next()?.isComplete == false)
    shop.state.withLock { $0.instead["GET orders"] = Array(repeating: .answer(200, "", [:]), count: 4) }
    await #expect(throws: Fault.self) { try await reader.next() }
  }

  @Test("A pass through a shop that ignores the filter by id stops instead of running for ever")
  func ignoredScan() async throws {
    let shop = FakeShop {
      $0.tables["orders"] = Self.orders(23)
      $0.ignored = ["id"]
    }
    let reader = try await shop.connector(pageSize: 10).scan(ScanQuery(resource: "orders", fields: []))
    _ = try await reader.next()
    let fault = await #expect(throws: Fault.self) { try await reader.next() }
    #expect(fault?.code == "FILTER_IGNORED")
  }

  @Test("Related rows are read in lists whose addresses are not too long; what is missing is left out")
  func related() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(120) }
    let connector = shop.connector(urlLength: 300)
    let values = ((1...150).map { Value.integer($0) } + [.integer(3), .null])
    let records = try await connector.read(
      RelatedQuery(resource: "orders", field: "id", values: values, fields: ["reference"]))
    #expect(records.map(\.key) == (1...120).map { RecordKey($0) })
    let lists = shop.sent.filter { $0.parameters["filter[id]"] != nil && $0.path == "orders" }
    #expect(lists.count > 3)
    #expect(try await connector.read(RelatedQuery(resource: "orders", field: "id", values: [], fields: [])).isEmpty)
  }

  @Test("A shop that answers a list with rows nobody asked for is found out")
  func foreign() async throws {
    let shop = FakeShop {
      $0.tables["orders"] = Self.orders(5)
      $0.ignored = ["id_customer"]
    }
    let fault = await #expect(throws: Fault.self) {
      _ = try await shop.connector().read(
        RelatedQuery(resource: "orders", field: "id_customer", values: [77], fields: []))
    }
    #expect(fault?.code == "FILTER_IGNORED")
  }

  @Test("Conditions go into the filter where the shop can, and are checked here in any case")
  func conditions() async throws {
    let shop = FakeShop {
      $0.tables["orders"] = Self.orders(6).enumerated().map { index, row in
        row.merging(["current_state": String(index), "shipping_number": index == 3 ? "TRK" : ""]) { _, new in new }
      }
      $0.ignored = ["current_state"]
    }
    let connector = shop.connector()
    let query = ScanQuery(
      resource: "orders", fields: ["reference"],
      conditions: [Condition("current_state", .isOneOf, [2, 3]), Condition("shipping_number", .equals, "TRK")])
    let pass = try await Self.all(try await connector.scan(query))
    #expect(pass.records.map(\.key) == [4])
    #expect(pass.records[0].fields.keys.sorted() == ["id", "reference"])
    #expect(shop.sent.last?.parameters["filter[current_state]"] == "[2|3]")
    #expect(shop.sent.last?.parameters["filter[shipping_number]"] == nil)
  }

  @Test(
    "Comparisons become ranges that the shop understands",
    arguments: [
      (Condition.Operator.isAtLeast, ">[9]"), (.isGreaterThan, ">[10]"), (.isAtMost, "<[11]"), (.equals, "10"),
    ])
  func comparisons(comparison: Condition.Operator, text: String) throws {
    let plan = try ConditionPlan(
      [Condition("id_customer", comparison, 10)], of: SchemaTests.resource("orders"), zone: .gmt)
    #expect(plan.filters.map(\.filter.text) == [text])
  }

  @Test("Times are compared on the shop's clock")
  func timeCondition() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    let instant = Value.instant(try #require(Instant(utc: "2026-07-01 10:00:00")))
    let plan = try ConditionPlan(
      [Condition("date_upd", .isAtLeast, instant)], of: SchemaTests.resource("orders"), zone: zone)
    #expect(plan.filters.map(\.filter.text) == ["[2026-07-01 12:00:00,9999-12-31 23:59:59]"])
  }

  @Test("Only this shop's rows of stock are read: its own, or its group's where stock is shared")
  func stock() async throws {
    let row: FakeShop.Row = [
      "id_product": "1", "id_product_attribute": "0", "quantity": "5", "depends_on_stock": "0", "out_of_stock": "2",
    ]
    let rows = [("1", "1", "0"), ("2", "2", "0"), ("3", "0", "1")].map { id, shop, group in
      row.merging(["id": id, "id_shop": shop, "id_shop_group": group]) { _, new in new }
    }
    for (shares, key) in [("0", RecordKey(1)), ("1", RecordKey(3))] {
      let shop = FakeShop {
        $0.tables["stock_availables"] = rows
        $0.tables["shop_groups"] = [["id": "1", "share_stock": shares]]
      }
      let records = try await shop.connector().read(
        RelatedQuery(resource: "stock_availables", field: "id_product", values: [1], fields: ["quantity"]))
      #expect(records.map(\.key) == [key])
    }
  }

  @Test("What an earlier description told is not asked again")
  func adopting() async throws {
    let shop = FakeShop { $0.tables["orders"] = Self.orders(2) }
    let schema = try await shop.connector().describe(["orders", "stock_availables"])
    let kept = try JSONDecoder().decode(SystemSchema.self, from: JSONEncoder().encode(schema))
    let connector = shop.connector()
    await connector.adopt(kept)
    let before = shop.sent.count
    let records = try await connector.read(
      RelatedQuery(resource: "orders", field: "id", values: [1], fields: ["date_upd", "reference"]))
    #expect(records.first?["date_upd"].instant == Instant(utc: "2026-11-22 09:00:11"))
    _ = try await connector.read(
      RelatedQuery(resource: "stock_availables", field: "id_product", values: [1], fields: ["quantity"]))
    #expect(shop.sent.count - before == 2)
  }

  @Test("A description holds the facts that mappings and operators need")
  func facts() async throws {
    let schema = try await FakeShop().connector().describe(["orders", "variants"])
    #expect(schema.version == "8.2.1")
    // What variants are made of comes with them: it would have to be asked again otherwise.
    #expect(Set(schema.resources.keys) == ["orders", "variants", "products", "combinations"])
    #expect(schema.foldsTexts)
    #expect(schema.facts["timezone"] == "Europe/Paris")
    #expect(schema.facts["languages"] == ["1": "en", "2": "fr"])
    #expect(schema.facts["default_language"] == "fr")
    #expect(schema.facts["round_type"] == "line")
    #expect(schema.facts["share_stock"] == false)
    #expect(schema.facts["order_states"]?.list?.first?.map?["paid"] == true)
  }

  @Test("The old name of a resource is tried where the shop does not know the new one")
  func formerResource() async throws {
    let shop = FakeShop {
      $0.version = "1.6.1.24"
      $0.synopses["order_discounts"] =
        "<order_cart_rule><id_order format=\"isUnsignedId\"/><value format=\"isFloat\"/></order_cart_rule>"
      $0.tables["order_discounts"] = [["id": "1", "id_order": "4", "value": "5.000000"]]
    }
    let records = try await shop.connector().read(
      RelatedQuery(
        resource: "order_cart_rules", field: "id_order", values: [4],
        conditions: [Condition("deleted", .equals, false)],
        fields: ["value", "deleted"]))
    #expect(records.map(\.fields) == [["id": 1, "id_order": 4, "value": .decimal(5), "deleted": false]])
    #expect(records.first?.resource == "order_cart_rules")
  }

  @Test("A shop that is upgraded while the program runs is described anew")
  func upgraded() async throws {
    let shop = FakeShop {
      $0.version = "1.7.8.11"
      $0.tables["orders"] = Self.orders(2)
    }
    let connector = shop.connector()
    let query = RelatedQuery(resource: "orders", field: "id", values: [1], fields: ["reference"])
    _ = try await connector.read(query)
    _ = try await connector.read(query)
    #expect(shop.sent.filter { $0.parameters["schema"] != nil }.count == 1)
    shop.state.withLock { $0.version = "8.2.1" }
    // The first answer tells it; what is asked from then on is asked of the new version.
    _ = try await connector.read(query)
    _ = try await connector.read(query)
    #expect(shop.sent.filter { $0.parameters["schema"] != nil }.count == 2)
    #expect(try await connector.store.shop().version == ShopVersion("8.2.1"))
  }
}
