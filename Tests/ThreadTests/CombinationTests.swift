import Foundation
import Records
import Sandbox
import Testing

/// Products with variants: combinations, their values, prices and pictures, and what becomes of them as variants come and go.
@Suite("Combinations from the ERP")
struct CombinationTests {
  private struct Shirt {
    var template: Int
    var attribute: Int
    /// Small, medium, large.
    var values: [Int]
    /// Small and medium.
    var variants: [Int]
  }

  /// A shirt in two of three sizes, of which the second costs 2 more.
  private static func shirt(_ bench: Bench) throws -> Shirt {
    let sizes = bench.erp.addAttribute(
      ["en_US": "Size", "fr_FR": "Taille"],
      values: [
        ["en_US": "Small", "fr_FR": "Petit"], ["en_US": "Medium", "fr_FR": "Moyen"],
        ["en_US": "Large", "fr_FR": "Grand"],
      ])
    var draft = ERPProductDraft(["en_US": "Shirt", "fr_FR": "Chemise"])
    draft.listPrice = 30
    draft.lines = [(sizes.attribute, Array(sizes.values.prefix(2)))]
    let made = try bench.make(draft, variants: ["SHIRT-S", "SHIRT-M"])
    bench.erp.setExtra(2, value: sizes.values[1], template: made.template)
    return Shirt(
      template: made.template, attribute: sizes.attribute, values: sizes.values, variants: made.variants)
  }

