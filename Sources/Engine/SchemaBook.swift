import Foundation
import Mapping
import Records

/// What both systems are, asked once a day and kept in the journal: a run with nothing to do costs no request for it.
struct SchemaBook: Sendable {
  private static let lifetime = 86_400

  let parts: EngineParts

  func schemas() async throws -> [String: SystemSchema] {
    var schemas: [String: SystemSchema] = [:]
    for (system, connector) in parts.connectors {
      let resources = parts.mappings.resources(of: system)
      schemas[system] = try await schema(of: connector, resources)
    }
    return schemas
  }

  private func schema(of connector: any Connector, _ resources: Set<String>) async throws -> SystemSchema {
    let name = "schema:\(connector.system)"
    let now = parts.clock()
    if let data = try await parts.journal.cached(name, now: now),
      let schema = try? JSONDecoder().decode(SystemSchema.self, from: data),
      resources.isSubset(of: schema.resources.keys)
    {
      await connector.adopt(schema)
      return schema
    }
    let schema = try await connector.describe(resources)
    try await parts.journal.cache(name, JSONEncoder().encode(schema), expires: now.adding(Self.lifetime))
    return schema
  }
}
