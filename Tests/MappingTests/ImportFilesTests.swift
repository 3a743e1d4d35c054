import Foundation
import Records
import Testing

@testable import Mapping

@Suite("The import's files")
struct ImportFilesTests {
  @Test("Their tests pass")
  func tests() throws {
    let outcomes = try MappingTest.run(directories: Shipped.imports).filter { $0.location.file.contains("import_") }
    #expect(outcomes.count >= 18)
    for outcome in outcomes {
      #expect(outcome.hasPassed, "\(outcome.location): \(outcome.name): \(outcome.failures)")
    }
  }

  @Test("What is referred to is imported before, and a product is handed over at the very end")
  func order() throws {
    let names = try MappingSet.load(directories: Shipped.imports).mappings.map(\.name).filter {
      $0.hasPrefix("import_")
    }
    let chains = [
      ["import_categories", "import_products", "import_variants", "import_variant_pictures"],
      ["import_attributes", "import_attribute_values", "import_products", "import_surcharges"],
      ["import_products", "import_surplus"], ["import_products", "import_pictures"],
    ]
    for chain in chains {
      for (one, other) in zip(chain, chain.dropFirst()) {
        let (first, second) = (names.firstIndex(of: one), names.firstIndex(of: other))
        #expect(try #require(first) < (try #require(second)), "\(one) before \(other): \(names)")
      }
    }
    #expect(names.last == "import_handover")
  }

  @Test("No sync loads them")
  func apart() throws {
    let names = try MappingSet.load(directories: Shipped.catalogue).mappings.map(\.name)
    #expect(!names.contains { $0.hasPrefix("import_") })
  }
}
