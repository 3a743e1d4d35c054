import Foundation
import Records
import Testing

@testable import Mapping

@Suite("The catalogue's files")
struct CatalogueFilesTests {
  @Test("Their tests pass, with the brands and without")
  func tests() throws {
    for directories in [Shipped.catalogue, Shipped.brand] {
      let outcomes = try MappingTest.run(directories: directories)
      #expect(outcomes.count >= 80)
      for outcome in outcomes {
        #expect(outcome.hasPassed, "\(outcome.location): \(outcome.name): \(outcome.failures)")
      }
    }
  }

  @Test("What is carried over first is what the others refer to, and stock comes last")
  func order() throws {
    let names = try MappingSet.load(directories: Shipped.catalogue).mappings.map(\.name)
    let chains = [
      ["categories", "products", "images", "combinations", "stock"],
      ["attributes", "attribute_values", "combinations", "prices"],
      ["features", "feature_values", "products", "prices"], ["suppliers", "products"], ["tags", "products"],
      ["variants", "products"],
    ]
    for chain in chains {
      for (one, other) in zip(chain, chain.dropFirst()) {
        let (first, second) = (names.firstIndex(of: one), names.firstIndex(of: other))
        #expect(try #require(first) < (try #require(second)), "\(one) before \(other): \(names)")
      }
    }
  }

  @Test("With the brands a product has its manufacturer, which is carried over before it")
  func brands() throws {
    let set = try MappingSet.load(directories: Shipped.brand)
    let names = set.mappings.map(\.name)
    #expect(
      try #require(names.firstIndex(of: "manufacturers")) < (try #require(names.firstIndex(of: "products"))))
    let products = try #require(set["products"])
    #expect(products.fields.contains { $0.name == "id_manufacturer" })
    #expect(products.fields.contains { $0.name == "link_rewrite" })
    #expect(products.sourceFields.contains("product_brand_id"))
  }

  @Test("What the shop is for a person's own decisions is written when a product is made, and never again")
  func policies() throws {
    let products = try #require(try MappingSet.load(directories: Shipped.catalogue)["products"])
    let policies = Dictionary(products.fields.map { ($0.name, $0.policy) }, uniquingKeysWith: { first, _ in first })
    for name in ["link_rewrite", "meta_title", "meta_description", "visibility", "condition", "state"] {
      #expect(policies[name] == .onCreate, "\(name)")
    }
    for name in ["description", "description_short"] { #expect(policies[name] == .ifUntouched, "\(name)") }
    for name in ["price", "active", "name"] { #expect(policies[name] == .always, "\(name)") }
    for name in ["reference", "ean13"] { #expect(policies[name] == .ifKnown, "\(name)") }
    for name in ["accessories", "images", "quantity", "on_sale", "id_default_image"] { #expect(policies[name] == nil) }
  }
}
