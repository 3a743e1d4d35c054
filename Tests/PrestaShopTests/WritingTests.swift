import Foundation
import Records
import Testing
import Transport
import XMLStream

@testable import PrestaShop

@Suite("Writing to a shop")
struct WritingTests {
  static func stock(_ count: Int) -> [FakeShop.Row] {
    (1...count).map {
      [
        "id": String($0), "id_product": String($0), "id_product_attribute": "0", "id_shop": "1", "id_shop_group": "0",
        "quantity": "0",
        "depends_on_stock": "0", "out_of_stock": "2",
      ]
    }
  }

  static func quantities(_ range: ClosedRange<Int>) -> [Write] {
    range.map {
      Write(resource: "stock_availables", identity: .update(RecordKey($0)), fields: ["quantity": .integer($0 * 10)])
    }
  }

  static func names(_ shop: FakeShop, _ resource: String, _ id: String) -> FakeShop.Row? {
    shop.state.withLock { $0.tables[resource]?.first { $0["id"] == id } }
  }

  @Test("A hundred rows of stock go in one body, and only what is written is in it")
  func batches() async throws {
    let shop = FakeShop { $0.tables["stock_availables"] = Self.stock(120) }
    let outcomes = await shop.connector().write(Self.quantities(1...120))
    #expect(outcomes == (1...120).map { .applied(RecordKey($0)) })
    let bodies = shop.sent.filter { $0.method == "PATCH" }
    #expect(bodies.count == 2)
    #expect(bodies[0].body.contains("<stock_available><id>1</id><quantity>10</quantity></stock_available>"))
    #expect(bodies[0].body.contains("<id>100</id>"))
    #expect(!bodies[0].body.contains("<id>101</id>"))
    #expect(bodies.allSatisfy { $0.parameters["id_shop"] == "1" })
  }

  @Test("Products go by fifty")
  func smallBatches() async throws {
    let shop = FakeShop { state in
      state.tables["products"] = (1...60).map { Self.product.merging(["id": String($0)]) { _, new in new } }
    }
    let writes = (1...60).map {
      Write(resource: "products", identity: .update(RecordKey($0)), fields: ["price": .integer($0)])
    }
    #expect(await shop.connector().write(writes) == (1...60).map { .applied(RecordKey($0)) })
    #expect(shop.sent.filter { $0.method == "PATCH" }.count == 2)
  }

  @Test(
    "A body refused for one row: those before it are told from the others, which are sent again without it",
    arguments: [1, 7, 13, 20])
  func divided(bad: Int) async throws {
    let shop = FakeShop {
      $0.tables["stock_availables"] = Self.stock(20)
      $0.refusesWrite = { $0.child("id")?.text == String(bad) ? 85 : nil }
    }
    let outcomes = await shop.connector().write(Self.quantities(1...20))
    for (index, outcome) in outcomes.enumerated() {
      if index + 1 == bad {
        guard case .refused(let fault) = outcome else {
          Issue.record("not refused: \(outcome)")
          continue
        }
        #expect(fault.code == "SHOP_INVALID_VALUE")
        #expect(fault.context["field"] == "price")
      } else {
        #expect(outcome == .applied(RecordKey(index + 1)))
        #expect(Self.names(shop, "stock_availables", String(index + 1))?["quantity"] == String((index + 1) * 10))
      }
    }
  }

  @Test("A row that is not there is refused alone")
  func gone() async {
    let shop = FakeShop { $0.tables["stock_availables"] = Self.stock(3) }
    let outcomes = await shop.connector().write(Self.quantities(2...5))
    #expect(outcomes.prefix(2) == [.applied(2), .applied(3)])
    for outcome in outcomes.suffix(2) {
      guard case .refused(let fault) = outcome else {
        Issue.record("not refused: \(outcome)")
        continue
      }
      #expect(fault.code == "SHOP_RECORD_GONE")
    }
  }

  @Test(
    "What was refused before the shop looked at it was certainly not done",
    arguments: [
      FakeShop.Reply.answer(401, FakeShop.error(20, "x"), [:]), .answer(405, FakeShop.error(25, "x"), [:]),
      .answer(429, "", [:]),
      .answer(301, "", ["Location": "https://x"]),
      .failure(TransportFailure(kind: .unreachable, effect: .none, message: "", attempts: 1, label: "")),
    ])
  func notDone(reply: FakeShop.Reply) async {
    let shop = FakeShop {
      $0.tables["stock_availables"] = Self.stock(2)
      $0.instead["PATCH stock_availables"] = [reply]
    }
    for outcome in await shop.connector().write(Self.quantities(1...2)) {
      guard case .notApplied = outcome else {
        Issue.record("not notApplied: \(outcome)")
        continue
      }
    }
  }

