import Records

/// Records that the connection's shop does not have, and others that share its catalogue do: they are not deleted.
///
/// A list shows the records of one shop only, with `id_shop=all` those of the default one (FACTS, multishop), so each of the others is asked.
struct OtherShops: Sendable {
  let connector: PrestaShopConnector

  /// What belongs to single shops; rows of stock are each one shop's own.
  private static let shared: Set = ["products", "combinations", "categories", Images.name]

  /// - Returns: NOT_IN_SHOP for those that are in another shop, or may be because the key is not granted on one.
  func hidden(_ name: String, _ keys: [RecordKey]) async throws -> [RecordKey: Fault] {
    guard Self.shared.contains(name), try await connector.store.shop().isMultishop else { return [:] }
    let own = connector.client.configuration.shopID
    var hidden: [RecordKey: Fault] = [:]
    for shop in try await ids() where shop != own {
      let open = keys.filter { hidden[$0] == nil }
      for key in try await present(name, open, in: shop) { hidden[key] = Self.fault(name, key, shop: own) }
    }
    return hidden
  }

  static func fault(_ resource: String, _ key: RecordKey, shop: Int) -> Fault {
    Fault(
      .record, "NOT_IN_SHOP", "The record is not in the shop of this connection, and is not added to it by a change.",
      context: ["resource": resource, "record": key.description, "shop": String(shop)],
      hint: "Add it to this shop in the back office if it is to be sold there; else let the mapping leave it out.")
  }

  private func ids() async throws -> [Int] {
    let answer = try await connector.client.list(ShopQuery(resource: "shops", display: [.field("id")]))
    return answer.elements.compactMap { $0.child("id").flatMap { Int($0.text) } }.sorted()
  }

  private func present(_ name: String, _ keys: [RecordKey], in shop: Int) async throws -> [RecordKey] {
    guard !keys.isEmpty else { return [] }
    do {
      let found = name == Images.name ? try await pictures(keys, in: shop) : try await records(name, keys, in: shop)
      return keys.filter(found.contains)
    } catch let error as Fault {
      guard error.family == .configuration else { throw error }
      return keys
    }
  }

  private func records(_ name: String, _ keys: [RecordKey], in shop: Int) async throws -> Set<RecordKey> {
    let query = ShopQuery(
      resource: try await connector.store.resource(name).serverName, display: [.field("id")],
      filters: [ShopQuery.Filter("id", .oneOf(keys.map(\.description)))])
    let rows = try await connector.client.list(query, shopID: shop).elements
    return Set(rows.compactMap { row in row.child("id").map { RecordKey($0.text) } })
  }

  /// A picture is in the shops that its product shows it in.
  private func pictures(_ keys: [RecordKey], in shop: Int) async throws -> Set<RecordKey> {
    let products = Set(keys.compactMap { Images.parts(of: $0)?.product })
    guard !products.isEmpty else { return [] }
    let request = try await connector.images().productRequest()
    let query = request.query(adding: [ShopQuery.Filter("id", .oneOf(products.sorted().map(String.init)))])
    let rows = try await connector.client.list(query, shopID: shop).elements
    return Set(try request.records(rows).map(ProductImages.init).flatMap { $0.records([]) }.map(\.key))
  }
}
