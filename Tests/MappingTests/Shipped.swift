import Foundation

@testable import Mapping

/// The mapping files that the product ships.
enum Shipped {
  static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../Mappings/odoo"
  )
  .standardizedFileURL.path

  static func set() throws -> MappingSet { try MappingSet.load(directories: [directory]) }
}
