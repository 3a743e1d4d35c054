import Foundation
import Mapping
import Records
import Sandbox
import Synchronization
import Testing

/// Price lists as special prices of a group of the shop's customers.
@Suite("Price lists from the ERP")
struct CataloguePriceTests {
  /// The catalogue's files with a price list for a group of the shop.
  private static func files(_ list: String, group: String = "3") throws -> (Folder, [String]) {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/tables", withIntermediateDirectories: true)
    let table =
      "table: price_groups\nfrom: odoo/product.pricelist\nrows: {'\(list)': {group: \(group), everything: true}}\n"
    try table.write(toFile: folder.path + "/tables/price_groups.yaml", atomically: true, encoding: .utf8)
    return (folder, Shipped.catalogueFolders + [folder.path])
  }

  // MARK: What each needs

  /// The special prices of a product, each "combination from quantity: price or reduction", sorted.
  private static func prices(_ bench: Bench, _ reference: String) -> [String] {
    guard let product = bench.product(called: reference) else { return [] }
    return bench.shop.records("specific_prices", where: "id_product", is: String(product.id)).map { row in
      let combination = bench.shop.record("combinations", Int(row["id_product_attribute"]) ?? 0)?["reference"] ?? "all"
      let price = Decimal(exactly: row["price"]) ?? 0
      let reduction = (Decimal(exactly: row["reduction"]) ?? 0) * 100
      return "\(combination) from \(row["from_quantity"]): \(price < 0 ? "-\(reduction) %" : price.description)"
    }
    .sorted()
  }

  private static func lamp(
    _ bench: Bench, _ reference: String = "LAMP", category: Int? = nil
  ) throws -> (template: Int, variants: [Int]) {
    var draft = ERPProductDraft("Lamp \(reference)")
    draft.reference = reference
    draft.listPrice = 50
    draft.category = category
    return try #require(bench.erp.add(draft))
  }

  /// A product in two sizes, "BOARD-S" and "BOARD-L".
  private static func board(_ bench: Bench) throws -> (template: Int, variants: [Int], attribute: Int, values: [Int]) {
    let sizes = bench.erp.addAttribute("Size", values: ["Small", "Large", "Huge"])
    var draft = ERPProductDraft("Board")
    draft.listPrice = 30
    draft.lines = [(sizes.attribute, Array(sizes.values.prefix(2)))]
    let made = try bench.make(draft, variants: ["BOARD-S", "BOARD-L"])
    return (made.template, made.variants, sizes.attribute, sizes.values)
  }

  /// Runs with a price list that is for a group of the shop.
  private static func run(_ body: (Bench, MappingSet, Int) async throws -> Void) async throws {
    let (folder, folders) = try files("Professionals")
    defer { folder.remove() }
    let mappings = try MappingSet.load(directories: folders)
    try await Bench.run { bench in
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Professionals"))
      try await body(bench, mappings, list)
    }
  }

  // MARK: Which rules, for what

