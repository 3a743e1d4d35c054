import Foundation
import Records

/// What servers said of themselves, kept in a folder: `SYSTEM-VERSION.json`. With them mapping files are checked without a server.
struct RecordedSchemas {
  private let bySystem: [String: [SystemSchema]]

  /// - Throws: `Fault` SCHEMAS_MISSING when the folder holds none, SCHEMAS_INVALID naming the file that cannot be read.
  init(folder: String) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let schemas = try names.filter { $0.hasSuffix(".json") }.sorted().map { try Self.read("\(folder)/\($0)") }
    guard !schemas.isEmpty else {
      throw Fault(
        .configuration, "SCHEMAS_MISSING", "There are no recorded schemas in \(folder).", context: ["file": folder],
        hint: "Record them from your servers with `passerelle lint --record \(folder)`.")
    }
    bySystem = Dictionary(grouping: schemas, by: \.system)
  }

  /// Every combination of one recorded server of each system.
  var combinations: [[String: SystemSchema]] {
    bySystem.sorted { $0.key < $1.key }.reduce([[:]]) { combinations, entry in
      combinations.flatMap { combination in
        entry.value.map { schema in combination.merging([schema.system: schema]) { own, _ in own } }
      }
    }
  }

  static func write(_ schemas: [SystemSchema], to folder: String) throws -> [String] {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try schemas.map { schema in
      let path = "\(folder)/\(schema.system)-\(schema.version).json"
      var schema = schema
      // What the server holds is nobody else's business; its form is.
      schema.facts = [:]
      try encoder.encode(schema).write(to: URL(filePath: path))
      return path
    }
  }

  private static func read(_ path: String) throws -> SystemSchema {
    do {
      return try JSONDecoder().decode(SystemSchema.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw Fault(
        .configuration, "SCHEMAS_INVALID", "\(path) is not a recorded schema: \(error)", context: ["file": path],
        hint: "Record it anew with `passerelle lint --record`.")
    }
  }
}
