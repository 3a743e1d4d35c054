/// What is for sale: one row a product and one a combination, of each shop or of the group that shares stock.
extension ShopState {
  /// The row that the shop sells a product or combination from; the first shop's where none is said.
  mutating func stockRow(product: Int, combination: Int, shop: Int? = nil) -> ShopRow? {
    let shop = shop ?? settings.shopIDs[0]
    return rows("stock_availables", where: "id_product", is: product).first { row in
      integer("stock_availables", row, "id_product_attribute") == combination && belongs(row, toShop: shop)
    }
  }

  /// Makes the stock rows of a new product or combination: one a shop, or one for the group that shares stock.
  mutating func addStockRow(product: Int, combination: Int, shops: [Int]? = nil, quantity: Int = 0) {
    for shop in settings.sharesStock ? [0] : shops ?? settings.shopIDs {
      addStockRow(product: product, combination: combination, shop: shop, quantity: quantity)
    }
  }

  private mutating func addStockRow(product: Int, combination: Int, shop: Int, quantity: Int) {
    insert(
      "stock_availables",
      [
        "id_product": String(product), "id_product_attribute": String(combination),
        "id_shop": String(settings.sharesStock ? 0 : shop), "id_shop_group": settings.sharesStock ? "1" : "0",
        "quantity": String(quantity), "out_of_stock": "2",
      ])
  }

  /// What a sale takes and a cancelled order gives back. A row that is missing is made (StockManager,
  /// getStockAvailableByProduct); a product that is gone has nothing to change.
  mutating func changeStock(product: Int, combination: Int, by change: Int, shop: Int? = nil) {
    guard self.row("products", product) != nil else { return }
    let shop = shop ?? settings.shopIDs[0]
    if let row = stockRow(product: product, combination: combination, shop: shop) {
      update("stock_availables", row.id, ["quantity": String(integer("stock_availables", row, "quantity") + change)])
    } else {
      addStockRow(product: product, combination: combination, shop: shop, quantity: change)
    }
    if combination != 0 { sumStock(ofProduct: product, shop: shop) }
  }

  /// The row without combination holds the sum of the combinations' rows, shop by shop.
  mutating func sumStock(ofProduct product: Int) {
    for shop in settings.sharesStock ? [settings.shopIDs[0]] : settings.shopIDs {
      sumStock(ofProduct: product, shop: shop)
    }
  }

  /// Only of what this shop sells from; a sum row that is missing is made (StockAvailable::postSave, setQuantity).
  mutating func sumStock(ofProduct product: Int, shop: Int) {
    let own = rows("stock_availables", where: "id_product", is: product).filter { belongs($0, toShop: shop) }
    let quantity = own.reduce(0) { sum, row in
      integer("stock_availables", row, "id_product_attribute") == 0
        ? sum : sum + integer("stock_availables", row, "quantity")
    }
    if let sum = own.first(where: { integer("stock_availables", $0, "id_product_attribute") == 0 }) {
      update("stock_availables", sum.id, ["quantity": String(quantity)])
    } else {
      addStockRow(product: product, combination: 0, shop: shop, quantity: quantity)
    }
  }

  /// Whether a customer may put all of this into one cart: there is enough, or the product may be ordered without.
  mutating func isOrderable(_ cart: ShopCart) -> Bool {
    var wanted: [[Int]: Int] = [:]
    for row in cart.rows { wanted[[row.product, row.combination], default: 0] += row.quantity }
    for (key, quantity) in wanted {
      guard let row = stockRow(product: key[0], combination: key[1], shop: cart.shop) else { return false }
      let rule = value("stock_availables", row, "out_of_stock")
      let sellsWithout = rule == "1" || (rule == "2" && configuration("PS_ORDER_OUT_OF_STOCK") == "1")
      guard sellsWithout || integer("stock_availables", row, "quantity") >= quantity else { return false }
    }
    return true
  }
}
