import Foundation
import Records
import Sandbox
import Testing

/// What is one product with combinations in the shop may be so many products in the ERP, without variants.
@Suite("Products of the ERP that are combinations in the shop")
struct SoldAsCombinationTests {
  private struct Plate {
    let product: Int
    /// Small, medium.
    let combinations: [Int]
    /// Templates: the plate itself, small, medium.
    let templates: [Int]
  }

  private static func plate(_ bench: Bench) throws -> Plate {
    let (product, options) = bench.addToShop("PLATE", name: "Plate", sizes: ["Small", "Medium"])
    let combinations = zip(["PLATE-S", "PLATE-M"], options).map { reference, option in
      bench.shop.addCombination(product: product, reference: reference, options: [option])
    }
    let templates = try ["PLATE", "PLATE-S", "PLATE-M"].map { reference in
      var draft = ERPProductDraft("Plate of the ERP")
      draft.reference = reference
      draft.listPrice = 40
      return try #require(bench.erp.add(draft)).template
    }
    return Plate(product: product, combinations: combinations, templates: templates)
  }

  @Test(
    "They are neither matched with the product that has the combinations nor made a second time",
    arguments: Sandbox.ShopVersion.allCases)
  func leftAlone(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let plate = try Self.plate(bench)
      try await bench.match("variants", accept: false)
      let report = try await bench.match("products", accept: true)
      #expect(report.ambiguous.map(\.fault?.code) == ["COMBINED_IN_SHOP"])
      let links = try await bench.journal.links(
        set: "products", system: "odoo", keys: plate.templates.map { RecordKey($0) })
      #expect(links.isEmpty)
      let before = try #require(bench.shop.record("products", plate.product))
      try await bench.carry()
      let after = try #require(bench.shop.record("products", plate.product))
      #expect(after.values == before.values && after.texts == before.texts)
      #expect(bench.combinations(of: plate.product).count == 2)
      // The plate itself has no variants in the ERP, and the shop's has combinations: that is for a person.
      #expect(try await bench.faults() == ["products: COMBINED_IN_SHOP"])
      #expect(bench.shop.records("products").filter { $0["reference"].hasPrefix("PLATE") }.count == 1)
      #expect(bench.product(called: "PLATE-S") == nil && bench.product(called: "PLATE-M") == nil)
    }
  }

  @Test(
    "Before `match variants` has found them, they stop instead of being made a second time",
    arguments: Sandbox.ShopVersion.allCases)
  func notMatchedYet(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let plate = try Self.plate(bench)
      try await bench.carry()
      let stopped = try await bench.faults().sorted()
      #expect(
        stopped == [
          "products: COMBINATION_IN_SHOP", "products: COMBINATION_IN_SHOP", "products: COMBINED_IN_SHOP",
        ])
      #expect(bench.shop.records("products").filter { $0["reference"].hasPrefix("PLATE") }.count == 1)
      try await bench.match("variants", accept: true)
      try await bench.replay()
      try await bench.carry()
      #expect(try await bench.faults() == ["products: COMBINED_IN_SHOP"])
      #expect(bench.shop.records("products").filter { $0["reference"].hasPrefix("PLATE") }.count == 1)
      #expect(bench.combinations(of: plate.product).count == 2)
    }
  }
}
