import Engine
import Foundation
import Records
import Sandbox
import Testing

/// A merchant begins with what he has: the shop's catalogue in an ERP without products.
@Suite("A catalogue is brought into an empty ERP")
struct ImportTests {
  static let versions = ERPVersion.allCases.flatMap { erp in
    [Sandbox.ShopVersion.v17, .v8].map { ($0, erp) }
  }

  private func template(_ name: String, _ bench: ImportBench, _ fields: [String] = []) -> [String: Value]? {
    bench.erp.records("product.template", fields: ["id", "name"] + fields).first { $0["name"]?.text == name }
  }

  @Test(
    "Every field that comes is as in the shop, in both languages, pictures byte by byte; a second import makes nothing",
    arguments: versions)
  func isThereOnce(_ version: Sandbox.ShopVersion, _ erp: ERPVersion) async throws {
    let bench = try await ImportBench(version, erp)
    #expect(bench.truth.differences.count > 20)
    let first = try await bench.importProducts()
    try #require(first.end == .done, "\(first)")
    #expect(try await bench.faults() == [])
    #expect(bench.truth.differences.map(\.description) == [])
    #expect(bench.truth.comparisons > 150)

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
    #expect(bench.truth.differences.map(\.description) == [])
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
    #expect(bench.touched == [])
    #expect(bench.truth.differences.map(\.description) == [])

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

  // MARK: Begun again

  /// From one of the calls that change it on, the ERP answers none of the kind; that first one was carried out or not.
  @Test(
    "Whichever call the ERP answers no more in the middle of it: begun again, all is there once",
    arguments: [ERPMisbehaviour.closeBeforeCommit, .closeAfterCommit], ["load", "write"])
  func begunAgain(_ misbehaviour: ERPMisbehaviour, _ method: String) async throws {
    let whole = try await ImportBench(.v8, .v18)
    _ = try await whole.importProducts()
    let calls = whole.erp.calls.count { $0.method == method }
    await whole.stop()
    try #require(calls > 2)
    var unfinished = 0
    for skip in stride(from: 0, to: calls, by: 3) {
      let bench = try await ImportBench(.v8, .v18)
      bench.erp.misbehave(misbehaviour, on: ERPTrigger(method: method, skip: skip))
      bench.erp.misbehave(.closeBeforeCommit, on: ERPTrigger(method: method, skip: skip, times: 10_000))
      let cut = try await bench.importProducts()
      // A call that was carried out and lost its answer only is settled in the same run where none comes after it.
      unfinished += cut.end == .done ? 0 : 1
      bench.erp.behave()
      let last = try await bench.importProducts()
      #expect(last.end == .done, "\(method) \(skip): \(last)")
      #expect(try await bench.faults() == [])
      #expect(bench.truth.differences.map(\.description) == [], "\(method) \(skip)")
      #expect(bench.touched == [])
      await bench.stop()
    }
    #expect(unfinished > 2)
  }

  @Test("A language that the ERP does not speak is left out, and names nothing")
  func anotherLanguage() async throws {
    let bench = try await ImportBench(.v8, .v18, languages: ShopSettings.threeLanguages)
    let category = try #require(bench.shop.records("categories", where: "name", is: "Chairs").first)
    bench.shop.edit("categories", category.id, [:], texts: ["name": [1: "Chairs", 2: "Chaises", 3: "Stühle"]])
    let product = try #require(bench.shop.records("products", where: "reference", is: "STOOL").first)
    bench.shop.edit("products", product.id, [:], texts: ["name": [1: "Stool", 2: "Tabouret", 3: "Hocker"]])
    #expect(try await bench.importProducts().end == .done)
    #expect(try await bench.faults() == [])
    #expect(bench.truth.differences.map(\.description) == [])
    #expect(try await bench.sync().end == .done)
    #expect(bench.changesOfShop == [])
    await bench.stop()
  }

  @Test("A variant that is archived afterwards takes its combination along, and none of the pictures that the shop had")
  func archived() async throws {
    let bench = try await ImportBench(.v8, .v18)
    _ = try await bench.importProducts()
    _ = try await bench.sync()
    let chair = try #require(template("Chair", bench)?["id"]?.integer)
    let pictured = bench.erp.records("product.product", fields: ["product_tmpl_id", "image_variant_1920"])
      .filter { $0["image_variant_1920"]?.text != nil }.compactMap { $0["id"]?.integer }
    let variant = try #require(
      bench.erp.variants(ofTemplate: chair).first { $0.isActive && pictured.contains($0.id) })
    let pictures = bench.shop.fields("images").count
    let combinations = bench.shop.records("combinations").count
    bench.erp.archive(product: variant.id)
    #expect(try await bench.sync().end == .done)
    #expect(try await bench.faults() == [])
    #expect(bench.shop.records("combinations").count == combinations - 1)
    #expect(bench.shop.fields("images").count == pictures)
    await bench.stop()
  }

  @Test("What the shop has new since then comes with the next import, and nothing else")
  func new() async throws {
    let bench = try await ImportBench(.v8, .v18)
    _ = try await bench.importProducts()
    _ = try await bench.sync()
    bench.shop.addProduct(reference: "RUG", name: "Rug", price: 90)
    let second = try await bench.importProducts()
    #expect(second.flows["import_products"]?.created == 1, "\(second)")
    #expect(second.flows.filter { $0.key != "import_products" }.allSatisfy { $0.value.created == 0 })
    #expect(bench.truth.differences.map(\.description) == [])
    _ = try await bench.sync()
    #expect(bench.changesOfShop == [])
    await bench.stop()
  }
}
