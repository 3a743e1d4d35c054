import Foundation
import JournalStore
import Records
import Sandbox
import Testing

/// Products come with their categories, attributes, features, tags and suppliers: those of the same names that the shop has are taken.
@Suite("What the shop has under the same name when nobody has matched anything")
struct SameNamesTests {
  /// What products bring in.
  private static let flows = [
    "categories", "attributes", "attribute_values", "features", "feature_values", "suppliers", "tags",
  ]
  private static let resources = [
    "categories", "product_options", "product_option_values", "product_features", "product_feature_values",
    "suppliers", "tags",
  ]

  /// A product of the ERP that has all of it, each with a French name of its own.
  private static func gown(_ bench: Bench) throws -> Int {
    let clothes = try #require(bench.erp.addCategory("Clothes"))
    let tag = try #require(bench.erp.addTag(["en_US": "Handmade", "fr_FR": "Fait main"]))
    let fabric = bench.erp.addAttribute(
      ["en_US": "Fabric", "fr_FR": "Tissu"], values: [["en_US": "Linen", "fr_FR": "Lin"]], mode: "no_variant")
    let sizes = bench.erp.addAttribute(
      ["en_US": "Size", "fr_FR": "Taille"],
      values: [["en_US": "Small", "fr_FR": "Petit"], ["en_US": "Large", "fr_FR": "Grand"]])
    var draft = ERPProductDraft("Gown")
    draft.category = bench.erp.addCategory("Gowns", below: clothes)
    draft.lines = [(fabric.attribute, fabric.values), (sizes.attribute, sizes.values)]
    draft.tags = [tag]
    draft.suppliers = [(try #require(bench.erp.addSupplier("Weaver")), "W-1")]
    let made = try #require(bench.erp.add(draft))
    for (variant, reference) in zip(made.variants, ["GOWN-S", "GOWN-L"]) {
      bench.erp.editByHand("product.product", variant, ["default_code": .text(reference)])
    }
    return made.template
  }

  private static func counts(_ bench: Bench) -> [String: Int] {
    Dictionary(resources.map { ($0, bench.shop.count($0)) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "It is found by its name and not made again, a new product has it, and nothing is written to it until that is accepted",
    arguments: Sandbox.ShopVersion.allCases)
  func found(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let gowns = bench.shop.addCategory("Gowns", below: bench.shop.addCategory("Clothes"))
      let size = bench.shop.addOption("Taille", values: ["Petit", "Grand"])
      let fabric = bench.shop.addFeature("Tissu", values: ["Lin"])
      let tags = [
        bench.shop.insert("tags", ["id_lang": "1", "name": "Handmade"]),
        bench.shop.insert("tags", ["id_lang": "2", "name": "Fait main"]),
      ]
      let supplier = bench.shop.insert("suppliers", ["name": "Weaver", "active": "1"])
      let before = Self.counts(bench)
      let template = try Self.gown(bench)
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.counts(bench) == before)

      let gown = try #require(bench.product(called: "GOWN-S"))
      #expect(gown["id_category_default"] == String(gowns) && gown["id_supplier"] == String(supplier))
      #expect(bench.ids("tags", of: gown) == tags)
      #expect(
        gown.lists["product_features"]?.map { [$0["id"], $0["id_feature_value"]] }
          == [[String(fabric.feature), String(fabric.values[0])]])
      #expect(bench.combinations(of: gown.id) == ["GOWN-L: Grand", "GOWN-S: Petit"])
      #expect(
        bench.shop.record("product_options", size.option)?.texts["name"]?.values.sorted() == ["Taille", "Taille"])
      for flow in Self.flows {
        let links = try await bench.journal.links(set: flow, after: nil, limit: 50)
        #expect(!links.isEmpty && links.allSatisfy { !$0.isAccepted }, "\(flow)")
      }

      for flow in Self.flows { try await bench.match(flow, accept: true) }
      bench.erp.editByHand("product.template", template, ["list_price": 12])
      try await bench.carry()
      try await bench.expectNoFaults()
      #expect(Self.counts(bench) == before)
      #expect(bench.shop.record("product_options", size.option)?.texts["name"] == [1: "Size", 2: "Taille"])
    }
  }

  @Test(
    "Values of features that were typed for single products stay theirs: the feature gets one that products share",
    arguments: Sandbox.ShopVersion.allCases)
  func typed(version: Sandbox.ShopVersion) async throws {
    try await Bench.run(version: version) { bench in
      let fabric = bench.shop.addFeature("Fabric", values: [])
      let typed = (1...2).map { _ in
        bench.shop.insert(
          "product_feature_values", ["id_feature": String(fabric.feature), "value": "Linen", "custom": "1"])
      }
      _ = try Self.gown(bench)
      try await bench.carry()
      try await bench.expectNoFaults()
      let gown = try #require(bench.product(called: "GOWN-S"))
      let value = try #require(gown.lists["product_features"]?.first?["id_feature_value"].flatMap { Int($0) })
      #expect(!typed.contains(value))
      #expect(bench.shop.record("product_feature_values", value)?["custom"] == "0")
      #expect(bench.shop.record("product_feature_values", value)?.texts["value"] == [1: "Linen", 2: "Lin"])
      #expect(bench.shop.count("product_feature_values") == 3)
    }
  }
}
