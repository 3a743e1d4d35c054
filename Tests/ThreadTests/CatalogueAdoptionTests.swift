import Foundation
import Records
import Sandbox
import Testing

/// Products that the shop had before: what becomes theirs of the ERP's, and what they keep, once a person has accepted the match.
@Suite("A shop's own catalogue, taken over by the ERP")
struct CatalogueAdoptionTests {
  /// What a product of the shop has, and the ERP may know nothing of.
  private static let own = [
    "ean13": "4006381333931", "upc": "036000291452", "wholesale_price": "4.500000", "weight": "0.350000",
    "id_tax_rules_group": "2",
  ]

  @Test(
    "What the ERP does not know of a product is left as the shop has it; what it knows is the ERP's, and taken back when it no longer is",
    arguments: Sandbox.ShopVersion.allCases)
  func unknownIsLeft(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let supplier = bench.shop.insert("suppliers", ["name": "Potter", "active": "1"])
      let own = Self.own.merging(["id_supplier": String(supplier)]) { old, _ in old }
      bench.shop.edit("products", bench.mug, own)
      let id = try bench.template(called: "Mug")
      bench.erp.editByHand("product.template", id, ["taxes_id": .list([]), "list_price": 12])
      try await bench.match("products", accept: true)
      try await bench.carry()
      try await bench.expectNoFaults()
      let mug = try #require(bench.shop.record("products", bench.mug))
      #expect(mug["name"] == "Mug")
      #expect(Decimal(exactly: mug["price"]) == 12)
      for (field, value) in own { #expect(mug[field] == value, "\(field)") }

      bench.erp.editByHand(
        "product.template", id, ["barcode": "96385074", "standard_price": 5, "weight": .decimal(0.4)])
      try await bench.carry()
      let known = try #require(bench.shop.record("products", bench.mug))
      #expect(known["ean13"] == "96385074" && known["upc"] == "036000291452")
      #expect(Decimal(exactly: known["wholesale_price"]) == 5 && Decimal(exactly: known["weight"]) == 0.4)
      #expect(known["id_supplier"] == String(supplier) && known["id_tax_rules_group"] == "2")

      bench.erp.editByHand("product.template", id, ["barcode": false, "standard_price": 0, "weight": 0])
      try await bench.carry()
      try await bench.expectNoFaults()
      let back = try #require(bench.shop.record("products", bench.mug))
      #expect(back["ean13"] == "" && back["upc"] == "036000291452")
      #expect(Decimal(exactly: back["wholesale_price"]) == 0 && Decimal(exactly: back["weight"]) == 0)
      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  /// A shirt in two sizes of the ERP; the shop has one that is called so, too.
  private struct Shirt {
    let template: Int
    /// Small, medium.
    let variants: [Int]
    /// In the shop.
    let product: Int
    let options: [Int]
  }

  private static func shirt(_ bench: Bench) throws -> Shirt {
    let sizes = bench.erp.addAttribute("Size", values: ["Small", "Medium"])
    var draft = ERPProductDraft("Shirt")
    draft.lines = [(sizes.attribute, sizes.values)]
    let made = try bench.make(draft, variants: ["SHIRT-S", "SHIRT-M"])
    let (product, options) = bench.addToShop("SHIRT", name: "Old shirt", sizes: ["Small", "Medium"])
    return Shirt(template: made.template, variants: made.variants, product: product, options: options)
  }

  /// A person matches what both sides have and accepts it, in the order that the README names.
  private static func accept(_ bench: Bench, upTo last: String = "combinations") async throws {
    try await bench.match("variants", accept: false)
    for flow in ["attributes", "attribute_values", "products", "combinations"] {
      try await bench.match(flow, accept: true)
      if flow == last { return }
    }
  }

  @Test(
    "A combination that the shop has without a reference is found by its values, and not made again",
    arguments: Sandbox.ShopVersion.allCases)
  func foundByValues(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let shirt = try Self.shirt(bench)
      let medium = bench.shop.addCombination(product: shirt.product, reference: "", options: [shirt.options[1]])
      let small = bench.shop.addCombination(
        product: shirt.product, reference: "SHIRT-S", options: [shirt.options[0]])
      try await Self.accept(bench)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.records("combinations").map(\.id).sorted() == [medium, small])
      #expect(bench.combinations(of: shirt.product) == ["SHIRT-M: Medium", "SHIRT-S: Small"])
      #expect(bench.shop.record("combinations", medium)?["default_on"] == "1")
    }
  }

