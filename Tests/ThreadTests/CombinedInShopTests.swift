import Foundation
import Records
import Sandbox
import Testing

/// A product of the ERP without variants, and one of the shop with the same reference or EAN that has combinations.
@Suite("Products without variants that have combinations in the shop")
struct CombinedInShopTests {
  private static let ean = "4006381333931"

  /// A lamp in two sizes in the shop; in the ERP it is one article.
  private struct Lamp {
    /// In the shop.
    let product: Int
    let combinations: [Int]
    let template: Int
  }

  /// - Parameter references: those of the combinations.
  private static func lamp(
    _ bench: Bench, reference: String? = "LAMP", barcode: String? = nil, references: [String] = ["LAMP-S", "LAMP-L"]
  ) throws -> Lamp {
    let (product, options) = bench.addToShop("LAMP", name: "Old lamp", sizes: ["Small", "Large"])
    bench.shop.edit("products", product, ["ean13": Self.ean])
    let combinations = zip(references, options).map { reference, option in
      bench.shop.addCombination(product: product, reference: reference, options: [option])
    }
    var draft = ERPProductDraft("Lamp")
    (draft.reference, draft.barcode) = (reference, barcode)
    return Lamp(product: product, combinations: combinations, template: try #require(bench.erp.add(draft)).template)
  }

  /// The lamps of the shop, old and new.
  private static func lamps(_ bench: Bench) -> [Int] {
    bench.shop.records("products").filter { $0.id != bench.mug && $0["reference"].contains("LAMP") }.map(\.id).sorted()
  }

  /// What the shop was asked to make, change or remove for products since its log was cleared.
  private static func changes(_ bench: Bench) -> [String] { bench.changesOfShop.filter { $0.contains("products") } }

  private static let stopped = ["products: COMBINED_IN_SHOP"]

  @Test(
    "One with the same reference is not made beside it: a row says which product it is, and a second run adds nothing",
    arguments: Sandbox.ShopVersion.allCases)
  func byReference(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let lamp = try Self.lamp(bench)
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      let row = try #require(try await bench.quarantine().first)
      #expect(row.fault.context["found"] == "products \(lamp.product)")
      #expect(row.key == RecordKey(lamp.template))
      #expect(Self.lamps(bench) == [lamp.product])
      bench.shop.log.reset()
      try await bench.carry()
      #expect(Self.changes(bench) == [])
      #expect(try await bench.faults() == Self.stopped)
    }
  }

