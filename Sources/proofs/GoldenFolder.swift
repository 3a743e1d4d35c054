import Foundation
import Sandbox

/// A folder of golden orders of one shop release: `NNN-*.xml`, with the shop's base data in `_shop`.
struct GoldenFolder {
  let path: String
  let version: ShopVersion
  let files: [String]

  /// The folder itself, or the folders of releases in it.
  static func find(in directory: String) throws -> [GoldenFolder] {
    let manager = FileManager.default
    var candidates = [directory]
    candidates += try manager.contentsOfDirectory(atPath: directory).sorted().map { "\(directory)/\($0)" }
    return try candidates.compactMap { path in
      guard manager.fileExists(atPath: path + "/_shop") else { return nil }
      let files = try manager.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".xml") }.sorted()
      guard let first = files.first else { return nil }
      let head = String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(first)")).prefix(2000), as: UTF8.self)
      let version = ShopVersion.allCases.first { head.contains("version=\"\($0.rawValue)\"") } ?? .v8
      return GoldenFolder(path: path, version: version, files: files)
    }
  }

  /// A shop that serves these orders as they were, and the ids of the orders by file.
  func shop() throws -> (shop: SimulatedShop, orders: [(file: String, id: Int)]) {
    let shop = try SimulatedShop(version: version)
    for name in try FileManager.default.contentsOfDirectory(atPath: path + "/_shop").sorted()
    where name.hasSuffix(".xml") {
      try shop.importBase(String(name.dropLast(4)), bytes("_shop/" + name))
    }
    let orders = try files.map { file in (file, try shop.importGolden(bytes(file))) }
    return (shop, orders)
  }

  private func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(file)")))
  }
}
