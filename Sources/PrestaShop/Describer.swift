import Records
import XMLStream

/// Makes the shop's `SystemSchema`: the facts, and the named resources.
struct Describer: Sendable {
  let client: ShopClient
  let store: SchemaStore

  func describe(_ names: Set<String>?) async throws -> SystemSchema {
    let wanted: [String]
    if let names { wanted = names.sorted() } else { wanted = try await known() }
    async let facts = facts()
    // What variants are made of is described with them, so that it need not be asked again when they are read.
    let served = Set(wanted.flatMap { Self.parts[$0] ?? [$0] }).sorted()
    let resources = try await Concurrently.map(served, atOnce: client.configuration.maximumInFlight) { [store] name in
      try await store.resource(name).schema
    }
    var byName = Dictionary(resources.map { ($0.name, $0) }) { first, _ in first }
    if names?.contains(Variants.name) ?? true { byName[Variants.name] = Variants.schema }
    if names?.contains(Images.name) ?? true { byName[Images.name] = Images.schema }
    let context = try await store.shop()
    return SystemSchema(
      system: "prestashop", version: context.version.description, resources: byName, facts: try await facts,
      foldsTexts: true)
  }

  /// What virtual resources are read from.
  private static let parts = [Variants.name: Variants.parts, Images.name: Images.parts]

  /// The resources that the key may read and that have a schema.
  private func known() async throws -> [String] {
    let root = try await client.document("")
    return (root.elements.first?.children ?? [])
      .filter { $0.attributes["get"] == "true" && $0.children.contains { $0.attributes["type"] == "synopsis" } }
      .map { $0.name == "order_discounts" ? "order_cart_rules" : $0.name }
  }

  private func facts() async throws -> [String: Value] {
    let context = try await store.shop()
    let reader = FactsReader(client: client)
    async let group = optional { try await reader.shopGroup() }
    async let currencies = optional { try await reader.rows("currencies", Self.currencyFields, context) }
    async let states = optional { try await reader.rows("order_states", Self.stateFields, context) }
    var facts = ShopFacts.facts(context, settings: try await store.settings())
    var unreadable: [Value] = []
    if let group = try await group {
      facts["shop_group"] = .integer(group.id)
      facts["share_stock"] = .bool(group.sharesStock)
    } else {
      unreadable.append("shops")
    }
    if let rows = try await currencies { facts["currencies"] = .list(rows) } else { unreadable.append("currencies") }
    if let rows = try await states { facts["order_states"] = .list(rows) } else { unreadable.append("order_states") }
    if !unreadable.isEmpty { facts["unreadable"] = .list(unreadable) }
    return facts
  }

  private static let currencyFields = [
    FieldSchema("iso_code", .text), FieldSchema("conversion_rate", .decimal), FieldSchema("active", .bool),
  ]
  private static let stateFields =
    [FieldSchema("name", .texts)]
    + ["paid", "shipped", "delivery", "logable", "invoice", "send_email", "deleted"].map { FieldSchema($0, .bool) }

  /// Facts beside the point: a key that may not read them still works.
  private func optional<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result? {
    do { return try await work() } catch let fault as Fault where fault.code == "SHOP_RESOURCE_FORBIDDEN" { return nil }
  }
}
