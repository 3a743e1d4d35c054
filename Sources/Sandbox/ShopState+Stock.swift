extension ShopState {
  /// The row that the shop sells a product or combination from.
  mutating func stockRow(product: Int, combination: Int, shop: Int? = nil) -> ShopRow? {
    let shop = shop ?? settings.shopIDs[0]
    return rows("stock_availables", where: "id_product", is: product).first { row in
      integer("stock_availables", row, "id_product_attribute") == combination && belongs(row, toShop: shop)
    }
  }

  /// Makes the stock rows of a new product or combination: one a shop, or one for the group that shares stock.
  mutating func addStockRow(product: Int, combination: Int, quantity: Int = 0) {
    for shop in settings.sharesStock ? [0] : settings.shopIDs {
      insert(
        "stock_availables",
        [
          "id_product": String(product), "id_product_attribute": String(combination), "id_shop": String(shop),
          "id_shop_group": settings.sharesStock ? "1" : "0", "quantity": String(quantity), "out_of_stock": "2",
        ])
    }
  }

  mutating func changeStock(product: Int, combination: Int, by change: Int) {
    guard let row = stockRow(product: product, combination: combination) else { return }
    let quantity = integer("stock_availables", row, "quantity") + change
    update("stock_availables", row.id, ["quantity": String(quantity)])
    if combination != 0 { sumStock(ofProduct: product) }
  }

  /// The row without combination holds the sum of the combinations' rows, shop by shop.
  mutating func sumStock(ofProduct product: Int) {
    let all = rows("stock_availables", where: "id_product", is: product)
    for sum in all where integer("stock_availables", sum, "id_product_attribute") == 0 {
      let parts = all.filter { row in
        integer("stock_availables", row, "id_product_attribute") != 0
          && integer("stock_availables", row, "id_shop") == integer("stock_availables", sum, "id_shop")
          && integer("stock_availables", row, "id_shop_group") == integer("stock_availables", sum, "id_shop_group")
      }
      guard !parts.isEmpty else { continue }
      let quantity = parts.reduce(0) { $0 + integer("stock_availables", $1, "quantity") }
      update("stock_availables", sum.id, ["quantity": String(quantity)])
    }
  }
}
