/// What several shops of one group hold each for itself: the texts and some fields of products, combinations and categories
/// (FACTS-prestashop, multishop; the tables `_shop` and `_lang`).
///
/// The tables hold the last value that any shop wrote. A row that no shop ever wrote by itself is in all of them, alike.
struct ShopBranches: Sendable {
  /// By resource, id, shop and field.
  var rows: [String: [Int: [Int: [String: ShopCell]]]] = [:]

  /// The fields that each shop has its own of, besides every text.
  private static let fields: [String: Set<String>] = [
    "products": [
      "id_category_default", "id_tax_rules_group", "on_sale", "online_only", "ecotax", "minimal_quantity",
      "low_stock_threshold", "low_stock_alert", "price", "wholesale_price", "unity", "unit_price", "unit_price_ratio",
      "additional_shipping_cost", "customizable", "text_fields", "uploadable_files", "active", "redirect_type",
      "id_type_redirected", "available_for_order", "available_date", "show_condition", "condition", "show_price",
      "indexed", "visibility", "cache_default_attribute", "advanced_stock_management", "date_add", "date_upd",
      "pack_stock_type",
    ],
    "combinations": [
      "id_product", "wholesale_price", "price", "ecotax", "weight", "unit_price_impact", "minimal_quantity",
      "low_stock_threshold", "low_stock_alert", "default_on", "available_date",
    ],
    "categories": [],
  ]

  static func hold(_ resource: String) -> Bool { fields[resource] != nil }

  static func holds(_ field: WebserviceField, of resource: String) -> Bool {
    field.isTranslated || fields[resource]?.contains(field.name) ?? false
  }
}

extension ShopState {
  /// Whether the shops have rows of their own of a resource: where there are several.
  func isBranched(_ resource: String) -> Bool { settings.shopIDs.count > 1 && ShopBranches.hold(resource) }

  /// The row as one shop has it, or the first where none is said; nil where that shop does not have it.
  func row(_ resource: String, _ id: Int, inShop shop: Int?) -> ShopRow? {
    guard let row = row(resource, id), isBranched(resource), let shops = branches.rows[resource]?[id] else {
      return row(resource, id)
    }
    return shops[shop ?? settings.shopIDs[0]].map { merged(row, $0, resource) }
  }

  /// The row as PrestaShop loads it for a shop that does not have it: what each shop has for itself is empty.
  func strangersRow(_ row: ShopRow, _ resource: WebserviceResource) -> ShopRow {
    var row = row
    for (position, field) in resource.fields.enumerated() where ShopBranches.holds(field, of: resource.name) {
      row.cells[position] = field.name == "id_product" ? .text("") : field.empty(languages: languageIDs.count)
    }
    return row
  }

  private func merged(_ row: ShopRow, _ cells: [String: ShopCell], _ resource: String) -> ShopRow {
    guard let positions = schema[resource]?.position else { return row }
    var row = row
    for (name, cell) in cells {
      if let position = positions[name] { row.cells[position] = cell }
    }
    return row
  }

  /// The table as one shop lists it.
  func listed(_ resource: String, shop: Int?) -> ShopTable? {
    guard let table = table(resource) else { return nil }
    var own = ShopTable(table.resource)
    for id in table.ids {
      if let row = row(resource, id, inShop: shop) { own.put(row) }
    }
    return own
  }

  /// Keeps a row that was written for a shop, or for all: the others stay as they are.
  mutating func branch(_ row: ShopRow, of resource: WebserviceResource, before: ShopRow?, shop: Int?) {
    guard isBranched(resource.name) else { return }
    let isEverywhere = shop == nil || (before == nil && resource.name == "categories")
    var shops = branches.rows[resource.name]?[row.id] ?? [:]
    if let before, shops.isEmpty {
      for id in settings.shopIDs { shops[id] = own(before, resource) }
    }
    for id in isEverywhere ? settings.shopIDs : [shop ?? settings.shopIDs[0]] { shops[id] = own(row, resource) }
    branches.rows[resource.name, default: [:]][row.id] = shops
  }

  private func own(_ row: ShopRow, _ resource: WebserviceResource) -> [String: ShopCell] {
    var cells: [String: ShopCell] = [:]
    for (field, cell) in zip(resource.fields, row.cells) where ShopBranches.holds(field, of: resource.name) {
      cells[field.name] = cell
    }
    return cells
  }

  /// Takes a row away from one shop; whether any shop still has it.
  mutating func leaves(_ resource: String, _ id: Int, shop: Int?) -> Bool {
    guard isBranched(resource), resource != "categories", let shop, let row = row(resource, id),
      let shape = schema[resource]
    else { return false }
    var shops = branches.rows[resource]?[id] ?? [:]
    if shops.isEmpty {
      for id in settings.shopIDs { shops[id] = own(row, shape) }
    }
    shops[shop] = nil
    branches.rows[resource, default: [:]][id] = shops.isEmpty ? nil : shops
    return !shops.isEmpty
  }

  /// Which shops have a row.
  func shops(of resource: String, _ id: Int) -> [Int] {
    settings.shopIDs.filter { row(resource, id, inShop: $0) != nil }
  }
}
