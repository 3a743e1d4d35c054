import Foundation
import Mapping

/// The mapping files of an import, together with those of the connection: the sets into which they link are known, and what a person
/// has changed in a folder of his own lies over them.
enum ImportFolders {
  /// - Returns: all mappings, and the names of those that import, in their order.
  static func load(over file: ConnectionFile, with own: [String]) throws -> (mappings: MappingSet, flows: [String]) {
    let shipped = [Connection.shipped("odoo-import")]
    var folders = file.mappings.isEmpty ? [Connection.defaultMappings()] : file.mappings
    if try MappingSet.load(directories: folders)["products"] == nil {
      folders.insert(Connection.shipped("odoo-catalogue"), at: 1)
    }
    let mappings = try MappingSet.load(directories: shipped + folders + own)
    let sources = (shipped + own).map { $0 + "/" }
    let flows = mappings.mappings.filter { mapping in sources.contains { mapping.file.hasPrefix($0) } }.map(\.name)
    return (mappings, flows)
  }

  /// The settings of the import's files, which may stand in the configuration all the time.
  static var settings: Set<String> {
    let folders = [
      Connection.defaultMappings(), Connection.shipped("odoo-catalogue"), Connection.shipped("odoo-import"),
    ]
    return (try? MappingSet.load(directories: folders).settingsUsed) ?? []
  }
}
