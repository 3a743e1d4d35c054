import Engine
import Foundation
import Records
import Sandbox
import Testing

/// A merchant begins with what he has: the shop's catalogue in an ERP without products.
@Suite("A catalogue is brought into an empty ERP")
struct ImportTests {
  static let versions: [(Sandbox.ShopVersion, ERPVersion)] = [
    (.v8, .v18), (.v8, .v19), (.v17, .v17), (.v17, .v16),
  ]

  private func template(_ name: String, _ bench: ImportBench, _ fields: [String] = []) -> [String: Value]? {
    bench.erp.records("product.template", fields: ["id", "name"] + fields).first { $0["name"]?.text == name }
  }

  @Test("All is there once, in both languages, and linked; a second import makes nothing", arguments: versions)
  func isThereOnce(_ version: Sandbox.ShopVersion, _ erp: ERPVersion) async throws {
    let bench = try await ImportBench(version, erp)
    let first = try await bench.importProducts()
    try #require(first.end == .done, "\(first)")
    #expect(try await bench.faults() == [])
    let stool = template(
      "Stool", bench,
      ["default_code", "barcode", "list_price", "standard_price", "weight", "taxes_id", "image_1920", "sale_ok"])
    #expect(stool?["default_code"] == "STOOL")
    #expect(stool?["barcode"] == "4006381333931")
    #expect(stool?["list_price"]?.number == 10)
    #expect(stool?["weight"]?.number == Decimal(25) / 10)
    #expect(stool?["image_1920"]?.isEmpty == false)
    let id = stool?["id"]?.integer ?? 0
    #expect(bench.erp.text(of: "name", "product.template", id, language: "fr_FR") == "Tabouret")
    #expect(bench.erp.text(of: "description_sale", "product.template", id, language: "fr_FR") == "Chêne & hêtre")
    let old = try #require(template("Old bench", bench, ["sale_ok"]))
    #expect(old["sale_ok"] != true)

    let chair = template("Chair", bench)?["id"]?.integer ?? 0
    let variants = bench.erp.variants(ofTemplate: chair)
    #expect(variants.filter(\.isActive).compactMap(\.reference).sorted() == ["CHAIR-L-R", "CHAIR-S-B", "CHAIR-S-R"])
    #expect(variants.filter { !$0.isActive }.count == 1)
    let large = variants.first { $0.reference == "CHAIR-L-R" }
    #expect(large?.price == 72)

    let templates = bench.erp.count("product.template")
    let second = try await bench.importProducts()
    #expect(second.end == .done)
    #expect(second.flows.values.allSatisfy { $0.created == 0 && $0.updated == 0 }, "\(second.flows)")
    #expect(bench.erp.count("product.template") == templates)
    #expect(bench.changesOfShop == [])
    await bench.stop()
  }

  @Test(
    "The first sync afterwards writes nothing to the shop; a product that is renamed in the ERP is renamed once",
    arguments: versions)
  func isHandedOver(_ version: Sandbox.ShopVersion, _ erp: ERPVersion) async throws {
    let bench = try await ImportBench(version, erp)
    _ = try await bench.importProducts()
    let sync = try await bench.sync()
    #expect(sync.end == .done, "\(sync)")
    #expect(try await bench.faults() == [])
    #expect(bench.changesOfShop == [])

    let id = template("Chair", bench)?["id"]?.integer ?? 0
    bench.erp.write(texts: ["en_US": "Armchair", "fr_FR": "Fauteuil"], "product.template", id)
    _ = try await bench.sync()
    #expect(bench.changesOfShop.count == 1, "\(bench.changesOfShop)")
    let product = bench.shop.records("products", where: "reference", is: "CHAIR").first
    #expect(product?["name"] == "Armchair")
    _ = try await bench.sync()
    #expect(bench.changesOfShop.count == 1, "\(bench.changesOfShop)")
    await bench.stop()
  }
}
