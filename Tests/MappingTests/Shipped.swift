import Foundation

@testable import Mapping

/// The mapping files that the product ships, and the tests' own files.
enum Shipped {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var directory: String { root.appendingPathComponent("Mappings/odoo").path }

  /// The catalogue from the ERP lies over it, and the brands of a module over that.
  static var catalogue: [String] { [directory, root.appendingPathComponent("Mappings/odoo-catalogue").path] }
  static var brand: [String] { catalogue + [root.appendingPathComponent("Mappings/odoo-brand").path] }

  /// What brings a shop's catalogue into an empty ERP; it is loaded with the catalogue.
  static var imports: [String] { [root.appendingPathComponent("Mappings/odoo-import").path] + catalogue }

  static func set() throws -> MappingSet { try MappingSet.load(directories: [directory]) }

  static func fixture(_ name: String) -> String {
    root.appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }
}
