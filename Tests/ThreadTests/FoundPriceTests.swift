import Engine
import Foundation
import Mapping
import Records
import Sandbox
import Synchronization
import Testing

/// Special prices that the shop had before, for what a rule of the ERP is for, too; and rules for everything.
@Suite("Special prices that the shop had before")
struct FoundPriceTests {
  /// The catalogue's files with one table row for a price list, and what else lies over them.
  private static func files(
    _ row: String = "{group: 3, everything: true}", named: String = "Professionals", prices: String? = nil
  ) throws -> Folder {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/tables", withIntermediateDirectories: true)
    let table = "table: price_groups\nfrom: odoo/product.pricelist\nrows: {\(named): \(row), Trade: {group: 3}}\n"
    try table.write(toFile: folder.path + "/tables/price_groups.yaml", atomically: true, encoding: .utf8)
    try prices?.write(toFile: folder.path + "/prices.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  /// Runs with a price list for the shop's group 3 and a lamp that the shop has, too, and whose match is accepted.
  private static func run(
    _ row: String = "{group: 3, everything: true}", road: Road = Road(),
    _ body: (Bench, MappingSet, Goods) async throws -> Void
  ) async throws {
    let folder = try files(row)
    defer { folder.remove() }
    let mappings = try MappingSet.load(directories: Shipped.catalogueFolders + [folder.path])
    try await Bench.run(road) { bench in
      let lamp = bench.shop.addProduct(reference: "LAMP", name: "Old lamp", price: 45, quantity: 0)
      var draft = ERPProductDraft("Lamp")
      draft.reference = "LAMP"
      draft.listPrice = 50
      let template = try #require(bench.erp.add(draft)?.template)
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Professionals"))
      for flow in ["variants", "products"] { try await bench.match(flow, accept: true) }
      try await body(bench, mappings, Goods(lamp: lamp, template: template, list: list))
    }
  }

  private struct Goods {
    /// At the shop.
    var lamp: Int
    /// At the ERP.
    var template: Int
    var list: Int
  }

  /// A special price that somebody made in the shop: 30 % for everybody of group 3 who takes five of them.
  private static func add(_ bench: Bench, _ product: Int, _ fields: [String: String] = [:]) -> Int {
    let never = "0000-00-00 00:00:00"
    let zeros = [
      "id_cart", "id_product_attribute", "id_currency", "id_country", "id_customer", "id_specific_price_rule",
    ]
    var row = Dictionary(zeros.map { ($0, "0") }, uniquingKeysWith: { first, _ in first })
    row.merge(
      [
        "id_product": String(product), "id_shop": "1", "id_group": "3", "from_quantity": "5", "price": "-1",
        "reduction": "0.3", "reduction_type": "percentage", "reduction_tax": "1", "from": never, "to": never,
      ]) { $1 }
    return bench.shop.insert("specific_prices", row.merging(fields) { $1 })
  }

  /// The special prices of the shop, each "id: price or reduction from quantity".
  private static func prices(_ bench: Bench) -> [String] {
    bench.shop.records("specific_prices").map { row in
      let price = Decimal(exactly: row["price"]) ?? 0
      let reduction = (Decimal(exactly: row["reduction"]) ?? 0) * 100
      return "\(row.id): \(price < 0 ? "-\(reduction) %" : price.description) from \(row["from_quantity"])"
    }
  }

  /// Matched, ambiguous, missing.
  private static func counts(_ report: MatchReport) -> [Int] {
    [report.matched, report.ambiguous.count, report.missing.count]
  }

  private static func priceChanges(_ bench: Bench) -> [String] {
    bench.changesOfShop.filter { $0.contains("specific_prices") }
  }

  @Test("One for what a rule is for is found, waits until it is accepted, and has the ERP's figures then")
  func found() async throws {
    try await Self.run { bench, mappings, goods in
      let always = Self.add(bench, goods.lamp)
      let summer = Self.add(
        bench, goods.lamp,
        ["from_quantity": "2", "from": "2026-06-01 02:00:00", "to": "2026-07-01 02:00:00"])
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5)
      bench.erp.addPriceItem(
        pricelist: goods.list, template: goods.template, discount: 10, quantity: 2, from: "2026-06-01 00:00:00",
        until: "2026-07-01 00:00:00")
      let before = ["\(always): -30 % from 5", "\(summer): -30 % from 2"]
      let plan = try await bench.withEngine(mappings: mappings) { try await $0.plan(["prices"]) }
      #expect(plan.changes.map(\.kind) == [.link, .link])
      for _ in 0..<2 {
        #expect(try await bench.carry(mappings: mappings).end == .done)
        #expect(Self.prices(bench) == before && Self.priceChanges(bench) == [])
      }
      try await bench.expectNoFaults()

      let report = try await bench.match("prices", accept: false, mappings: mappings)
      #expect(Self.counts(report) == [2, 0, 0])
      try await bench.carry(mappings: mappings)
      #expect(Self.prices(bench) == before)
      try await bench.match("prices", accept: true, mappings: mappings)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(always): 40 from 5", "\(summer): -10 % from 2"])
      bench.shop.log.reset()
      try await bench.carry(mappings: mappings)
      #expect(bench.changesOfShop == [])
    }
  }

  @Test("Of a page of rules all are looked for with a few requests, those without a period as well")
  func requests() async throws {
    try await Self.run { bench, mappings, goods in
      let old = Self.add(bench, goods.lamp, ["from_quantity": "17"])
      for quantity in 1...60 {
        bench.erp.addPriceItem(
          pricelist: goods.list, template: goods.template, discount: 10, quantity: Decimal(quantity),
          from: quantity.isMultiple(of: 7) ? "2026-06-01 00:00:00" : nil)
      }
      bench.shop.log.reset()
      let report = try await bench.match("prices", accept: false, mappings: mappings)
      #expect(Self.counts(report) == [1, 0, 59])
      #expect(bench.shop.log.entries.count { $0.path == "specific_prices" } <= 3)
      #expect(bench.changesOfShop == [] && Self.prices(bench) == ["\(old): -30 % from 17"])
    }
  }

  @Test(
    "One that a rule of the shop's catalogue made, for one cart, one customer, one country or all shops is another one, and stays",
    arguments: ["id_specific_price_rule", "id_cart", "id_customer", "id_country", "id_shop"])
  func others(_ field: String) async throws {
    try await Self.run { bench, mappings, goods in
      let old = Self.add(bench, goods.lamp, [field: field == "id_shop" ? "0" : "8"])
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5)
      let report = try await bench.match("prices", accept: true, mappings: mappings)
      #expect(Self.counts(report) == [0, 0, 1])
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): -30 % from 5", "\(old + 1): 40 from 5"])
    }
  }

  @Test("One for everything is found from 1 piece on, as people write it, and counts from 0 on once it is accepted")
  func everything() async throws {
    try await Self.run { bench, mappings, goods in
      let old = Self.add(bench, 0, ["from_quantity": "1"])
      bench.erp.addPriceItem(pricelist: goods.list, discount: 5)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): -30 % from 1"])
      #expect(try await bench.match("prices", accept: true, mappings: mappings).matched == 1)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): -5 % from 0"])
    }
  }

  @Test("A list whose only rule is for everything keeps its special price when the table does not name it any more")
  func renamed() async throws {
    let folder = try Self.files(named: "Others")
    defer { folder.remove() }
    let others = try MappingSet.load(directories: Shipped.catalogueFolders + [folder.path])
    try await Self.run { bench, mappings, goods in
      let rule = try #require(bench.erp.addPriceItem(pricelist: goods.list, discount: 5))
      try await bench.carry(mappings: mappings)
      bench.erp.editByHand("product.pricelist.item", rule, ["percent_price": 7])
      try await bench.carry(mappings: others)
      #expect(try await bench.faults() == ["prices: PRICE_GROUP_MISSING"])
      #expect(Self.prices(bench) == ["1: -5 % from 0"])
    }
  }

  @Test("A rule for everything is carried over where the table says so, and stops with a row that says why elsewhere")
  func consent() async throws {
    let folder = try Self.files()
    defer { folder.remove() }
    let consenting = try MappingSet.load(directories: Shipped.catalogueFolders + [folder.path])
    try await Self.run("{group: 3}") { bench, mappings, goods in
      bench.erp.addPriceItem(pricelist: goods.list, discount: 5)
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5)
      try await bench.carry(mappings: mappings)
      #expect(
        try await bench.quarantine().map { [$0.fault.code, $0.fault.context["reason"]] } == [
          ["PRICE_RULE_NOT_CARRIED", "everything"]
        ])
      #expect(Self.prices(bench) == ["1: 40 from 5"])
      try await bench.replay()
      try await bench.carry(mappings: consenting)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["1: 40 from 5", "2: -5 % from 0"])
    }
  }

  @Test("One that was posted again and refused is found by a replay")
  func stuck() async throws {
    let folder = try Self.files(prices: "match: []\n")
    defer { folder.remove() }
    let blind = try MappingSet.load(directories: Shipped.catalogueFolders + [folder.path])
    try await Self.run(road: Road(serverTimeLimit: 0)) { bench, mappings, goods in
      let old = Self.add(bench, goods.lamp)
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5)
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 35, quantity: 10)
      try await bench.carry(mappings: blind)
      #expect(try await bench.faults() == ["prices: SHOP_FAILS_ON_RECORD"])
      try await bench.replay()
      bench.shop.log.reset()
      #expect(try await bench.carry(mappings: mappings).end == .done)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): -30 % from 5", "2: 35 from 10"] && Self.priceChanges(bench) == [])
      try await bench.match("prices", accept: true, mappings: mappings)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): 40 from 5", "2: 35 from 10"])
    }
  }

  @Test(
    "One that was found is not told among those of the shop's people; it stays when its rule goes before it is accepted"
  )
  func told() async throws {
    try await Self.run { bench, mappings, goods in
      let old = Self.add(bench, goods.lamp)
      let own = Self.add(bench, goods.lamp, ["from_quantity": "3"])
      let rule = try #require(
        bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5))
      try await bench.carry(mappings: mappings)
      let told = Mutex<[String]>([])
      let comparison = try await bench.withEngine(mappings: mappings) { engine in
        try await engine.verify("prices") { difference in
          told.withLock { $0.append(difference.target?.description ?? "") }
        }
      }
      #expect(comparison.others == 1 && told.withLock { $0 } == [String(own)])
      bench.erp.removeRecord("product.pricelist.item", rule)
      bench.erp.editByHand("product.pricelist", goods.list, ["sequence": 5])
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench) == ["\(old): -30 % from 5", "\(own): -30 % from 3"])
    }
  }

  @Test("Two lists for one group that say something of the same goods: the first has it, the other says which")
  func twoLists() async throws {
    try await Self.run { bench, mappings, goods in
      let second = try #require(bench.erp.addPricelist(currency: "EUR", name: "Trade"))
      bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5)
      bench.erp.addPriceItem(pricelist: second, template: goods.template, price: 30, quantity: 5)
      #expect(try await bench.carry(mappings: mappings).end == .done)
      #expect(try await bench.faults() == ["prices: MATCH_TAKEN"])
      #expect(Self.prices(bench) == ["1: 40 from 5"])
    }
  }

  @Test("A rule that is written for the variant instead of its product keeps its special price's place")
  func samePlace() async throws {
    try await Self.run { bench, mappings, goods in
      let rule = try #require(
        bench.erp.addPriceItem(pricelist: goods.list, template: goods.template, price: 40, quantity: 5))
      try await bench.carry(mappings: mappings)
      #expect(Self.prices(bench) == ["1: 40 from 5"])
      let variant = try #require(bench.erp.variants(ofTemplate: goods.template).first?.id)
      bench.erp.editByHand(
        "product.pricelist.item", rule, ["applied_on": "0_product_variant", "product_id": .integer(variant)])
      let plan = try await bench.withEngine(mappings: mappings) { try await $0.plan(["prices"]) }
      #expect(!plan.changes.contains { $0.kind == .quarantine })
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench).map { String($0.dropFirst(3)) } == ["40 from 5"])
    }
  }
}
