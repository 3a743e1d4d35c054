import Foundation
import Records

/// What the demo's tea and pottery house sells, as its ERP knows it: read from the package's data file. Texts are by the ERP's codes of languages.
public struct DemoCatalogue: Decodable, Sendable {
  struct Category: Decodable, Sendable {
    var key: String
    var name: String
    /// The key of the category above; none: it lies below the ERP's "All".
    var parent: String?
  }

  struct Attribute: Decodable, Sendable {
    struct Value: Decodable, Sendable {
      var key: String
      var name: [String: String]
      var colour: String?
    }

    var key: String
    /// "always": variants; "no_variant": a feature.
    var mode: String
    var display: String
    var name: [String: String]
    var values: [Value]
  }

  struct Tag: Decodable, Sendable {
    var key: String
    var name: [String: String]
  }

  struct Supplier: Decodable, Sendable {
    var key: String
    var name: String
  }

  let categories: [Category]
  let attributes: [Attribute]
  let tags: [Tag]
  let suppliers: [Supplier]
  let products: [DemoProduct]

  /// Throws a configuration fault when the package's data file is missing.
  static func load() throws -> DemoCatalogue {
    guard let url = Bundle.module.url(forResource: "demo-catalogue", withExtension: "json", subdirectory: "Resources")
    else {
      throw Fault(
        .configuration, "SANDBOX_RESOURCE", "The sandbox's data file demo-catalogue.json cannot be read.",
        context: ["file": "demo-catalogue"], hint: "Build the package with its resources.")
    }
    return try JSONDecoder().decode(DemoCatalogue.self, from: Data(contentsOf: url))
  }
}
