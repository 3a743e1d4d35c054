import Foundation
import Records

/// Products and combinations: the rows that are made with them.
enum WebserviceProducts {
  /// `link_rewrite` is made of the name where it is empty; before 8, a product without any name is a PHP warning.
  static func beforeChecks(
    _ row: inout ShopRow, _ method: ShopKey.Method, _ resource: WebserviceResource, _ state: ShopState
  ) throws(WebserviceStop) {
    guard let name = resource.position["name"], let link = resource.position["link_rewrite"] else { return }
    guard case .texts(let names) = row.cells[name], case .texts(var links) = row.cells[link] else { return }
    if names.isEmpty, method != .post { return }
    if links.isEmpty { links = state.languageIDs.map { _ in "" } }
    if method != .patch, !state.version.hasPatch, names.isEmpty {
      throw .error(
        500, 3, "[PHP Warning #2] Invalid argument supplied for foreach() (/www/classes/Product.php, line 6058)")
    }
    // In 1.6 a product that brings no address at all is refused, and the languages that have a name get one.
    if state.version == .v16, links.allSatisfy(\.isEmpty) { return }
    links = completed(links, names)
    row.cells[link] = .texts(links)
  }

  /// The addresses of a category: in 1.6 they are taken as they come.
  static func makeLinks(_ row: inout ShopRow, _ resource: WebserviceResource, _ state: ShopState) {
    guard state.version != .v16, let name = resource.position["name"], let link = resource.position["link_rewrite"],
      case .texts(let names) = row.cells[name], case .texts(let links) = row.cells[link], !links.isEmpty
    else { return }
    row.cells[link] = .texts(completed(links, names))
  }

  /// An address of every language that has a name: of the name where there is none, made good where it is no address.
  private static func completed(_ links: [String], _ names: [String]) -> [String] {
    links.enumerated().map { index, text in
      if text.isEmpty { return index < names.count ? slug(names[index]) : text }
      return WebserviceValidation.isValid(text, "isLinkRewrite") || text.count > 128 ? text : slug(text)
    }
  }

  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    for (field, text) in defaults(state.version) { fill(field, text, on: &row, change) }
    setUnitPriceRatio(on: &row, change)
    setDefaultCombination(on: &row, change, &state)
    setVirtualType(on: &row, change)
    WebserviceHooks.store(&row, change, &state)
    if let ratio = change.call.resource.position["unit_price_ratio"], row.cells[ratio] == .text("0") {
      state.update("products", row.id, ["unit_price_ratio": "0.000000"])
    }
    guard change.before == nil else { return }
    state.addStockRow(product: row.id, combination: 0, shops: change.call.shopID.map { [$0] })
  }

  /// Naming a default combination takes it from the others first, so that two never are one.
  private static func setDefaultCombination(
    on row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState
  ) {
    guard let sent = change.sent.child("id_default_combination"), change.before != nil else { return }
    let id = Int(sent.text) ?? 0
    state.setDefaultCombination(id, ofProduct: row.id)
    let positions = change.call.resource.position
    if let position = positions["cache_default_attribute"] { row.cells[position] = .text(String(id)) }
    if id != 0, let position = positions["product_type"] { row.cells[position] = .text("combinations") }
  }

  /// Whatever type it is sent with, a virtual product is saved as one (Product::add and Product::update, 1.7 and newer).
  private static func setVirtualType(on row: inout ShopRow, _ change: WebserviceChange) {
    let positions = change.call.resource.position
    guard let virtual = positions["is_virtual"], let type = positions["product_type"],
      row.cells[virtual].plain == "1"
    else { return }
    row.cells[type] = .text("virtual")
  }

  /// How many units the price is for; nothing of it is told of a product without a price for its unit, except by PUT.
  private static func setUnitPriceRatio(on row: inout ShopRow, _ change: WebserviceChange) {
    let positions = change.call.resource.position
    guard let ratio = positions["unit_price_ratio"], let unit = positions["unit_price"], let price = positions["price"]
    else { return }
    let divisor = Decimal(exactly: row.cells[unit].plain) ?? 0
    if divisor != 0, let whole = Decimal(exactly: row.cells[price].plain) {
      row.cells[ratio] = .text((whole / divisor).rounded(6).description)
    } else if change.before != nil {
      row.cells[ratio] = .text("0")
    }
  }

  /// Throws 135 when a position is sent that the category, as it will be, does not have (8 and 1.7).
  static func checkPosition(_ change: WebserviceChange, _ state: ShopState) throws(WebserviceStop) {
    guard state.version != .v16, let position = change.sent.child("position_in_category"), !position.text.isEmpty,
      let list = change.sent.child("associations")?.child("categories"), list.children.isEmpty
    else { return }
    throw .error(
      500, 135,
      "Vous ne pouvez pas définir une position plus grande que le nombre total de produits dans la catégorie. La numérotation commence à 1. "
    )
  }

  private static func defaults(_ version: ShopVersion) -> [(field: String, text: String)] {
    [("condition", "new"), ("visibility", "both")] + (version == .v9 ? [("product_type", "standard")] : [])
  }

  private static func fill(_ field: String, _ text: String, on row: inout ShopRow, _ change: WebserviceChange) {
    guard let position = change.call.resource.position[field], row.cells[position].plain.isEmpty else { return }
    row.cells[position] = .text(text)
  }

  /// As Tools::str2url: lower case, letters and digits, hyphens between.
  static func slug(_ text: String) -> String {
    let plain = text.folding(options: .diacriticInsensitive, locale: nil).lowercased()
    return plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
  }
}
