import Foundation
import Records
import Sandbox
import Testing

/// `passerelle import products`, the program itself.
@Suite("The command that imports")
struct ImportCommandTests {
  @Test("With --plan nothing is written on either side, and all that would come is named")
  func plan() async throws {
    let bench = try await ImportBench(.v8, .v18)
    let plan = try await bench.program("import", "products", "--plan")
    #expect(plan.status == 0, "\(plan)")
    #expect(bench.writesOfERP == [])
    #expect(bench.changesOfShop == [])
    for name in ["Stool", "Tabouret", "Old bench", "Building plan", "Chair"] {
      #expect(plan.output.contains(name), "\(name): \(plan.output)")
    }
    #expect(!plan.output.contains("Draft"))
    let counted = try await bench.program("import", "products", "--plan", "--format", "json")
    #expect(try counts(counted)["import_products"]?["created"] == 5, "\(counted.output)")
    #expect(try counts(counted)["import_variants"]?["updated"] == 5, "\(counted.output)")
    #expect(try counts(counted).values.allSatisfy { $0["quarantined"] == 0 }, "\(counted.output)")

    let done = try await bench.program("import", "products", "--format", "json")
    #expect(done.status == 0, "\(done)")
    #expect(try counts(done)["import_products"]?["created"] == 5, "\(done.output)")
    #expect(bench.truth.differences.map(\.description) == [])
    #expect(bench.touched == [])
    let again = try await bench.program("import", "products", "--plan")
    #expect(!again.output.contains("Stool"), "\(again.output)")
    await bench.stop()
  }

  private func counts(_ end: Program.End) throws -> [String: [String: Int]] {
    let json = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
    let flows = json?["flows"] as? [String: [String: Any]] ?? [:]
    return flows.mapValues { $0.compactMapValues { $0 as? Int } }
  }

  @Test(
    "An ERP that has products of its own is refused before anything is read of the shop or written",
    arguments: ["en_US.UTF-8", "fr_FR.UTF-8"])
  func refused(_ language: String) async throws {
    let bench = try await ImportBench(.v8, .v18)
    bench.erp.addProduct(reference: "RUG", name: "Rug")
    bench.erp.forgetCalls()
    for end in [
      try await bench.program("import", "products", "--plan", language: language),
      try await bench.program("import", "products", language: language),
    ] {
      #expect(end.status == 1, "\(end)")
      #expect(end.errors.contains("ERP_HAS_PRODUCTS"), "\(end)")
      #expect(end.errors.contains("passerelle match products"), "\(end)")
      #expect(end.errors.contains(language.hasPrefix("fr") ? "articles" : "products"), "\(end)")
    }
    #expect(bench.writesOfERP == [])
    #expect(bench.shop.log.entries.filter { $0.path.hasPrefix("/api/products") }.isEmpty)
    await bench.stop()
  }

  @Test("A folder of one's own lies over the shipped files")
  func own() async throws {
    let bench = try await ImportBench(.v8, .v18)
    try bench.folder.write(
      "own/import_products.yaml", "mapping: import_products\nenter: reference = 'STOOL'\n")
    let end = try await bench.program("import", "products", "--mappings", "own")
    #expect(end.status == 0, "\(end)")
    #expect(
      bench.erp.records("product.template", fields: ["default_code", "type"])
        .filter { $0["type"] != "service" }.compactMap { $0["default_code"]?.text } == ["STOOL"])

    // One that was begun goes on, though the ERP has by now goods that are not on record as brought: its own, cut off before they were, or new ones.
    bench.erp.addProduct(reference: "RUG", name: "Rug")
    let rest = try await bench.program("import", "products", "--format", "json")
    #expect(rest.status == 0, "\(rest)")
    #expect(try counts(rest)["import_products"]?["created"] == 4, "\(rest.output)")
    await bench.stop()
  }
}
