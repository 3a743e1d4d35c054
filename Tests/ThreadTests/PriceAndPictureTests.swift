import Foundation
import Mapping
import Records
import Sandbox
import Testing

/// Pictures and price lists.
@Suite("Pictures and price lists from the ERP")
struct PriceAndPictureTests {
  private static func mugs(_ bench: Bench) throws -> (template: Int, variants: [Int]) {
    let colours = bench.erp.addAttribute("Glaze", values: ["Blue", "Green"])
    var draft = ERPProductDraft("Cup")
    draft.listPrice = 20
    draft.picture = ERPPicture.png(1)
    draft.lines = [(colours.attribute, colours.values)]
    let made = try bench.make(draft, variants: ["CUP-B", "CUP-G"])
    bench.erp.setPicture(ERPPicture.png(2), variant: made.variants[1])
    return made
  }

  @Test("The product's picture is the cover, a variant's is its combination's, and nothing is uploaded twice")
  func pictures() async throws {
    try await Bench.run { bench in
      _ = try Self.mugs(bench)
      try await bench.carry()
      try await bench.expectNoFaults()
      let cup = try #require(bench.product(called: "CUP-B"))
      let pictures = bench.shop.pictures(of: cup.id)
      #expect(pictures.count == 2)
      #expect(pictures.filter(\.isCover).map(\.bytes) == [ERPPicture.png(1)])
      let rows = bench.shop.records("combinations", where: "id_product", is: String(cup.id))
      let green = try #require(rows.first { $0["reference"] == "CUP-G" })
      #expect(bench.ids("images", of: green) == pictures.filter { $0.bytes == ERPPicture.png(2) }.map(\.id))
      #expect(bench.ids("images", of: rows.first { $0["reference"] == "CUP-B" }) == [])
      bench.shop.log.reset()
      try await bench.carry()
      #expect(bench.changesOfShop == [])
    }
  }

  @Test("A plan shows combinations together with the pictures that they are to have")
  func planned() async throws {
    try await Bench.run { bench in
      _ = try Self.mugs(bench)
      let mappings = try Shipped.catalogue()
      let plan = try await bench.withEngine(mappings: mappings) { try await $0.plan(Bench.catalogue) }
      let combinations = plan.changes.filter { $0.flow == "combinations" }
      #expect(combinations.map(\.kind) == [.create, .create])
      #expect(bench.shop.records("products", where: "reference", is: "CUP-B").isEmpty)
    }
  }

  @Test("A combination that gets one value more keeps its picture")
  func oneValueMore() async throws {
    try await Bench.run { bench in
      let made = try Self.mugs(bench)
      try await bench.carry()
      let cup = try #require(bench.product(called: "CUP-B"))
      let size = bench.erp.addAttribute("Size", values: ["Large"])
      #expect(bench.erp.setValues(size.values, attribute: size.attribute, template: made.template))
      try await bench.carry()
      try await bench.expectNoFaults()
      let rows = bench.shop.records("combinations", where: "id_product", is: String(cup.id))
      let green = try #require(rows.first { $0["reference"] == "CUP-G" })
      let picture = try #require(bench.shop.pictures(of: cup.id).first { $0.bytes == ERPPicture.png(2) })
      #expect(bench.ids("product_option_values", of: green).count == 2)
      #expect(bench.ids("images", of: green) == [picture.id])
    }
  }

  @Test(
    "A picture that is exchanged in the ERP is exchanged in the shop; one that a person added stays, and one taken away goes"
  )
  func exchanged() async throws {
    try await Bench.run { bench in
      let made = try Self.mugs(bench)
      try await bench.carry()
      let cup = try #require(bench.product(called: "CUP-B"))
      let cover = try #require(bench.shop.pictures(of: cup.id).first { $0.isCover }?.id)
      let own = bench.shop.addPicture(product: cup.id, bytes: ERPPicture.png(9))
      bench.erp.setPicture(ERPPicture.png(3), template: made.template)
      bench.erp.setPicture(nil, variant: made.variants[1])
      try await bench.carry()
      try await bench.expectNoFaults()
      let pictures = bench.shop.pictures(of: cup.id)
      #expect(pictures.map(\.id).sorted() == [cover, own].sorted())
      #expect(pictures.first { $0.id == cover }?.bytes == ERPPicture.png(3))
      #expect(pictures.first { $0.id == own }?.bytes == ERPPicture.png(9))
    }
  }

  /// The catalogue's files with a price list for a group of the shop.
  private static func prices(_ list: String) throws -> (Folder, [String]) {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/tables", withIntermediateDirectories: true)
    let table = "table: price_groups\nfrom: odoo/product.pricelist\nrows: {'\(list)': {group: 3, everything: true}}\n"
    try table.write(toFile: folder.path + "/tables/price_groups.yaml", atomically: true, encoding: .utf8)
    return (folder, Shipped.catalogueFolders + [folder.path])
  }

  /// A product of the ERP that costs 50.
  private static func lamp(_ bench: Bench, category: Int? = nil) throws -> (template: Int, variants: [Int]) {
    var draft = ERPProductDraft("Lamp")
    draft.reference = "LAMP"
    draft.listPrice = 50
    draft.category = category
    return try #require(bench.erp.add(draft))
  }

