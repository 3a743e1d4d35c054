import Foundation

/// A folder with the configuration of one connection, as a user would write it.
enum WorkerFolder {
  /// - Parameters:
  ///   - erp: the section `erp` without its key, as YAML in one line.
  ///   - mappings: the folders of the mapping files.
  /// - Returns: the folder's path.
  static func make(instance: String, shopURL: String, erp: String, mappings: [String]) throws -> String {
    let folder = NSTemporaryDirectory() + "benchmark-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let folders = mappings.map { "\"\(URL(filePath: $0).standardizedFileURL.path)\"" }
    let text = """
      instance: \(instance)
      mappings: [\(folders.joined(separator: ", "))]
      shop: {url: "\(shopURL)", key: {env: BENCHMARK_SHOP_KEY}, requests per second: 0}
      erp: {\(erp), key: {env: BENCHMARK_ERP_KEY}}
      settings: {go_live: 2020-01-01}
      """
    try text.write(toFile: folder + "/passerelle.yaml", atomically: true, encoding: .utf8)
    return folder
  }
}
