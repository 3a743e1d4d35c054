import Foundation
import OrderedCollections
import Records

/// The models of a version, from the package's resource files.
enum ERPSchema {
  /// The models of `version`; throws a configuration fault when the package was built without its resource files.
  static func models(of version: ERPVersion) throws(Fault) -> [String: ERPModel] {
    var models: [String: ERPModel] = [:]
    for (file, content) in try [resource("erp-\(version.rawValue)"), resource("erp-common")] {
      guard let content = content.map else { throw Self.unreadable(file) }
      for (name, description) in content {
        guard !(name == "stock.immediate.transfer" && version != .v16) else { continue }
        let fields = (description.map ?? [:]).compactMap { field, facts in
          let isTranslated = ERPTranslations.isTranslated(name, field, version)
          return ERPField(name: field, facts.map ?? [:], translated: isTranslated).map { (field, $0) }
        }
        models[name] = ERPModel(name: name, fields: OrderedDictionary(fields, uniquingKeysWith: { _, last in last }))
      }
    }
    return models
  }

  /// A data file of the package by name, without its extension.
  static func resource(_ name: String) throws(Fault) -> (name: String, content: RPCValue) {
    guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
      let data = try? Data(contentsOf: url),
      let content = try? RPCParser.parse([UInt8](data))
    else { throw unreadable(name) }
    return (name, content)
  }

  private static func unreadable(_ name: String) -> Fault {
    Fault(
      .configuration, "SANDBOX_RESOURCE", "The sandbox's data file \(name).json cannot be read.",
      context: ["file": name], hint: "Build the package with its resources.")
  }
}
