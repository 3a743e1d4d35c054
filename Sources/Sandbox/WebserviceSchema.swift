import Foundation
import Records

/// Every resource of one release, read from a data file beside the code. The files were made from the schemas that real
/// shops serve of themselves and from the rows they served: names, rules and sizes are facts, no text of a shop is in
/// them.
struct WebserviceSchema: Sendable {
  let resources: [WebserviceResource]
  private let byName: [String: Int]

  init(_ version: ShopVersion) throws {
    guard
      let url = Bundle.module.url(
        forResource: "shop-schema-\(version.rawValue)", withExtension: "json", subdirectory: "Resources")
    else {
      throw Fault(
        .configuration, "SANDBOX_DATA", "The schema of PrestaShop \(version.rawValue) is not beside the program.")
    }
    struct Document: Decodable {
      let resources: [WebserviceResource]
    }
    resources = try JSONDecoder().decode(Document.self, from: Data(contentsOf: url)).resources
    byName = Dictionary(uniqueKeysWithValues: resources.enumerated().map { ($1.name, $0) })
  }

  func index(of resource: String) -> Int? { byName[resource] }

  subscript(_ name: String) -> WebserviceResource? { byName[name].map { resources[$0] } }
}