  @Test(
    "The rules of a list are special prices of its group; a rule that goes is removed, and a person's own special price stays"
  )
  func lists() async throws {
    let (folder, folders) = try Self.prices("Professionals")
    defer { folder.remove() }
    try await Bench.run { bench in
      let category = bench.erp.addCategory("Light")
      let lamp = try Self.lamp(bench, category: bench.erp.addCategory("Lamps", below: category))
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Professionals"))
      let fixed = try #require(
        bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: 40, quantity: 10))
      bench.erp.addPriceItem(pricelist: list, category: category, discount: 5)
      bench.erp.addPriceItem(
        pricelist: list, discount: 2, from: "2026-01-01 00:00:00", until: "2026-02-01 00:00:00")
      let mappings = try MappingSet.load(directories: folders)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      let product = try #require(bench.product(called: "LAMP")?.id)
      let rows = bench.shop.records("specific_prices")
      #expect(rows.map { $0["id_product"] }.sorted() == ["0", String(product), String(product)])
      #expect(Set(rows.map { $0["id_group"] }) == ["3"])
      let ten = try #require(rows.first { $0["from_quantity"] == "10" })
      #expect(Decimal(exactly: ten["price"]) == 40 && Decimal(exactly: ten["reduction"]) == 0)
      let five = try #require(rows.first { Decimal(exactly: $0["reduction"]) == Decimal(string: "0.05") })
      #expect(Decimal(exactly: five["price"]) == -1 && five["reduction_type"] == "percentage")

      bench.shop.log.reset()
      try await bench.carry(mappings: mappings)
      #expect(bench.changesOfShop == [])

      let own = bench.shop.insert(
        "specific_prices",
        [
          "id_product": String(product), "id_group": "3", "from_quantity": "3", "price": "-1", "reduction": "0.5",
          "reduction_type": "percentage",
        ])
      bench.erp.removeRecord("product.pricelist.item", fixed)
      bench.erp.editByHand("product.pricelist", list, ["sequence": 5])
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      let left = bench.shop.records("specific_prices")
      #expect(left.count == 3 && left.contains { $0.id == own } && !left.contains { $0.id == ten.id })
    }
  }

  @Test("A list that is deleted is found by a comparison; the next run removes its special prices and no others")
  func deletedList() async throws {
    let (folder, folders) = try Self.prices("Professionals")
    defer { folder.remove() }
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      bench.erp.addPricelist(currency: "EUR", name: "Staff")
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Professionals"))
      bench.erp.addPriceItem(pricelist: list, template: lamp.template, price: 40, quantity: 10)
      bench.erp.addPriceItem(pricelist: list, discount: 2)
      let mappings = try MappingSet.load(directories: folders)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.shop.count("specific_prices") == 2)
      let own = bench.shop.insert("specific_prices", ["id_group": "3", "price": "-1", "reduction": "0.5"])

      #expect(bench.erp.removeRecord("product.pricelist", list))
      try await bench.carry(mappings: mappings)
      #expect(bench.shop.count("specific_prices") == 3)
      let report = try await bench.withEngine(mappings: mappings) { try await $0.verify("prices") { _ in } }
      #expect(report.gone == 1 && report.faulty == 0)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.shop.records("specific_prices").map(\.id) == [own])
      let again = try await bench.withEngine(mappings: mappings) { try await $0.verify("prices") { _ in } }
      #expect(again.isEqual)
    }
  }

  @Test("A list that shows none of its many rules any more keeps its special prices until a person consents")
  func emptiedList() async throws {
    let (folder, folders) = try Self.prices("Professionals")
    defer { folder.remove() }
    try await Bench.run { bench in
      let lamp = try Self.lamp(bench)
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Professionals"))
      let rules = try (1...26).map { quantity in
        try #require(
          bench.erp.addPriceItem(
            pricelist: list, template: lamp.template, price: Decimal(50 - quantity), quantity: Decimal(quantity)))
      }
      let mappings = try MappingSet.load(directories: folders)
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.shop.count("specific_prices") == 26)

      for rule in rules { bench.erp.removeRecord("product.pricelist.item", rule) }
      bench.erp.editByHand("product.pricelist", list, ["sequence": 5])
      try await bench.carry(mappings: mappings)
      #expect(try await bench.faults() == ["prices: SURPLUS_DOUBTFUL"])
      #expect(bench.shop.count("specific_prices") == 26)

      try await bench.replay()
      try await bench.carry(mappings: mappings)
      try await bench.expectNoFaults()
      #expect(bench.shop.count("specific_prices") == 0)
    }
  }

  @Test("A product that is deleted keeps its combinations and pictures, and is switched off")
  func deletedProduct() async throws {
    try await Bench.run { bench in
      let made = try Self.mugs(bench)
      try await bench.carry()
      let cup = try #require(bench.product(called: "CUP-B"))
      let (combinations, pictures) = (bench.combinations(of: cup.id), bench.shop.pictures(of: cup.id).map(\.id))
      #expect(bench.erp.removeRecord("product.template", made.template))
      for flow in ["products", "images", "combinations"] { try await bench.verify(flow) }
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(bench.shop.record("products", cup.id)?["active"] == "0")
      #expect(bench.combinations(of: cup.id) == combinations && combinations.count == 2)
      #expect(bench.shop.pictures(of: cup.id).map(\.id) == pictures && pictures.count == 2)
    }
  }

  @Test("A list that is for none of the shop's groups is left alone")
  func otherLists() async throws {
    try await Bench.run { bench in
      let list = try #require(bench.erp.addPricelist(currency: "EUR", name: "Staff"))
      bench.erp.addPriceItem(pricelist: list, discount: 50)
      try await bench.carry()
      #expect(bench.shop.count("specific_prices") == 0)
      try await bench.expectNoFaults()
    }
  }
}