  static let product: FakeShop.Row = [
    "id": "7", "reference": "MUG", "price": "10.000000", "active": "1", "quantity": "0", "position_in_category": "3",
    "ean13": "123", "weight": "",
    "manufacturer_name": "M", "date_upd": "2026-11-22 10:00:00",
    "name": "<language id=\"1\"><![CDATA[Mug]]></language><language id=\"2\"><![CDATA[Tasse]]></language>",
    "associations": "<categories><category><id>2</id></category></categories>",
  ]

  @Test("A text given in one language is sent with the others as they are: the shop would empty them")
  func languages() async {
    let shop = FakeShop { $0.tables["products"] = [Self.product] }
    let write = Write(resource: "products", identity: .update(7), fields: ["name": ["fr": "Chope"]])
    #expect(await shop.connector().write([write]) == [.applied(7)])
    let body = shop.sent.last?.body ?? ""
    #expect(body.contains("<name><language id=\"1\">Mug</language><language id=\"2\">Chope</language></name>"))
    #expect(!body.contains("price"))
  }

  @Test("Before 8 the whole document is read, merged and sent back, without what cannot or had better not be written")
  func merged() async {
    let shop = FakeShop {
      $0.version = "1.7.8.11"
      $0.tables["products"] = [Self.product]
    }
    let write = Write(
      resource: "products", identity: .update(7), fields: ["price": .decimal(12), "name": ["en": "Cup", "fr": "Bol"]])
    #expect(await shop.connector().write([write]) == [.applied(7)])
    let sent = shop.sent.last
    #expect(sent?.method == "PUT")
    let row = Self.names(shop, "products", "7")
    #expect(row?["price"] == "12")
    #expect(row?["reference"] == "MUG")
    #expect(row?["active"] == "1")
    #expect(row?["ean13"] == "123")
    #expect(row?["name"]?.contains("Bol") == true)
    for dropped in ["<quantity>", "<weight", "<position_in_category>", "<manufacturer_name>", "<associations>"] {
      #expect(sent?.body.contains(dropped) == false, "\(dropped)")
    }
  }

  @Test("A row of stock is sent back with its shop and group before 8: without them it would belong to no shop")
  func stockBefore8() async {
    let shop = FakeShop {
      $0.version = "1.7.8.11"
      $0.tables["stock_availables"] = Self.stock(2)
    }
    #expect(await shop.connector().write(Self.quantities(1...2)) == [.applied(1), .applied(2)])
    let row = Self.names(shop, "stock_availables", "2")
    #expect(row?["quantity"] == "20")
    #expect(row?["id_shop"] == "1")
    #expect(row?["id_shop_group"] == "0")
    #expect(row?["out_of_stock"] == "2")
  }

  @Test("A record of another shop is not written to: the shop would add it to ours, empty")
  func otherShop() async {
    let shop = FakeShop {
      $0.tables["products"] = [Self.product]
      $0.tables["configurations"]?.append([
        "id": "9", "name": "PS_MULTISHOP_FEATURE_ACTIVE", "value": "1", "id_shop": "", "id_shop_group": "",
      ])
    }
    let writes = [7, 8].map {
      Write(resource: "products", identity: .update(RecordKey($0)), fields: ["price": .decimal(3)])
    }
    let outcomes = await shop.connector().write(writes)
    #expect(outcomes.first == .applied(7))
    guard case .refused(let fault)? = outcomes.last else {
      Issue.record("written: \(outcomes)")
      return
    }
    #expect(fault.code == "NOT_IN_SHOP")
    #expect(shop.sent.last?.body.contains("<id>8</id>") == false)
  }

  @Test(
    "Orders are never written, and customers never before 8",
    arguments: [("orders", "9.1.4"), ("customers", "1.7.8.11")])
  func never(resource: String, version: String) async {
    let shop = FakeShop { $0.version = version }
    let outcomes = await shop.connector().write([Write(resource: resource, identity: .update(1), fields: [:])])
    guard case .refused(let fault) = outcomes[0] else {
      Issue.record("written: \(outcomes)")
      return
    }
    #expect(fault.code == "SHOP_NOT_WRITABLE")
    #expect(!shop.sent.contains { $0.method != "GET" })
  }

