import Foundation
import Records
import Sandbox
import Testing

/// Products of the ERP in the shop: simple ones, their texts, categories, tags, features and suppliers.
@Suite("The catalogue from the ERP")
struct CatalogueTests {
  /// A chair with everything that a product may have.
  private static func chair(_ bench: Bench) throws -> (template: Int, variant: Int, category: Int) {
    let furniture = try #require(bench.erp.addCategory("Furniture"))
    let chairs = try #require(bench.erp.addCategory("Chairs", below: furniture))
    let tag = try #require(bench.erp.addTag(["en_US": "Handmade", "fr_FR": "Fait main"]))
    let care = bench.erp.addAttribute(
      ["en_US": "Care", "fr_FR": "Entretien"], values: [["en_US": "Oil", "fr_FR": "Huile"]], mode: "no_variant")
    let sawmill = try #require(bench.erp.addSupplier("Sawmill"))
    var draft = ERPProductDraft(["en_US": "Oak chair", "fr_FR": "Chaise en chêne"])
    draft.description = ["en_US": "Solid oak.", "fr_FR": "Chêne massif."]
    draft.reference = "CHAIR"
    draft.barcode = "4006381333931"
    draft.listPrice = 100
    draft.category = chairs
    draft.lines = [(care.attribute, care.values)]
    draft.tags = [tag]
    draft.suppliers = [(sawmill, "S-1")]
    draft.fields = ["weight": .decimal(6.25), "standard_price": 40]
    let made = try #require(bench.erp.add(draft))
    return (made.template, try #require(made.variants.first), chairs)
  }

  @Test(
    "A product of the ERP becomes one of the shop, in both languages, with what it refers to, and a second run writes nothing",
    arguments: Sandbox.ShopVersion.allCases)
  func created(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      _ = try Self.chair(bench)
      try await bench.carry()
      try await bench.expectNoFaults()

      let chair = try #require(bench.product(called: "CHAIR"))
      #expect(chair.texts["name"] == [1: "Oak chair", 2: "Chaise en chêne"])
      #expect(chair.texts["link_rewrite"] == [1: "oak-chair", 2: "chaise-en-chene"])
      #expect(chair.texts["description_short"] == [1: "<p>Solid oak.</p>", 2: "<p>Chêne massif.</p>"])
      #expect(chair["ean13"] == "4006381333931")
      #expect(Decimal(exactly: chair["price"]) == 100)
      #expect(Decimal(exactly: chair["wholesale_price"]) == 40)
      #expect(Decimal(exactly: chair["weight"]) == 6.25)
      #expect(chair["active"] == "1" && chair["available_for_order"] == "1" && chair["show_price"] == "1")
      #expect(chair["visibility"] == "both" && chair["minimal_quantity"] == "1")
      if version != .v16 { #expect(chair["state"] == "1") }
      #expect(chair["id_tax_rules_group"] == "1")

      let chairs = try #require(bench.shop.record("categories", Int(chair["id_category_default"]) ?? 0))
      #expect(chairs["name"] == "Chairs" && bench.ids("categories", of: chair) == [chairs.id])
      let furniture = try #require(bench.shop.record("categories", Int(chairs["id_parent"]) ?? 0))
      #expect(furniture["name"] == "Furniture" && furniture["active"] == "1")

      let tags = bench.ids("tags", of: chair).compactMap { bench.shop.record("tags", $0)?["name"] }
      #expect(tags.sorted() == ["Fait main", "Handmade"])
      let feature = try #require(chair.lists["product_features"]?.first)
      #expect(
        bench.shop.record("product_features", Int(feature["id"] ?? "") ?? 0)?.texts["name"]
          == [1: "Care", 2: "Entretien"])
      #expect(
        bench.shop.record("product_feature_values", Int(feature["id_feature_value"] ?? "") ?? 0)?.texts["value"]
          == [1: "Oil", 2: "Huile"])
      #expect(bench.shop.record("suppliers", Int(chair["id_supplier"]) ?? 0)?["name"] == "Sawmill")

      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  @Test("What is renamed, moved and priced anew in the ERP follows in the shop; the pages keep their addresses")
  func renamed() async throws {
    try await Bench.run { bench in
      let (template, _, category) = try Self.chair(bench)
      try await bench.carry()
      bench.erp.write(texts: ["en_US": "Ash chair", "fr_FR": "Chaise en frêne"], "product.template", template)
      bench.erp.editByHand("product.template", template, ["list_price": 120])
      bench.erp.editByHand("product.category", category, ["name": "Seats"])
      bench.erp.move(category: category, below: nil)
      try await bench.carry()
      try await bench.expectNoFaults()
      let chair = try #require(bench.product(called: "CHAIR"))
      #expect(chair.texts["name"] == [1: "Ash chair", 2: "Chaise en frêne"])
      #expect(chair.texts["link_rewrite"] == [1: "oak-chair", 2: "chaise-en-chene"])
      #expect(Decimal(exactly: chair["price"]) == 120)
      let seats = try #require(bench.shop.record("categories", Int(chair["id_category_default"]) ?? 0))
      #expect(seats["name"] == "Seats" && seats["id_parent"] == "2" && seats["link_rewrite"] == "chairs")
    }
  }

  @Test("A product that is archived in the ERP is switched off in the shop, and on again when it comes back")
  func archived() async throws {
    try await Bench.run { bench in
      let (template, _, _) = try Self.chair(bench)
      try await bench.carry()
      bench.erp.setActive(false, template: template)
      try await bench.carry()
      #expect(bench.product(called: "CHAIR")?["active"] == "0")
      bench.erp.setActive(true, template: template)
      try await bench.carry()
      #expect(bench.product(called: "CHAIR")?["active"] == "1")
      try await bench.expectNoFaults()
    }
  }

  @Test("A product that is deleted in the ERP is switched off once a comparison has seen it")
  func deleted() async throws {
    try await Bench.run { bench in
      let (template, _, _) = try Self.chair(bench)
      try await bench.carry()
      bench.erp.removeRecord("product.template", template)
      try await bench.carry()
      #expect(bench.product(called: "CHAIR")?["active"] == "1")
      try await bench.verify("products")
      try await bench.carry()
      #expect(bench.product(called: "CHAIR")?["active"] == "0")
    }
  }

  @Test("Texts that a person has changed in the shop stay, whatever else changes in the ERP")
  func editedTexts() async throws {
    try await Bench.run { bench in
      let (template, _, _) = try Self.chair(bench)
      try await bench.carry()
      let id = try #require(bench.product(called: "CHAIR")?.id)
      let texts = [1: "<p>The chair.</p>", 2: "<p>La chaise.</p>"]
      bench.shop.edit(
        "products", id, [:], texts: ["description_short": texts, "meta_title": [1: "Best", 2: "Meilleur"]])
      bench.erp.editByHand("product.template", template, ["list_price": 90])
      try await bench.carry()
      let chair = try #require(bench.shop.record("products", id))
      #expect(Decimal(exactly: chair["price"]) == 90)
      #expect(chair.texts["description_short"] == texts)
      #expect(chair.texts["meta_title"] == [1: "Best", 2: "Meilleur"])
      try await bench.expectNoFaults()
    }
  }

  @Test("Categories, features and tags that a person has added in the shop stay when the ERP's change")
  func addedByHand() async throws {
    try await Bench.run { bench in
      let (template, _, _) = try Self.chair(bench)
      try await bench.carry()
      let id = try #require(bench.product(called: "CHAIR")?.id)
      let own = bench.ids("categories", of: bench.shop.record("products", id))
      let sale = bench.shop.insert("categories", ["id_parent": "2", "name": "Sale", "active": "1"])
      let feature = bench.shop.insert("product_features", ["name": "Style"])
      let value = bench.shop.insert("product_feature_values", ["id_feature": String(feature), "value": "Plain"])
      let rows = bench.shop.record("products", id)?.lists["product_features"] ?? []
      let old = rows.map { [$0["id"] ?? "", $0["id_feature_value"] ?? ""] }
      bench.shop.setLists(
        "products", id,
        [
          "categories": (own + [sale]).map { [String($0)] },
          "product_features": old + [[String(feature), String(value)]],
        ])

      let tables = try #require(bench.erp.addCategory("Tables"))
      bench.erp.editByHand("product.template", template, ["categ_id": .integer(tables)])
      try await bench.carry()
      try await bench.expectNoFaults()
      let chair = try #require(bench.shop.record("products", id))
      let names = bench.ids("categories", of: chair).compactMap { bench.shop.record("categories", $0)?["name"] }
      #expect(names.sorted() == ["Sale", "Tables"])
      #expect(bench.ids("product_features", of: chair).count == 2)
    }
  }

  @Test("A product that the shop had before is not touched until a person accepts the match")
  func adopted() async throws {
    try await Bench.run { bench in
      let before = bench.shop.fields("products")[bench.mug]
      try await bench.carry()
      #expect(bench.shop.fields("products")[bench.mug] == before)
      #expect(bench.shop.count("products") == 1)
      try await bench.match("products", accept: true)
      try await bench.carry()
      let mug = try #require(bench.shop.record("products", bench.mug))
      #expect(mug["name"] == "Mug")
      #expect(mug["link_rewrite"] == before?["link_rewrite"] ?? mug["link_rewrite"])
      try await bench.expectNoFaults()
    }
  }

  @Test(
    "What Odoo does not sell, services and what orders need for shipping stay out of the shop, and so do categories without products"
  )
  func leftOut() async throws {
    try await Bench.run { bench in
      var unsold = ERPProductDraft("Spare part")
      unsold.reference = "SPARE"
      unsold.fields = ["sale_ok": false]
      bench.erp.add(unsold)
      bench.erp.addCategory("Expenses")
      let categories = bench.shop.count("categories")
      try await bench.carry()
      #expect(bench.shop.count("products") == 1)
      #expect(bench.shop.records("categories").count { $0["name"] == "Expenses" } == 0)
      #expect(bench.shop.count("categories") - categories <= 1)  // the mug's own
      try await bench.expectNoFaults()
    }
  }

  @Test("A product without a reference is one row of the quarantine, and the others are carried over")
  func noReference() async throws {
    try await Bench.run { bench in
      _ = try Self.chair(bench)
      bench.erp.add(ERPProductDraft("Nameless"))
      try await bench.carry()
      #expect(try await bench.faults() == ["products: NO_REFERENCE"])
      #expect(bench.product(called: "CHAIR") != nil)
    }
  }

  @Test("A new product is known to stock and orders at once")
  func stockAndOrders() async throws {
    try await Bench.run { bench in
      let (_, variant, _) = try Self.chair(bench)
      bench.erp.setOnHand(product: variant, quantity: 7)
      try await bench.carry(Bench.catalogue + ["stock"])
      let id = try #require(bench.product(called: "CHAIR")?.id)
      #expect(bench.shop.stock(product: id) == 7)
      let order = bench.order([.init(id, quantity: 2)])
      try await bench.carry([])
      #expect(bench.documents(of: order).count == 1)
    }
  }
}
