import Foundation

@testable import Mapping

/// The mapping files that the product ships, and the tests' own files.
enum Shipped {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var directory: String { root.appendingPathComponent("Mappings/odoo").path }

  static func set() throws -> MappingSet { try MappingSet.load(directories: [directory]) }

  static func fixture(_ name: String) -> String {
    root.appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }
}