  @Test("A value that is too long, read-only or unknown is refused before it is sent, and the others go")
  func checked() async {
    let shop = FakeShop { $0.tables["products"] = [Self.product, Self.product.merging(["id": "8"]) { _, new in new }] }
    let outcomes = await shop.connector().write([
      Write(
        resource: "products", identity: .update(7),
        fields: ["name": ["en": "x", "fr": .text(String(repeating: "é", count: 21))]]),
      Write(resource: "products", identity: .update(7), fields: ["quantity": 3]),
      Write(resource: "products", identity: .update(7), fields: ["nosuch": 3]),
      Write(resource: "products", identity: .update(7), fields: ["reference": "a\u{1}b"]),
      Write(resource: "products", identity: .update(8), fields: ["reference": "B & C"]),
    ])
    let codes = outcomes.map { outcome in if case .refused(let fault) = outcome { fault.code } else { "\(outcome)" } }
    #expect(
      codes == [
        "SHOP_VALUE_TOO_LONG", "SHOP_READ_ONLY_FIELD", "UNKNOWN_FIELD", "SHOP_INVALID_VALUE", "\(Outcome.applied(8))",
      ])
    #expect(Self.names(shop, "products", "8")?["reference"] == "B & C")
  }

  @Test("Two writes to one record go in their order, in two bodies")
  func twice() async {
    let shop = FakeShop { $0.tables["stock_availables"] = Self.stock(2) }
    let writes = [(1, 5), (2, 6), (1, 7)].map {
      Write(resource: "stock_availables", identity: .update(RecordKey($0.0)), fields: ["quantity": .integer($0.1)])
    }
    #expect(await shop.connector().write(writes) == [.applied(1), .applied(2), .applied(1)])
    #expect(Self.names(shop, "stock_availables", "1")?["quantity"] == "7")
    #expect(shop.sent.filter { $0.method == "PATCH" }.count == 2)
  }

  @Test("A new record is sent alone, with a text in every language, and its id comes back")
  func created() async {
    let shop = FakeShop { $0.tables["products"] = [Self.product] }
    let write = Write(
      resource: "products", identity: .create(nil),
      fields: ["name": ["fr": "Bol"], "price": .decimal(4), "categories": [2, 3]])
    #expect(await shop.connector().write([write]) == [.applied(8)])
    let body = shop.sent.last?.body ?? ""
    #expect(body.contains("<language id=\"1\">Bol</language><language id=\"2\">Bol</language>"))
    #expect(
      body.contains(
        "<associations><categories><category><id>2</id></category>"
          + "<category><id>3</id></category></categories></associations>"
      ))
    #expect(!body.contains("<id>7"))
  }

  @Test(
    "An unknown creation is settled by what stands above the baseline: one match is ours, several are shown, none waits"
  )
  func settledCreation() async throws {
    let shop = FakeShop { $0.tables["products"] = [Self.product] }
    let connector = shop.connector()
    let write = Write(resource: "products", identity: .create(nil), fields: ["reference": "NEW", "price": .decimal(4)])
    let baseline = try await connector.baseline([.write(write)])
    #expect(baseline == [Baseline(keys: [7])])
    let old = OpenIntent(effect: .write(write), baseline: baseline[0], announced: Instant(secondsSince1970: 0))
    let fresh = OpenIntent(effect: .write(write), baseline: baseline[0], announced: Instant(Date()))
    #expect(try await connector.settle([old]) == [.notDone])
    guard case .wait(let seconds)? = try await connector.settle([fresh]).first else {
      Issue.record("did not wait")
      return
    }
    #expect((60...120).contains(seconds))
    #expect(await connector.write([write]) == [.applied(8)])
    #expect(try await connector.settle([fresh]) == [.done(8)])
    #expect(await connector.write([write]) == [.applied(9)])
    guard case .ambiguous(let records)? = try await connector.settle([fresh]).first else {
      Issue.record("not ambiguous")
      return
    }
    #expect(records.map(\.key) == [8, 9])
  }

  @Test("An unknown change is settled by reading it")
  func settledChange() async throws {
    let shop = FakeShop { $0.tables["stock_availables"] = Self.stock(2) }
    let connector = shop.connector()
    let intents = Self.quantities(1...2).map {
      OpenIntent(effect: .write($0), baseline: Baseline(), announced: Instant(secondsSince1970: 0))
    }
    _ = await connector.write(Self.quantities(1...1))
    #expect(try await connector.settle(intents) == [.done(1), .notDone])
  }
}
