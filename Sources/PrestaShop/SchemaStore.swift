import Foundation
import Records

/// What is known of the shop and its resources, read from it once a process, and only when something needs it.
actor SchemaStore {
  private let client: ShopClient
  private var context: Task<(shop: ShopContext, settings: [String: String]), any Error>?
  private var resources: [String: Task<ShopResource, any Error>] = [:]
  private var stockScope: Task<[Condition], any Error>?

  init(_ client: ShopClient) { self.client = client }

  func shop() async throws -> ShopContext { try await known().shop }

  /// The shop's settings by their own names.
  func settings() async throws -> [String: String] { try await known().settings }

  private func known() async throws -> (shop: ShopContext, settings: [String: String]) {
    await forgetOldVersion()
    if let context { return try await context.value }
    let facts = FactsReader(client: client)
    let task = Task { try await facts.context() }
    context = task
    do { return try await task.value } catch {
      // A failure is not remembered: the next need asks again.
      context = nil
      throw error
    }
  }

  func resource(_ name: String) async throws -> ShopResource {
    await forgetOldVersion()
    if let known = resources[name] { return try await known.value }
    let client = client
    let task = Task { try await Self.load(name, client) }
    resources[name] = task
    do { return try await task.value } catch {
      resources[name] = nil
      throw error
    }
  }

  /// The conditions that pick this shop's rows of stock, which the webservice lists for all shops together (FACTS,
  /// multishop).
  func stock() async throws -> [Condition] {
    if let stockScope { return try await stockScope.value }
    let facts = FactsReader(client: client)
    let shopID = client.configuration.shopID
    let task = Task { try await facts.shopGroup().stockConditions(shopID: shopID) }
    stockScope = task
    do { return try await task.value } catch {
      stockScope = nil
      throw error
    }
  }

  /// Takes over what an earlier `describe` told, so that nothing of it is asked again.
  func adopt(_ schema: SystemSchema) {
    guard let version = ShopVersion(schema.version), let adopted = ShopContext(version: version, facts: schema.facts)
    else { return }
    let settings = (schema.facts["settings"]?.map ?? [:]).compactMapValues(\.text)
    if context == nil { context = Task { (adopted, settings) } }
    for (name, resource) in schema.resources
    where resources[name] == nil && ![Variants.name, Images.name].contains(name) {
      // Where a resource has had two names, only the shop can say which one it has.
      guard ResourceNames.serverNames(of: name).count == 1 || version.hasPatch else { continue }
      let known = ShopResource(schema: resource, serverName: name)
      resources[name] = Task { known }
    }
    if stockScope == nil, let group = ShopGroup(facts: schema.facts) {
      let conditions = group.stockConditions(shopID: client.configuration.shopID)
      stockScope = Task { conditions }
    }
  }

  /// A shop that was upgraded is read anew: what its older version could do is no longer true.
  private func forgetOldVersion() async {
    guard let told = client.lastVersion, let context, let known = try? await context.value.shop.version, known != told,
      // Somebody else may have read it anew meanwhile.
      self.context == context
    else { return }
    self.context = nil
    resources = [:]
    stockScope = nil
  }

  private static func load(_ name: String, _ client: ShopClient) async throws(Fault) -> ShopResource {
    var refusal: Fault?
    for serverName in ResourceNames.serverNames(of: name) {
      do {
        let answer = try await client.document(serverName, parameters: [("schema", "synopsis")])
        guard let element = answer.elements.first else { break }
        let reader = SynopsisReader(
          resource: name, serverName: serverName, version: answer.version, pageSize: client.configuration.pageSize)
        return reader.read(element)
      } catch {
        guard error.code == "UNKNOWN_RESOURCE" else { throw error }
        refusal = error
      }
    }
    throw refusal
      ?? Fault(
        .configuration, "UNKNOWN_RESOURCE", "This shop does not describe \(name).", context: ["resource": name],
        hint: "Its version may not have it.")
  }
}
