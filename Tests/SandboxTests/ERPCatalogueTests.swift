import Foundation
import Testing

@testable import Sandbox

@Suite("The catalogue of a simulated Odoo, as its people work on it")
struct ERPCatalogueTests {
  @Test("A product is made with its languages, variants, picture, tags and suppliers", arguments: ERPVersion.allCases)
  func draft(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let erp = desk.erp
    let size = erp.addAttribute(
      ["en_US": "Size", "fr_FR": "Taille"], values: [["en_US": "Small", "fr_FR": "Petit"], ["en_US": "Large"]])
    var draft = ERPProductDraft(["en_US": "Shirt", "fr_FR": "Chemise"])
    draft.description = ["en_US": "Cotton", "fr_FR": "Coton"]
    draft.listPrice = 20
    draft.lines = [(size.attribute, size.values)]
    draft.category = erp.addCategory("Clothes", below: erp.addCategory("Shop"))
    draft.tags = [try #require(erp.addTag(["en_US": "New", "fr_FR": "Nouveau"]))]
    draft.suppliers = [(try #require(erp.addSupplier("Weaver")), "W-1")]
    draft.picture = ERPPicture.png(1)
    let shirt = try #require(erp.add(draft))
    #expect(shirt.variants.count == 2)
    #expect(erp.text("product.template", shirt.template, language: "fr_FR") == "Chemise")
    #expect(erp.text(of: "description_sale", "product.product", shirt.variants[0], language: "fr_FR") == "Coton")
    #expect(erp.text("product.attribute.value", size.values[1], language: "fr_FR") == "Large")
    #expect(erp.setExtra(3, value: size.values[1], template: shirt.template))
    #expect(erp.variants(ofTemplate: shirt.template).map(\.price) == [20, 23])
    #expect(erp.setPicture(ERPPicture.png(2), variant: shirt.variants[1]))
    let proofs = erp.variants(ofTemplate: shirt.template)
    #expect(proofs.map(\.values) == size.values.map { [$0] })
    #expect(proofs.map { $0.picture == nil } == [true, false])
    let category = erp.record("product.template", shirt.template, fields: ["categ_id"])?["categ_id"]?.integer
    let name = try await desk.read("product.category", try #require(category), ["complete_name"])["complete_name"]
    #expect(name == "Shop / Clothes")
    let own = try #require(draft.category)
    #expect(!erp.move(category: own, below: own))
    let sellers = try await desk.read("product.template", shirt.template, ["seller_ids"])["seller_ids"]
    #expect(sellers?.list?.count == 1)
  }

  @Test("Values come and go; what was sold is archived and comes back", arguments: ERPVersion.allCases)
  func values(version: ERPVersion) throws {
    let desk = try ERPDesk(version)
    let erp = desk.erp
    let size = erp.addAttribute("Size", values: ["S", "M", "L"])
    var draft = ERPProductDraft("Shirt")
    draft.lines = [(size.attribute, Array(size.values.prefix(2)))]
    let shirt = try #require(erp.add(draft))
    erp.setOnHand(product: shirt.variants[0], quantity: 1)
    #expect(erp.setValues(Array(size.values.dropFirst()), attribute: size.attribute, template: shirt.template))
    let after = erp.variants(ofTemplate: shirt.template)
    #expect(after.map(\.values) == size.values.map { [$0] })
    #expect(after.map(\.isActive) == [false, true, true])
    #expect(erp.setValues(size.values, attribute: size.attribute, template: shirt.template))
    #expect(erp.variants(ofTemplate: shirt.template).map(\.isActive) == [true, true, true])
    #expect(erp.removeRecord("product.product", shirt.variants[1]))
    #expect(!erp.removeRecord("product.product", shirt.variants[0]))
    #expect(!erp.removeRecord("product.attribute", size.attribute))
    #expect(erp.setActive(false, template: shirt.template))
    #expect(erp.variants(ofTemplate: shirt.template).allSatisfy { !$0.isActive })
    #expect(erp.setValues([], attribute: size.attribute, template: shirt.template))
  }

  @Test("A language is installed before texts can be written in it", arguments: ERPVersion.allCases)
  func languages(version: ERPVersion) throws {
    let erp = try ERPDesk(version).erp
    let shirt = try #require(erp.add(ERPProductDraft("Shirt")))
    if version >= .v18 {
      #expect(!erp.write(texts: ["de_DE": "Hemd"], "product.template", shirt.template))
    }
    #expect(erp.install(language: "de_DE"))
    #expect(!erp.install(language: "tlh"))
    #expect(erp.write(texts: ["de_DE": "Hemd"], "product.template", shirt.template))
    #expect(erp.text("product.template", shirt.template, language: "de_DE") == "Hemd")
    #expect(erp.text("product.template", shirt.template, language: "en_US") == "Shirt")
  }

  @Test("Price items are added, changed and deleted", arguments: ERPVersion.allCases)
  func prices(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let erp = desk.erp
    let shirt = try #require(erp.add(ERPProductDraft("Shirt")))
    let list = try #require(erp.addPricelist(currency: "EUR", name: "Trade"))
    let item = try #require(erp.addPriceItem(pricelist: list, template: shirt.template, price: 8, quantity: 10))
    #expect(erp.addPriceItem(pricelist: list, from: "2026-02-01 00:00:00", until: "2026-01-01 00:00:00") == nil)
    let discount = try #require(erp.addPriceItem(pricelist: list, variant: shirt.variants[0], discount: 15))
    let names = try await desk.call("product.pricelist.item", "read", [.ids([item, discount]), ["name"]]).list ?? []
    #expect(names.map { $0.map?["name"] } == [.text(version >= .v18 ? "Shirt" : "Product: Shirt"), "Variant: Shirt"])
    #expect(erp.editByHand("product.pricelist.item", item, ["fixed_price": 7]))
    #expect(erp.removeRecord("product.template", shirt.template))
    #expect(erp.count("product.pricelist.item") == 0)
  }

  @Test("A hundred thousand products are made in moments, and their variants tell themselves apart")
  func many() async throws {
    let desk = try ERPDesk(.v18)
    let erp = desk.erp
    let size = erp.addAttribute("Size", values: ["S", "M"])
    let colour = erp.addAttribute("Colour", values: ["Red", "Blue"])
    var draft = ERPProductDraft("Shirt")
    draft.lines = [(size.attribute, size.values), (colour.attribute, colour.values)]
    draft.picture = ERPPicture.png(1)
    let shirt = try #require(erp.add(draft))
    erp.editByHand("product.product", shirt.variants[3], ["default_code": "MB"])
    let shirts = erp.multiply(template: shirt.template, count: 1_000)
    #expect(shirts.count == 1_000 && Set(shirts).count == 1_000)
    let last = erp.variants(ofTemplate: shirts[999])
    #expect(last.map(\.values) == erp.variants(ofTemplate: shirt.template).map(\.values))
    #expect(last[3].reference == "MB 1000")
    let found = try await desk.search(
      "product.template.attribute.value", [["product_tmpl_id", "=", .integer(shirts[999])]])
    #expect(found.count == 4)
    let pictures = try await desk.call(
      "ir.attachment", "search_count", [[["res_model", "=", "product.template"], ["res_field", "=", "image_1920"]]])
    #expect(pictures == 1_000)
    #expect(erp.setValues([size.values[0]], attribute: size.attribute, template: shirts[500]))
    #expect(erp.variants(ofTemplate: shirts[500]).count == 2)
    #expect(erp.variants(ofTemplate: shirts[501]).count == 4)
    let plain = try #require(erp.add(ERPProductDraft("Mug")))
    #expect(erp.multiply(template: plain.template, count: 100_000).count == 100_000)
    #expect(erp.count("product.product") >= 104_000)
  }

  @Test("A made picture is a PNG that differs by its number and grows with its side")
  func pictures() {
    let one = ERPPicture.png(1)
    #expect(one.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(one != ERPPicture.png(2))
    #expect(ERPPicture.png(1, side: 200).count > 120_000)
  }
}
