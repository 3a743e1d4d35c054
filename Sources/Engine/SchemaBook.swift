import Foundation
import Mapping
import Records

/// What both systems are, asked once a day and kept in the journal: a run with nothing to do costs no request for it.
struct SchemaBook: Sendable {
  private static let lifetime = 86_400

  let parts: EngineParts

  /// - Parameter fits: whether the mapping files fit these descriptions. Kept ones that they do not fit may be older than this program or
  ///   than the server: both systems are asked again then.
  func schemas(fits: ([String: SystemSchema]) -> Bool) async throws -> [String: SystemSchema] {
    let kept = try await kept()
    var schemas = kept
    for (system, connector) in parts.connectors where kept[system] == nil {
      schemas[system] = try await ask(connector)
    }
    if fits(schemas) {
      for (system, schema) in kept { await parts.connectors[system]?.adopt(schema) }
      return schemas
    }
    for (system, connector) in parts.connectors where kept[system] != nil {
      schemas[system] = try await ask(connector)
    }
    return schemas
  }

  private func kept() async throws -> [String: SystemSchema] {
    var kept: [String: SystemSchema] = [:]
    for system in parts.connectors.keys {
      guard let data = try await parts.journal.cached(Self.name(system), now: parts.clock()),
        let schema = try? JSONDecoder().decode(SystemSchema.self, from: data),
        parts.mappings.resources(of: system).isSubset(of: schema.resources.keys)
      else { continue }
      kept[system] = schema
    }
    return kept
  }

  private func ask(_ connector: any Connector) async throws -> SystemSchema {
    let schema = try await connector.describe(parts.mappings.resources(of: connector.system))
    try await parts.journal.cache(
      Self.name(connector.system), JSONEncoder().encode(schema), expires: parts.clock().adding(Self.lifetime))
    return schema
  }

  private static func name(_ system: String) -> String { "schema:\(system)" }
}
