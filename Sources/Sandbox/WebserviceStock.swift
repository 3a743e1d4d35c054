/// `stock_availables`: rows that cannot be made or deleted, only written.
enum WebserviceStock {
  /// Throws 133 with 46 for `depends_on_stock`, which only 9 stores.
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    let positions = change.call.resource.position
    func text(_ name: String) -> String { positions[name].map { row.cells[$0].plain } ?? "" }
    if state.version.refusesDependsOnStock, text("depends_on_stock") == "1" {
      throw .errors(
        status: 500,
        [
          (133, dependsOnStock(state.version)),
          (46, "Unable to save resource"),
        ])
    }
    // A second row with the same owner breaks the table's unique key.
    let product = text("id_product")
    let key = ["id_product_attribute", "id_shop", "id_shop_group"]
    let own = key.map { Int(text($0)) ?? 0 }
    let isTaken = state.rows("stock_availables", where: "id_product", is: product).contains { other in
      other.id != row.id && key.map { state.integer("stock_availables", other, $0) } == own
    }
    if isTaken { throw .crash(state.version) }
    WebserviceHooks.store(&row, change, &state)
    guard text("id_product_attribute") != "0", let id = Int(product) else { return }
    let shop = Int(text("id_shop")) ?? 0
    state.sumStock(ofProduct: id, shop: shop != 0 ? shop : change.call.shopID ?? state.settings.shopIDs[0])
  }

  private static func dependsOnStock(_ version: ShopVersion) -> String {
    let text = "Vous ne pouvez pas mettre à jour le stock disponible quand il dépend du stock."
    return version == .v16 ? text.replacing("à", with: "&agrave;").replacing("é", with: "&eacute;") : text
  }
}