  @Test(
    "A combination that is new beside those of the shop leaves the page's first one as it is",
    arguments: Sandbox.ShopVersion.allCases)
  func secondDefault(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let shirt = try Self.shirt(bench)
      let medium = bench.shop.addCombination(
        product: shirt.product, reference: "SHIRT-M", options: [shirt.options[1]])
      try await Self.accept(bench, upTo: "products")
      try await bench.carry()
      try await bench.expectNoFaults()
      let rows = bench.shop.records("combinations", where: "id_product", is: String(shirt.product))
      #expect(rows.map { $0["reference"] }.sorted() == ["SHIRT-M", "SHIRT-S"])
      #expect(rows.filter { $0["default_on"] == "1" }.map(\.id) == [medium])
    }
  }

  @Test("A product of which every variant is archived, and it is not, is switched off and keeps its combinations")
  func withoutVariants() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      bench.shop.delete("products", shirt.product)
      try await bench.carry()
      let product = try #require(bench.product(called: "SHIRT-S"))
      #expect(product["active"] == "1")
      for variant in shirt.variants { bench.erp.archive(product: variant) }
      try #require(bench.erp.record("product.template", shirt.template, fields: ["active"])?["active"] == true)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.record("products", product.id)?["active"] == "0")
      #expect(bench.combinations(of: product.id).count == 2)
    }
  }

  @Test("A product that has pictures in the shop keeps them and its cover; one that has none gets the ERP's")
  func pictures() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      bench.erp.setPicture(ERPPicture.png(1), template: shirt.template)
      bench.erp.setPicture(ERPPicture.png(2), variant: shirt.variants[1])
      bench.shop.addCombination(product: shirt.product, reference: "SHIRT-S", options: [shirt.options[0]])
      let front = bench.shop.addPicture(product: shirt.product, bytes: ERPPicture.png(7))
      let back = bench.shop.addPicture(product: shirt.product, bytes: ERPPicture.png(8))
      let mug = try bench.template(called: "Mug")
      bench.erp.setPicture(ERPPicture.png(3), template: mug)
      try await Self.accept(bench)
      try await bench.carry()
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.pictures(of: shirt.product).map(\.id) == [front, back])
      #expect(bench.shop.pictures(of: shirt.product).filter(\.isCover).map(\.id) == [front])
      #expect(bench.shop.pictures(of: bench.mug).map(\.bytes) == [ERPPicture.png(3)])

      bench.erp.setPicture(ERPPicture.png(4), template: shirt.template)
      bench.erp.setPicture(ERPPicture.png(5), template: mug)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.pictures(of: shirt.product).map(\.id) == [front, back])
      #expect(bench.shop.pictures(of: bench.mug).map(\.bytes) == [ERPPicture.png(5)])
    }
  }

  @Test("The pictures of a product's variants stay while it is archived")
  func archivedPictures() async throws {
    try await Bench.run { bench in
      let shirt = try Self.shirt(bench)
      bench.shop.delete("products", shirt.product)
      bench.erp.setPicture(ERPPicture.png(1), template: shirt.template)
      bench.erp.setPicture(ERPPicture.png(2), variant: shirt.variants[1])
      try await bench.carry()
      let product = try #require(bench.product(called: "SHIRT-S"))
      let pictures = bench.shop.pictures(of: product.id).map(\.id)
      #expect(pictures.count == 2)
      bench.erp.setActive(false, template: shirt.template)
      try await bench.carry()
      #expect(bench.shop.record("products", product.id)?["active"] == "0")
      #expect(bench.shop.pictures(of: product.id).map(\.id) == pictures)
      bench.erp.setActive(true, template: shirt.template)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.pictures(of: product.id).map(\.id) == pictures)
    }
  }

  @Test(
    "A virtual product of the shop and a pack stay what they are, whatever the ERP changes of them",
    arguments: Sandbox.ShopVersion.allCases)
  func virtualAndPack(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let types = ["VOUCHER-10": "virtual", "TEA-SET": "pack"]
      for (reference, type) in types {
        let product = bench.product(reference, name: "Old \(reference)")
        let flag = type == "pack" ? "cache_is_pack" : "is_virtual"
        bench.shop.edit("products", product, [flag: "1", "product_type": type])
      }
      try await bench.match("products", accept: true)
      try await bench.carry()
      try await bench.expectNoFaults()
      for template in bench.erp.records("product.template", fields: ["default_code"]) {
        guard let id = template["id"]?.integer, let code = template["default_code"]?.text, types[code] != nil else {
          continue
        }
        bench.erp.editByHand("product.template", id, ["list_price": 31])
      }
      try await bench.carry()
      try await bench.expectNoFaults()
      for (reference, type) in types {
        let product = try #require(bench.product(called: reference))
        if version != .v16 { #expect(product["product_type"] == type) }
        #expect(product["is_virtual"] == (type == "virtual" ? "1" : product["is_virtual"]))
        #expect(Decimal(exactly: product["price"]) == 31)
      }
      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  @Test("What was matched, and nobody has accepted, makes no categories")
  func needsOfProposed() async throws {
    try await Bench.run { bench in
      let shelf = try #require(bench.erp.addCategory("Crockery"))
      let mug = try bench.template(called: "Mug")
      bench.erp.editByHand("product.template", mug, ["categ_id": .integer(shelf)])
      let categories = bench.shop.count("categories")
      try await bench.match("products", accept: false)
      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
      #expect(bench.shop.count("categories") == categories)
      try await bench.match("products", accept: true)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.records("categories").contains { $0["name"] == "Crockery" })
    }
  }
}
