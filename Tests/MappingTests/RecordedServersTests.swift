import Foundation
import Records
import Testing

@testable import Mapping

@Suite("The shipped files and recorded servers")
struct RecordedServersTests {
  private static let folder = URL(filePath: Shipped.directory).deletingLastPathComponent().appending(path: "schemas")

  private static func schemas(_ system: String) throws -> [SystemSchema] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix(system) && $0.pathExtension == "json" }
      .sorted { $0.path < $1.path }
      .map { try JSONDecoder().decode(SystemSchema.self, from: Data(contentsOf: $0)) }
  }

  @Test(
    "They agree with every recorded shop and every recorded Odoo, without a warning",
    arguments: [[Shipped.directory], Shipped.catalogue, Shipped.imports])
  func agree(directories: [String]) throws {
    let set = try MappingSet.load(directories: directories)
    let shops = try Self.schemas("prestashop")
    let erps = try Self.schemas("odoo")
    #expect(Set(shops.map { $0.version.prefix(3) }).isSuperset(of: ["1.6", "1.7", "8.2"]))
    #expect(Set(erps.map { $0.version.prefix(2) }) == ["16", "17", "18", "19"])
    for shop in shops {
      for erp in erps {
        let diagnostics = set.check(schemas: ["prestashop": shop, "odoo": erp], settings: ["go_live"])
        #expect(diagnostics.isEmpty, "\(shop.version) and \(erp.version): \(diagnostics)")
      }
    }
  }
}
