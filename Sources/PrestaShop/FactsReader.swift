import Foundation
import Records
import XMLStream

/// Reads what a shop is, from its own settings: zone, languages, currencies, rounding, order states.
struct FactsReader: Sendable {
  let client: ShopClient

  /// The settings that a connection or its operator needs, by their names in the shop.
  static let settings = [
    "PS_TIMEZONE", "PS_LANG_DEFAULT", "PS_CURRENCY_DEFAULT", "PS_COUNTRY_DEFAULT", "PS_ROUND_TYPE",
    "PS_PRICE_ROUND_MODE",
    "PS_PRICE_DISPLAY_PRECISION", "PS_TAX", "PS_TAX_ADDRESS_TYPE", "PS_ATCP_SHIPWRAP", "PS_USE_ECOTAX",
    "PS_STOCK_MANAGEMENT",
    "PS_ADVANCED_STOCK_MANAGEMENT", "PS_MULTISHOP_FEATURE_ACTIVE", "PS_SHOP_ENABLE", "PS_SSL_ENABLED", "PS_WEIGHT_UNIT",
    "PS_OS_PAYMENT", "PS_OS_SHIPPING", "PS_OS_DELIVERED", "PS_OS_CANCELED", "PS_OS_REFUND",
  ]

  /// The least that is needed to read values: two requests.
  func context() async throws -> (shop: ShopContext, settings: [String: String]) {
    async let settings = configuration()
    async let languages = languages()
    let (found, version) = try await settings
    let codes = try await languages
    guard let version else {
      throw Fault(
        .road, "SHOP_XML_INVALID", "The shop does not tell its version.", context: ["header": "PSWS-Version"],
        hint: "A proxy removes the header PSWS-Version: let it through.")
    }
    guard let zone = found["PS_TIMEZONE"].flatMap({ TimeZone(identifier: $0) }) else {
      throw Fault(
        .configuration, "SHOP_NO_TIMEZONE", "The shop's time zone is not known: \(found["PS_TIMEZONE"] ?? "none").",
        hint: "Set it in the shop's back office: International > Localization.")
    }
    let context = ShopContext(
      version: version, zone: zone, languages: codes, defaultLanguage: found["PS_LANG_DEFAULT"].flatMap { Int($0) },
      isMultishop: found["PS_MULTISHOP_FEATURE_ACTIVE"] == "1")
    return (context, found)
  }

  /// Settings by name, the shop's own before its group's before those of all shops; and the version that the answer's
  /// header tells.
  func configuration() async throws -> (settings: [String: String], version: ShopVersion?) {
    var query = ShopQuery(resource: "configurations")
    query.display = ["id", "name", "value", "id_shop", "id_shop_group"].map(ShopQuery.Display.field)
    query.filters = [.init("name", .oneOf(Self.settings))]
    let answer = try await client.list(query)
    return (Self.choose(answer.elements, shopID: client.configuration.shopID), answer.version)
  }

  static func choose(_ rows: [XMLElement], shopID: Int) -> [String: String] {
    var chosen: [String: (rank: Int, value: String)] = [:]
    for row in rows {
      guard let name = row.child("name")?.text, let value = row.child("value")?.text else { continue }
      let shop = (row.child("id_shop")?.text).flatMap { Int($0) } ?? 0
      let group = (row.child("id_shop_group")?.text).flatMap { Int($0) } ?? 0
      guard shop == 0 || shop == shopID else { continue }
      let rank = shop != 0 ? 2 : group != 0 ? 1 : 0
      if rank >= chosen[name]?.rank ?? 0 { chosen[name] = (rank, value) }
    }
    return chosen.mapValues(\.value)
  }

  func languages() async throws -> [Int: String] {
    var query = ShopQuery(resource: "languages")
    query.display = [.field("id"), .field("iso_code")]
    let answer = try await client.list(query)
    var codes: [Int: String] = [:]
    for row in answer.elements {
      guard let id = row.child("id").flatMap({ Int($0.text) }), let code = row.child("iso_code")?.text else { continue }
      codes[id] = client.configuration.languages[id] ?? code
    }
    return codes
  }

  /// Rows of a small list as maps of typed values, without asking for its schema.
  func rows(_ name: String, _ fields: [FieldSchema], _ context: ShopContext) async throws -> [Value] {
    let schema = ResourceSchema(
      name: name, fields: [FieldSchema("id", .integer)] + fields, creation: .never, update: .never)
    let request = try ListRequest(
      ShopResource(schema: schema, serverName: name), context, fields: fields.map(\.name), conditions: [])
    let answer = try await client.list(request.query())
    return try request.records(answer.elements).map { .map($0.fields) }
  }

  func shopGroup() async throws -> ShopGroup {
    var shops = ShopQuery(resource: "shops")
    shops.display = [.field("id"), .field("id_shop_group")]
    shops.filters = [.init("id", .equals(String(client.configuration.shopID)))]
    var groups = ShopQuery(resource: "shop_groups")
    groups.display = [.field("id"), .field("share_stock")]
    async let shopRows = client.list(shops)
    async let groupRows = client.list(groups)
    let group = try await shopRows.elements.first { $0.child("id")?.text == String(client.configuration.shopID) }
      .flatMap { $0.child("id_shop_group")?.text }
    guard let group, let row = try await groupRows.elements.first(where: { $0.child("id")?.text == group }),
      let id = Int(group)
    else {
      throw Fault(
        .configuration, "SHOP_UNKNOWN_SHOP", "There is no shop \(client.configuration.shopID) in this PrestaShop.",
        hint: "Correct the shop's id in the connection's settings.")
    }
    return ShopGroup(id: id, sharesStock: row.child("share_stock")?.text == "1")
  }
}