  @Test(
    "The variants of a product are its combinations, with their values in both languages and their own prices, and a second run writes nothing",
    arguments: Sandbox.ShopVersion.allCases)
  func created(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      _ = try Self.shirt(bench)
      try await bench.carry()
      try await bench.expectNoFaults()
      let shirt = try #require(bench.product(called: "SHIRT-S"))
      #expect(Decimal(exactly: shirt["price"]) == 30)
      #expect(bench.combinations(of: shirt.id).count == 2)
      let rows = bench.shop.records("combinations", where: "id_product", is: String(shirt.id))
      let medium = try #require(rows.first { $0["reference"] == "SHIRT-M" })
      #expect(Decimal(exactly: medium["price"]) == 2)
      let value = try #require(
        bench.shop.record("product_option_values", bench.ids("product_option_values", of: medium)[0]))
      #expect(value.texts["name"] == [1: "Medium", 2: "Moyen"])
      let option = try #require(bench.shop.record("product_options", Int(value["id_attribute_group"]) ?? 0))
      #expect(option.texts["name"] == [1: "Size", 2: "Taille"] && option["group_type"] == "radio")
      #expect(rows.count { $0["default_on"] == "1" } == 1)
      #expect(bench.shop.records("product_option_values").count { $0["name"] == "Large" } == 0)

      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  @Test("A value that is renamed in the ERP is renamed in the shop, and a surcharge follows")
  func renamed() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      try await bench.carry()
      bench.erp.write(texts: ["en_US": "S", "fr_FR": "P"], "product.attribute.value", shirt.values[0])
      bench.erp.setExtra(4.5, value: shirt.values[1], template: shirt.template)
      try await bench.carry()
      try await bench.expectNoFaults()
      let product = try #require(bench.product(called: "SHIRT-S"))
      #expect(bench.combinations(of: product.id).count == 2)
      let names = bench.shop.records("product_option_values").map { $0.texts["name"] ?? [:] }
      #expect(names.contains([1: "S", 2: "P"]))
      let rows = bench.shop.records("combinations", where: "id_product", is: String(product.id))
      #expect(Decimal(exactly: rows.first { $0["reference"] == "SHIRT-M" }?["price"] ?? "") == 4.5)
    }
  }

  @Test(
    "A variant that is archived is no combination any more, one that is added is one, and the others keep their ids")
  func comingAndGoing() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      try await bench.carry()
      let product = try #require(bench.product(called: "SHIRT-S"))
      let rows = bench.shop.records("combinations", where: "id_product", is: String(product.id))
      let small = try #require(rows.first { $0["reference"] == "SHIRT-S" }?.id)
      bench.erp.archive(product: shirt.variants[1])
      bench.erp.setValues(shirt.values, attribute: shirt.attribute, template: shirt.template)
      let large = try #require(bench.erp.variants(ofTemplate: shirt.template).first { $0.values == [shirt.values[2]] })
      bench.erp.editByHand("product.product", large.id, ["default_code": "SHIRT-L"])
      bench.erp.archive(product: shirt.variants[1])
      try await bench.carry()
      try await bench.expectNoFaults()
      let left = bench.shop.records("combinations", where: "id_product", is: String(product.id))
      #expect(left.map { $0["reference"] }.sorted() == ["SHIRT-L", "SHIRT-S"])
      #expect(left.contains { $0.id == small })
    }
  }

  private struct Bag {
    let template: Int
    let attribute: Int
    let sizes: [Int]
    /// In the shop.
    let product: Int
  }

  /// A simple product that is sold in the shop, three pieces of it.
  private static func soldBag(_ bench: Bench) async throws -> Bag {
    let sizes = bench.erp.addAttribute("Size", values: ["Small", "Large"])
    var draft = ERPProductDraft("Bag")
    draft.reference = "BAG"
    let bag = try #require(bench.erp.add(draft))
    bench.erp.setOnHand(product: try #require(bag.variants.first), quantity: 3)
    try await bench.carry(Bench.catalogue + ["stock"])
    let product = try #require(bench.product(called: "BAG"))
    #expect(bench.shop.stock(product: product.id) == 3)
    return Bag(template: bag.template, attribute: sizes.attribute, sizes: sizes.values, product: product.id)
  }

  /// Gives it sizes, so many pieces of each, and carries that over.
  private static func combine(_ bag: Bag, _ bench: Bench, onHand quantity: Decimal) async throws {
    bench.erp.setValues(bag.sizes, attribute: bag.attribute, template: bag.template)
    let live = bench.erp.variants(ofTemplate: bag.template).filter(\.isActive)
    for (variant, reference) in zip(live, ["BAG-S", "BAG-L"]) {
      bench.erp.editByHand("product.product", variant.id, ["default_code": .text(reference)])
      bench.erp.setOnHand(product: variant.id, quantity: quantity)
    }
    try await bench.carry(Bench.catalogue + ["stock"])
    try await bench.expectNoFaults()
  }

  @Test("A product in stock that gets combinations without stock is sold out as a whole, too")
  func combinedWithoutStock() async throws {
    try await Bench.run { bench in
      let bag = try await Self.soldBag(bench)
      try await Self.combine(bag, bench, onHand: 0)
      #expect(bench.combinations(of: bag.product).count == 2)
      #expect(bench.shop.stock(product: bag.product) == 0)
    }
  }

  @Test("A simple product gets combinations and loses them again, and its stock goes where it is sold")
  func simpleAndBack() async throws {
    try await Bench.run { bench in
      let bag = try await Self.soldBag(bench)
      try await Self.combine(bag, bench, onHand: 5)
      let rows = bench.shop.records("combinations", where: "id_product", is: String(bag.product))
      #expect(rows.map { $0["reference"] }.sorted() == ["BAG-L", "BAG-S"])
      for row in rows { #expect(bench.shop.stock(product: bag.product, combination: row.id) == 5) }

      bench.erp.setValues([], attribute: bag.attribute, template: bag.template)
      let only = try #require(bench.erp.variants(ofTemplate: bag.template).filter(\.isActive).first)
      bench.erp.editByHand("product.product", only.id, ["default_code": "BAG"])
      bench.erp.setOnHand(product: only.id, quantity: 2)
      try await bench.carry()
      try await bench.expectNoFaults()
      try await bench.carry(["stock"])
      #expect(bench.combinations(of: bag.product) == [])
      #expect(bench.shop.stock(product: bag.product) == 2)
      #expect(bench.shop.record("products", bag.product)?["active"] == "1")
    }
  }

  @Test("The combinations of an archived product stay, for its orders name them")
  func archived() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      try await bench.carry()
      let product = try #require(bench.product(called: "SHIRT-S"))
      bench.erp.setActive(false, template: shirt.template)
      try await bench.carry()
      #expect(bench.shop.record("products", product.id)?["active"] == "0")
      #expect(bench.combinations(of: product.id).count == 2)
      try await bench.expectNoFaults()
    }
  }

  @Test("Nothing is added to a product with combinations that the shop had before, until a person accepts the match")
  func adopted() async throws {
    try await Bench.run { bench in
      _ = try Self.shirt(bench)
      let size = bench.shop.addOption("Size", values: ["Small"])
      let product = bench.shop.addProduct(reference: "SHIRT-S", name: "Old shirt", price: 25, quantity: 0)
      let combination = bench.shop.addCombination(
        product: product, reference: "SHIRT-S", quantity: 1, options: size.values)
      try await bench.match("variants", accept: false)
      try await bench.carry()
      #expect(bench.shop.records("combinations").map(\.id) == [combination])
      #expect(bench.shop.record("products", product)?["name"] == "Old shirt")
      try await bench.match("products", accept: true)
      try await bench.carry()
      try await bench.match("combinations", accept: true)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.records("combinations", where: "id_product", is: String(product)).count == 2)
      #expect(bench.shop.record("combinations", combination)?["reference"] == "SHIRT-S")
      #expect(bench.shop.record("products", product)?["name"] == "Shirt")
    }
  }

  @Test("An order of a new combination is one for its variant in the ERP")
  func ordered() async throws {
    try await Bench.run { bench in
      _ = try Self.shirt(bench)
      try await bench.carry()
      let product = try #require(bench.product(called: "SHIRT-S"))
      let rows = bench.shop.records("combinations", where: "id_product", is: String(product.id))
      let medium = try #require(rows.first { $0["reference"] == "SHIRT-M" })
      let order = bench.order([.init(product.id, combination: medium.id, quantity: 2)])
      try await bench.carry([])
      let document = try #require(bench.documents(of: order).first)
      #expect(document.lines.contains { $0.product == "SHIRT-M" })
    }
  }
}
