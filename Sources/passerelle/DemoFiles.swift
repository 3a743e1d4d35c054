import Foundation
import Sandbox

/// What a person writes to connect the demo's two servers: the connection, its keys, and a folder of mappings over the shipped ones.
struct DemoFiles {
  let folder: String
  let shopPort: Int
  let erpPort: Int
  let shopKey: String

  func write() throws {
    try connection.write(toFile: folder + "/passerelle.yaml", atomically: true, encoding: .utf8)
    for (name, key) in [("shop.key", shopKey), ("erp.key", "connector-key")] {
      let path = "\(folder)/\(name)"
      try Data(key.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
    let tables = folder + "/mappings/tables"
    try FileManager.default.createDirectory(atPath: tables, withIntermediateDirectories: true)
    try priceGroups.write(toFile: tables + "/price_groups.yaml", atomically: true, encoding: .utf8)
  }

  private var connection: String {
    let mappings = URL(filePath: Connection.defaultMappings()).standardizedFileURL.path
    return """
      instance: demo
      mappings: [\(mappings), \(mappings)-catalogue, mappings]
      shop:
        url: http://127.0.0.1:\(shopPort)
        key: {file: shop.key}
        requests per second: 0
      erp:
        url: http://127.0.0.1:\(erpPort)
        database: erp
        login: connector
        key: {file: erp.key}
      settings:
        go_live: 2020-01-01
        root_category: 1
      """
  }

  /// The shop's group 4 buys by the ERP's price list for the trade.
  private var priceGroups: String {
    """
    # Lies over the table of the same name.
    rows:
      '\(DemoSeed.tradeList)': {group: 4}
    """
  }
}