  @Test("A product that the shop had before has no special price until its match is accepted, and has it then")
  func unaccepted() async throws {
    try await Self.run { bench, mappings, list in
      let old = bench.shop.addProduct(reference: "LAMP", name: "Old lamp", price: 45, quantity: 0)
      let category = bench.erp.addCategory("Lamps")
      let lamp = try Self.lamp(bench, category: category)
      bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: 40, quantity: 5)
      bench.erp.addPriceItem(pricelist: list, category: category, discount: 5)
      try await bench.match("variants", accept: false)
      try await bench.match("products", accept: false)
      try await bench.carry(mappings: mappings)
      #expect(bench.shop.count("specific_prices") == 0)
      try await bench.match("products", accept: true)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.product(called: "LAMP")?.id == old)
      #expect(Self.prices(bench, "LAMP") == ["all from 1: -5 %", "all from 5: 40"])
    }
  }

  @Test("All special prices are for the connection's shop, those for everything too")
  func ownShop() async throws {
    try await Self.run { bench, mappings, list in
      let lamp = try Self.lamp(bench)
      bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: 40)
      bench.erp.addPriceItem(pricelist: list, discount: 5)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.shop.records("specific_prices").map { $0["id_shop"] } == ["1", "1"])
    }
  }

  @Test("A percentage on another list stops and says why; a rule that becomes such a one takes its special price along")
  func otherBase() async throws {
    try await Self.run { bench, mappings, list in
      let other = try #require(bench.erp.addPricelist(currency: "EUR", name: "Wholesale"))
      let lamp = try Self.lamp(bench)
      let rule = try #require(bench.erp.addPriceItem(pricelist: list, template: lamp.template, discount: 10))
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "LAMP") == ["all from 1: -10 %"])
      bench.erp.editByHand(
        "product.pricelist.item", rule, ["base": "pricelist", "base_pricelist_id": .integer(other)])
      try await bench.carry(mappings: mappings)
      #expect(Self.prices(bench, "LAMP") == [])
      #expect(
        try await bench.quarantine().map { [$0.fault.code, $0.fault.context["reason"]] } == [
          ["PRICE_RULE_NOT_CARRIED", "base"]
        ])
    }
  }

  @Test("Many rules that cannot be carried over stop neither the others nor the run")
  func manyRefused() async throws {
    try await Self.run { bench, mappings, list in
      let lamp = try Self.lamp(bench)
      for quantity in 1...25 {
        bench.erp.addPriceItem(pricelist: list, template: lamp.template, discount: -5, quantity: Decimal(quantity))
      }
      let second = try Self.lamp(bench, "SECOND")
      bench.erp.addPriceItem(pricelist: list, template: second.template, price: 40)
      let report = try await bench.carry(mappings: mappings)
      #expect(report.end == .done)
      #expect(try await bench.quarantine().count == 25)
      #expect(Self.prices(bench, "SECOND") == ["all from 1: 40"])
    }
  }

  @Test("A percentage from a quantity on is for each combination that has a fixed price")
  func fixedAndPercentage() async throws {
    try await Self.run { bench, mappings, list in
      let board = try Self.board(bench)
      bench.erp.addPriceItem(pricelist: list, template: board.template, price: 24)
      bench.erp.addPriceItem(pricelist: list, template: board.template, discount: 10, quantity: 10)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      let expected = [
        "BOARD-L from 10: -10 %", "BOARD-L from 1: 24", "BOARD-S from 10: -10 %", "BOARD-S from 1: 24",
      ]
      #expect(Self.prices(bench, "BOARD-S") == expected)
    }
  }

  @Test("Rules that exchange their quantities exchange their prices")
  func exchanged() async throws {
    try await Self.run { bench, mappings, list in
      let lamp = try Self.lamp(bench)
      let rules = try [(Decimal(40), Decimal(5)), (Decimal(30), Decimal(10))].map {
        try #require(
          bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: $0.0, quantity: $0.1))
      }
      try await bench.carry(mappings: mappings)
      for (rule, quantity) in zip(rules, [10, 5]) {
        bench.erp.editByHand("product.pricelist.item", rule, ["min_quantity": .integer(quantity)])
      }
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "LAMP") == ["all from 10: 40", "all from 5: 30"])
    }
  }

  // MARK: Which of them come when

  @Test(
    "A product that comes into a category has its special price with the same run, and other lists are not looked at again"
  )
  func newProduct() async throws {
    try await Self.run { bench, mappings, list in
      let light = bench.erp.addCategory("Light")
      let lamps = bench.erp.addCategory("Lamps", below: bench.erp.addCategory("Indoors", below: light))
      _ = try Self.lamp(bench, category: lamps)
      bench.erp.addPriceItem(pricelist: list, category: light, discount: 20)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "LAMP") == ["all from 1: -20 %"])
      _ = try Self.lamp(bench, "SECOND", category: lamps)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "SECOND") == ["all from 1: -20 %"])

      // What is not two seconds old may change under the same stamp, and is looked at again.
      try await Task.sleep(for: .seconds(2.1))
      try await bench.carry(mappings: mappings)
      bench.erp.forgetCalls()
      _ = try Self.lamp(bench, "THIRD", category: bench.erp.addCategory("Chairs"))
      try await bench.carry(mappings: mappings)
      #expect(bench.product(called: "THIRD") != nil)
      #expect(!bench.erp.calls.contains { $0.model == "res.currency" })
      bench.erp.forgetCalls()
      _ = try Self.lamp(bench, "FOURTH", category: light)
      try await bench.carry(mappings: mappings)
      // Which only lists that are looked at ask for.
      #expect(bench.erp.calls.contains { $0.model == "res.currency" })
    }
  }

  @Test(
    "A variant that comes to a product with a fixed price has it with the same run, and one that goes takes its own along"
  )
  func newVariant() async throws {
    try await Self.run { bench, mappings, list in
      let board = try Self.board(bench)
      bench.erp.addPriceItem(pricelist: list, template: board.template, price: 24)
      try await bench.carry(mappings: mappings)
      #expect(bench.erp.setValues(board.values, attribute: board.attribute, template: board.template))
      let huge = try #require(bench.erp.variants(ofTemplate: board.template).last)
      bench.erp.editByHand("product.product", huge.id, ["default_code": "BOARD-H"])
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "BOARD-S") == ["BOARD-H from 1: 24", "BOARD-L from 1: 24", "BOARD-S from 1: 24"])

      bench.erp.editByHand("product.product", board.variants[1], ["active": false])
      try await bench.carry(mappings: mappings)
      bench.erp.editByHand("product.product", board.variants[1], ["active": true])
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "BOARD-S") == ["BOARD-H from 1: 24", "BOARD-L from 1: 24", "BOARD-S from 1: 24"])
    }
  }

  @Test("A list that is renamed keeps its special prices until the table names it again, or says that they are to go")
  func renamed() async throws {
    let tables = try [("Others", "3"), ("Pros", "3"), ("Pros", "3, used: false")].map {
      try Self.files($0.0, group: $0.1)
    }
    defer { for (folder, _) in tables { folder.remove() } }
    try await Self.run { bench, mappings, list in
      let lamp = try Self.lamp(bench)
      let rule = try #require(bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: 40))
      try await bench.carry(mappings: mappings)
      bench.erp.editByHand("product.pricelist", list, ["name": "Pros"])
      bench.erp.editByHand("product.pricelist.item", rule, ["fixed_price": 35])
      try await bench.carry(mappings: try MappingSet.load(directories: tables[0].1))
      #expect(try await bench.faults() == ["prices: PRICE_GROUP_MISSING"])
      #expect(Self.prices(bench, "LAMP") == ["all from 1: 40"])
      try await bench.carry(mappings: try MappingSet.load(directories: tables[1].1))
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "LAMP") == ["all from 1: 35"])
      // A table that is edited counts for what changes, or is compared.
      bench.erp.editByHand("product.pricelist", list, ["sequence": 5])
      try await bench.carry(mappings: try MappingSet.load(directories: tables[2].1))
      try await bench.expectNoFaults()
      #expect(Self.prices(bench, "LAMP") == [])
    }
  }

  @Test("A comparison tells of the special prices that people made in this shop, and of no others")
  func others() async throws {
    try await Self.run { bench, mappings, _ in
      func add(_ fields: [String: String]) -> Int {
        let made = ["id_product": String(bench.mug), "price": "-1", "reduction": "0.5", "reduction_type": "percentage"]
        return bench.shop.insert("specific_prices", made.merging(fields) { $1 })
      }
      let own = [add(["id_shop": "1"]), add(["id_shop": "0", "from_quantity": "2"])]
      _ = [add(["id_shop": "2"]), add(["id_cart": "7"]), add(["id_specific_price_rule": "3"])]
      let told = Mutex<[String]>([])
      _ = try await bench.withEngine(mappings: mappings) { engine in
        try await engine.verify("prices") { difference in
          told.withLock { $0.append(difference.target?.description ?? "") }
        }
      }
      #expect(told.withLock { $0.sorted() } == own.map(String.init))
    }
  }
}
