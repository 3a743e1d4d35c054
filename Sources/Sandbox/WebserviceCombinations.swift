/// Combinations: one of a product's is the default one, and each has a stock row of its own.
enum WebserviceCombinations {
  /// Throws what the database's unique key makes of a second default combination.
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    let positions = change.call.resource.position
    guard let productAt = positions["id_product"], let defaultAt = positions["default_on"] else { return }
    row.cells[defaultAt] = .text(["", "0"].contains(row.cells[defaultAt].plain) ? "" : "1")
    let product = Int(row.cells[productAt].plain) ?? 0
    if row.cells[defaultAt].plain == "1" {
      let others = state.rows("combinations", where: "id_product", is: product).filter { $0.id != row.id }
      if others.contains(where: { $0.cells[defaultAt].plain == "1" }) { throw .duplicateKey(state.version) }
    }
    WebserviceHooks.store(&row, change, &state)
    if change.before == nil {
      state.addStockRow(product: product, combination: row.id, shops: change.call.shopID.map { [$0] })
    }
    state.rememberDefaultCombination(ofProduct: product)
  }
}