  @Test("One with the same EAN is not made beside it either", arguments: Sandbox.ShopVersion.allCases)
  func byBarcode(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let lamp = try Self.lamp(bench, reference: "OTHER-LAMP", barcode: Self.ean)
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      #expect(Self.lamps(bench) == [lamp.product])
    }
  }

  @Test("A product of the shop that is switched off counts like the others")
  func inactive() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      bench.shop.edit("products", lamp.product, ["active": "0"])
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      #expect(Self.lamps(bench) == [lamp.product])
    }
  }

  @Test("Of a simple product and one with combinations that share the reference, the simple one is matched")
  func besideSimple() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      let simple = bench.shop.addProduct(reference: "LAMP", name: "Simple lamp", price: 20, quantity: 0)
      try await bench.carry()
      try await bench.expectNoFaults()
      let links = try await bench.journal.links(set: "products", system: "odoo", keys: [RecordKey(lamp.template)])
      #expect(links.values.map(\.target) == [RecordKey(simple)])
      #expect(links.values.map(\.isAccepted) == [false])
      #expect(Self.lamps(bench) == [lamp.product, simple])
    }
  }

  @Test("Of two simple products that share the reference, a person tells which one it is")
  func severalSimple() async throws {
    try await Bench.run { bench in
      for name in ["One", "Other"] {
        _ = bench.shop.addProduct(reference: "LAMP", name: name, price: 20, quantity: 0)
      }
      bench.erp.addProduct(reference: "LAMP", name: "Lamp")
      try await bench.carry()
      #expect(try await bench.faults() == ["products: AMBIGUOUS"])
      #expect(Self.lamps(bench).count == 2)
    }
  }

  @Test("A product that another shop of the group has is none of this shop's: the ERP's is made here")
  func inAnotherShop() async throws {
    try await Bench.run(shops: [1, 2]) { bench in
      let other = try bench.shopConnector(bench.road, shop: 2)
      let made = await other.write([
        Write(
          resource: "products", identity: .create(nil),
          fields: [
            "reference": "LAMP", "name": ["en": "Lamp of the other shop"], "link_rewrite": ["en": "lamp"], "price": 5,
          ])
      ])
      guard case .applied(let key)? = made.first, let foreign = Int(key.description) else {
        Issue.record("\(made)")
        return
      }
      bench.shop.addCombination(
        product: foreign, reference: "LAMP-S", options: bench.shop.addOption("Size", values: ["Small"]).values)
      await other.shutdown()
      bench.erp.addProduct(reference: "LAMP", name: "Lamp")
      try await bench.carry()
      try await bench.expectNoFaults()
      let own = try #require(Self.lamps(bench).first { $0 != foreign })
      #expect(bench.shop.record("products", own, shop: 1)?["active"] == "1")
      #expect(bench.shop.record("products", foreign, shop: 1) == nil)
    }
  }

  @Test("Given its attributes in the ERP, and the references of the combinations, it is matched and nothing is made")
  func givenAttributes() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      let sizes = bench.erp.addAttribute("Size", values: ["Small", "Large"])
      bench.erp.setValues(sizes.values, attribute: sizes.attribute, template: lamp.template)
      for variant in bench.erp.variants(ofTemplate: lamp.template) {
        let reference = variant.values == [sizes.values[0]] ? "LAMP-S" : "LAMP-L"
        bench.erp.editByHand("product.product", variant.id, ["default_code": .text(reference)])
      }
      try await bench.match("variants", accept: false)
      try await bench.replay()
      bench.shop.log.reset()
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.changes(bench).filter { $0.hasPrefix("POST /api/products") } == [])
      for flow in ["attributes", "attribute_values", "products", "combinations"] {
        try await bench.match(flow, accept: true)
      }
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.lamps(bench).count == 1)
      #expect(bench.combinations(of: lamp.product) == ["LAMP-L: Large", "LAMP-S: Small"])
      #expect(bench.shop.record("products", lamp.product)?["name"] == "Lamp")
    }
  }

  @Test("With another reference in the ERP it is made, and its row is over")
  func renamedInERP() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      bench.erp.editByHand("product.template", lamp.template, ["default_code": "LAMP-ONE"])
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.product(called: "LAMP-ONE") != nil)
      #expect(Self.lamps(bench).count == 2)
    }
  }

  @Test("With another reference in the shop it is made once the row is replayed")
  func renamedInShop() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      bench.shop.edit("products", lamp.product, ["reference": "LAMPS"])
      try await bench.replay()
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.product(called: "LAMP") != nil)
      #expect(bench.product(called: "LAMPS")?.id == lamp.product)
    }
  }

  @Test("Where it is one of the combinations, matching the variants tells so, and its row is over")
  func oneOfThem() async throws {
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench, references: ["LAMP", "LAMP-L"])
      try await bench.carry()
      #expect(try await bench.faults() == Self.stopped)
      try await bench.match("variants", accept: false)
      try await bench.replay()
      try await bench.carry()
      try await bench.expectNoFaults()
      let links = try await bench.journal.links(set: "products", system: "odoo", keys: [RecordKey(lamp.template)])
      #expect(links.isEmpty)
      let report = try await bench.match("products", accept: true)
      #expect(report.ambiguous.isEmpty)
      #expect(Self.lamps(bench) == [lamp.product])
    }
  }

  @Test("A linked product to which somebody adds combinations in the shop goes on being carried over")
  func combinedLater() async throws {
    try await Bench.run { bench in
      bench.erp.addProduct(reference: "LAMP", name: "Lamp")
      try await bench.carry()
      let product = try #require(bench.product(called: "LAMP")?.id)
      let options = bench.shop.addOption("Size", values: ["Small"]).values
      bench.shop.addCombination(product: product, reference: "LAMP-S", options: options)
      let template = try #require(
        bench.erp.records("product.template", fields: ["name"]).first { $0["name"] == "Lamp" })
      bench.erp.editByHand("product.template", try #require(template["id"]?.integer), ["name": "Lantern"])
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.record("products", product)?["name"] == "Lantern")
      #expect(bench.combinations(of: product) == ["LAMP-S: Small"])
    }
  }

  @Test(
    "A product with variants is matched with a simple one of the shop that has its first reference, and gets its combinations once that is accepted",
    arguments: Sandbox.ShopVersion.allCases)
  func theOtherWayRound(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let sizes = bench.erp.addAttribute("Size", values: ["Small", "Large"])
      var draft = ERPProductDraft("Lamp")
      draft.lines = [(sizes.attribute, sizes.values)]
      _ = try bench.make(draft, variants: ["LAMP-S", "LAMP-L"])
      let simple = bench.shop.addProduct(reference: "LAMP-S", name: "Old lamp", price: 20, quantity: 0)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.lamps(bench) == [simple])
      #expect(bench.shop.record("products", simple)?["name"] == "Old lamp")
      #expect(bench.combinations(of: simple) == [])
      try await bench.match("products", accept: true)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.lamps(bench) == [simple])
      #expect(bench.shop.record("products", simple)?["name"] == "Lamp")
      #expect(bench.combinations(of: simple) == ["LAMP-L: Large", "LAMP-S: Small"])
      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  @Test(
    "A page of new products, with variants and without, is looked up in the shop with one list by reference and one by EAN"
  )
  func requests() async throws {
    try await Bench.run { bench in
      _ = try Self.lamp(bench)
      let sizes = bench.erp.addAttribute("Colour", values: ["Red", "Green"])
      for number in 1...6 {
        var draft = ERPProductDraft("Bowl \(number)")
        if number > 3 { draft.lines = [(sizes.attribute, sizes.values)] } else { draft.reference = "BOWL-\(number)" }
        if number == 1 { draft.barcode = "96385074" }
        let made = try #require(bench.erp.add(draft))
        for variant in made.variants where number > 3 {
          bench.erp.editByHand("product.product", variant, ["default_code": .text("BOWL-\(number)-\(variant)")])
        }
      }
      try await bench.carry(["categories", "attributes", "attribute_values"])
      bench.shop.log.reset()
      _ = try await bench.match("products", accept: false)
      let lists = bench.shop.log.entries.filter { $0.path.hasSuffix("/products") }.map(\.query)
      #expect(
        lists.filter { $0.contains("filter[reference]") || $0.contains("filter%5Breference%5D") }.count == 1, "\(lists)"
      )
      #expect(lists.filter { $0.contains("filter[ean13]") || $0.contains("filter%5Bean13%5D") }.count == 1, "\(lists)")
      #expect(lists.count == 2, "\(lists)")
    }
  }
}
