import Foundation
import Mapping

/// The mapping files that the product ships.
enum Shipped {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Mappings/odoo").path

  private static let loaded = Result { try MappingSet.load(directories: [folder]) }

  /// With the catalogue from the ERP, which is a folder of its own.
  static let catalogueFolders = [folder, folder + "-catalogue"]
  private static let loadedCatalogue = Result { try MappingSet.load(directories: catalogueFolders) }

  static func catalogue() throws -> MappingSet { try loadedCatalogue.get() }

  static func mappings() throws -> MappingSet { try loaded.get() }
}
