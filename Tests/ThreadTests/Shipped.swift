import Foundation
import Mapping

/// The mapping files that the product ships.
enum Shipped {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Mappings/odoo").path

  private static let loaded = Result { try MappingSet.load(directories: [folder]) }

  static func mappings() throws -> MappingSet { try loaded.get() }
}
