import Foundation

/// Products and combinations: the rows that are made with them.
enum WebserviceProducts {
  /// `link_rewrite` is made of the name where it is empty; before 8, a product without any name is a PHP warning.
  static func beforeChecks(
    _ row: inout ShopRow, _ method: ShopKey.Method, _ resource: WebserviceResource, _ state: ShopState
  ) throws(WebserviceStop) {
    guard let name = resource.position["name"], let link = resource.position["link_rewrite"] else { return }
    guard case .texts(let names) = row.cells[name], case .texts(var links) = row.cells[link] else { return }
    if method != .patch, !state.version.hasPatch, names.allSatisfy(\.isEmpty) {
      throw .error(
        500, 3, "[PHP Warning #2] Invalid argument supplied for foreach() (/www/classes/Product.php, line 6058)")
    }
    for (index, text) in names.enumerated() where links[index].isEmpty { links[index] = slug(text) }
    row.cells[link] = .texts(links)
  }

  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    WebserviceHooks.store(&row, change, &state)
    set("type", "simple", ifEmpty: true, on: &row, change)
    guard change.before == nil else { return }
    state.addStockRow(product: row.id, combination: 0)
  }

  static func saveCombination(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    WebserviceHooks.store(&row, change, &state)
    guard change.before == nil,
      let product = change.call.resource.position["id_product"].flatMap({ Int(row.cells[$0].plain) })
    else {
      return
    }
    state.addStockRow(product: product, combination: row.id)
    if ["", "0"].contains(state.value("products", product, "cache_default_attribute")) {
      state.update("products", product, ["cache_default_attribute": String(row.id)])
    }
  }

  private static func set(
    _ field: String, _ text: String, ifEmpty: Bool, on row: inout ShopRow, _ change: WebserviceChange
  ) {
    guard let position = change.call.resource.position[field], !ifEmpty || row.cells[position].plain.isEmpty else {
      return
    }
    row.cells[position] = .text(text)
  }

  /// As Tools::str2url: lower case, letters and digits, hyphens between.
  static func slug(_ text: String) -> String {
    let plain = text.folding(options: .diacriticInsensitive, locale: nil).lowercased()
    return plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
  }
}
