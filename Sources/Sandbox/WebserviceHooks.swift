import Foundation
import Records

/// What single resources do on their own when they are saved.
enum WebserviceHooks {
  /// Changes that PrestaShop makes to what was read, before it is checked.
  static func beforeChecks(
    _ row: inout ShopRow, _ method: ShopKey.Method, _ resource: WebserviceResource, _ state: ShopState
  ) throws(WebserviceStop) {
    switch resource.name {
    case "products": try WebserviceProducts.beforeChecks(&row, method, resource, state)
    case "categories": WebserviceProducts.makeLinks(&row, resource, state)
    default: break
    }
  }

  /// Stores the row and does what belongs to it; `row` becomes what the answer shows.
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    stampDates(&row, change, state)
    switch change.call.resource.name {
    case "products":
      WebserviceProducts.save(&row, change, &state)
      try WebserviceProducts.checkPosition(change, state)
    case "combinations": try WebserviceCombinations.save(&row, change, &state)
    case "categories": try WebserviceCategories.save(&row, change, &state)
    case "stock_availables": try WebserviceStock.save(&row, change, &state)
    case "customers": try WebserviceCustomers.save(&row, change, &state)
    case "order_histories": try WebserviceOrders.saveHistory(&row, change, &state)
    case "orders": try WebserviceOrders.save(&row, change, &state)
    case "order_carriers": WebserviceOrders.saveCarrier(&row, change, &state)
    case "specific_prices": try saveSpecificPrice(&row, change, &state)
    case "cart_rules":
      if let currency = change.call.resource.position["reduction_currency"], row.cells[currency].plain.isEmpty {
        row.cells[currency] = .text("1")
      }
      store(&row, change, &state)
    case "suppliers":
      let positions = change.call.resource.position
      if let name = positions["name"], let link = positions["link_rewrite"] {
        row.cells[link] = .text(WebserviceProducts.slug(row.cells[name].plain))
      }
      store(&row, change, &state)
    case "product_options", "product_option_values", "product_features": saveOption(&row, change, &state)
    default: store(&row, change, &state)
    }
  }

  /// Options, their values and features are numbered in the order in which they come.
  private static func saveOption(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    let resource = change.call.resource
    if change.before == nil, let position = resource.position["position"], row.cells[position].plain.isEmpty {
      let group = resource.position["id_attribute_group"].map { row.cells[$0].plain }
      let before =
        group.map { state.rows(resource.name, where: "id_attribute_group", is: $0).count }
        ?? state.table(resource.name)?.ids.count
      row.cells[position] = .text(String(before ?? 0))
    }
    if let type = resource.position["group_type"], let color = resource.position["is_color_group"] {
      row.cells[color] = .text(row.cells[type].plain == "color" ? "1" : "0")
    }
    store(&row, change, &state)
  }

  /// Stores the row as the database would, under a new id when it is new.
  static func store(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    let resource = change.call.resource
    if change.before == nil { row.id = state.table(resource.name)?.nextID ?? 1 }
    var stored = row
    let languages = state.languageIDs.count
    for (position, field) in resource.fields.enumerated() {
      stored.cells[position] =
        row.cells[position] == .texts([])
        ? field.empty(languages: languages) : completed(field.stored(row.cells[position]), field, state)
    }
    let before = change.before.flatMap { state.row(resource.name, $0.id) }
    state.put(stored, in: resource.name)
    state.branch(stored, of: resource, before: before, shop: change.call.shopID)
  }

  /// A text that every language needs is the default language's where one has none (ObjectModel::formatFields).
  private static func completed(_ cell: ShopCell, _ field: WebserviceField, _ state: ShopState) -> ShopCell {
    guard field.required, case .texts(let texts) = cell, texts.contains(where: \.isEmpty),
      let position = state.defaultLanguagePosition, position < texts.count
    else { return cell }
    return .texts(texts.map { $0.isEmpty ? texts[position] : $0 })
  }

  /// `date_add` is now for a new row that brings none, whatever it brings in the catalogue; `date_upd` is always now.
  private static func stampDates(_ row: inout ShopRow, _ change: WebserviceChange, _ state: ShopState) {
    let positions = change.call.resource.position
    let now = state.localNow
    let isDated = change.before == nil && datedByShop.contains(change.call.resource.name)
    if let position = positions["date_add"], isDated || row.cells[position].plain.isEmpty {
      row.cells[position] = .text(now)
    }
    if let position = positions["date_upd"] { row.cells[position] = .text(now) }
    if change.before == nil {
      for (name, value) in [("id_shop", change.call.shopID ?? 1), ("id_shop_group", 1), ("id_shop_default", 1)] {
        if keepsShop.contains(change.call.resource.name), let position = positions[name],
          row.cells[position].plain.isEmpty
        {
          row.cells[position] = .text(String(value))
        }
      }
    }
  }

  private static let datedByShop: Set<String> = ["products", "categories", "manufacturers", "suppliers"]
  private static let keepsShop: Set<String> = ["products", "customers", "carts", "orders", "categories"]

  private static func saveSpecificPrice(
    _ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState
  ) throws(WebserviceStop) {
    let key = [
      "id_product", "id_product_attribute", "id_shop", "id_currency", "id_country", "id_group", "id_customer",
      "id_cart", "from_quantity",
      "from", "to", "id_specific_price_rule",
    ].compactMap { change.call.resource.position[$0] }
    let fields = change.call.resource.fields
    let wanted = key.map { fields[$0].stored(row.cells[$0]) }
    if let id = change.call.resource.position["id_product"] {
      let twins = state.rows("specific_prices", where: "id_product", is: row.cells[id].plain)
      if twins.contains(where: { twin in twin.id != row.id && key.map { twin.cells[$0] } == wanted }) {
        throw .duplicateKey(state.version)
      }
    }
    store(&row, change, &state)
  }

  /// Items of a list that only exists inside its parent get an id of their own.
  static func numbered(_ items: [[String]], _ members: [WebserviceAssociation.Member]) -> [[String]] {
    guard members.count > 1, members[0].name == "id" else { return items }
    return items.enumerated().map { index, item in
      let texts = zip(members, item).map { member, text in
        member.name.hasPrefix("amount_tax") ? Decimal(exactly: text)?.fixed(6) ?? text : text
      }
      return texts[0].isEmpty ? [String(index + 1)] + texts.dropFirst() : texts
    }
  }
}
