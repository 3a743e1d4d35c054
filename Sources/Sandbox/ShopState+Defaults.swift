/// Which combination of a product is chosen at first.
extension ShopState {
  /// The one that says so of itself, else the first; 0 where the product has none.
  mutating func defaultCombination(ofProduct id: Int) -> Int {
    let own = rows("combinations", where: "id_product", is: id)
    return (own.first { value("combinations", $0, "default_on") == "1" } ?? own.first)?.id ?? 0
  }

  /// Product::updateDefaultAttribute: the product remembers its default combination, and since 1.7 that it has some.
  mutating func rememberDefaultCombination(ofProduct id: Int) {
    let chosen = defaultCombination(ofProduct: id)
    var values = ["cache_default_attribute": String(chosen)]
    if chosen != 0 { values["product_type"] = "combinations" }
    update("products", id, values)
  }

  /// Product::setWsDefaultCombination: no combination of the product is the default one any more but this. One that is
  /// not the product's leaves it without.
  mutating func setDefaultCombination(_ id: Int, ofProduct product: Int) {
    for row in rows("combinations", where: "id_product", is: product) {
      update("combinations", row.id, ["default_on": row.id == id ? "1" : ""])
    }
  }
}
