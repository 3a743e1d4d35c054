/// What goes with a record of the catalogue, and what stays although it points to nothing then.
extension WebserviceDeleter {
  /// Categories go with everything below them, except in a circle; a product keeps the number of its default category.
  static func deleteCategory(_ id: Int, _ state: inout ShopState) {
    let parent = state.integer("categories", id, "id_parent")
    let gone = (state.isInCircle(category: id) ? [] : state.categories(below: id)) + [id]
    for category in gone { state.remove("categories", category) }
    let texts = Set(gone.map(String.init))
    state.strike("categories", from: "products") { texts.contains($0[0]) }
    state.closePositions(in: "categories", where: "id_parent", is: parent)
  }

  /// A product with combinations leaves a sum row behind: taking away each combination's row makes it again
  /// (Product::delete, deleteProductAttributes).
  static func deleteProduct(_ id: Int, _ state: inout ShopState) {
    let combinations = state.rows("combinations", where: "id_product", is: id)
    for table in ["combinations", "stock_availables", "specific_prices"] {
      for row in state.rows(table, where: "id_product", is: id) { state.remove(table, row.id) }
    }
    state.remove("products", id)
    state.strike("accessories", from: "products") { $0[0] == String(id) }
    if !combinations.isEmpty { state.addStockRow(product: id, combination: 0) }
  }

  static func deleteCombination(_ id: Int, _ state: inout ShopState) {
    for table in ["stock_availables", "specific_prices"] {
      for row in state.rows(table, where: "id_product_attribute", is: id) { state.remove(table, row.id) }
    }
    let product = state.integer("combinations", id, "id_product")
    state.remove("combinations", id)
    state.sumStock(ofProduct: product)
    state.rememberDefaultCombination(ofProduct: product)
  }

  /// A value takes every combination with it that has it; where that was the default one, another becomes it.
  static func deleteOptionValue(_ id: Int, _ state: inout ShopState) {
    let group = state.integer("product_option_values", id, "id_attribute_group")
    for combination in state.combinations(withValue: id) {
      let product = state.integer("combinations", combination, "id_product")
      let wasDefault = state.value("combinations", combination, "default_on") == "1"
      deleteCombination(combination, &state)
      let next = wasDefault ? state.defaultCombination(ofProduct: product) : 0
      if next != 0 { state.setDefaultCombination(next, ofProduct: product) }
    }
    state.remove("product_option_values", id)
    state.closePositions(in: "product_option_values", where: "id_attribute_group", is: group)
  }

  /// An option only takes the combinations with it that have no value of any other: those that do keep the rest.
  static func deleteOption(_ id: Int, _ state: inout ShopState) {
    let values = state.rows("product_option_values", where: "id_attribute_group", is: id)
    let texts = Set(values.map { String($0.id) })
    if !values.isEmpty {
      state.strike("product_option_values", from: "combinations") { texts.contains($0[0]) }
      for combination in state.combinationsWithoutValues() { deleteCombination(combination, &state) }
    }
    for value in values { state.remove("product_option_values", value.id) }
    state.remove("product_options", id)
    state.closePositions(in: "product_options")
  }

  static func deleteFeature(_ id: Int, _ state: inout ShopState) {
    for row in state.rows("product_feature_values", where: "id_feature", is: id) {
      state.remove("product_feature_values", row.id)
    }
    state.remove("product_features", id)
    state.strike("product_features", from: "products") { $0[0] == String(id) }
    state.closePositions(in: "product_features")
  }

  static func deleteFeatureValue(_ id: Int, _ state: inout ShopState) {
    state.remove("product_feature_values", id)
    state.strike("product_features", from: "products") { $0.count > 1 && $0[1] == String(id) }
  }
}

extension ShopState {
  /// Takes the items out of a list wherever they stand.
  fileprivate mutating func strike(_ list: String, from resource: String, _ isGone: ([String]) -> Bool) {
    guard let index = schema[resource]?.association(list), let table = table(resource) else { return }
    for id in table.ids {
      guard let row = table[id], row.lists[index].contains(where: isGone) else { continue }
      update(resource, id, [:], lists: [list: row.lists[index].filter { !isGone($0) }])
    }
  }

  fileprivate func combinations(withValue id: Int) -> [Int] {
    combinations { values in values.contains { $0[0] == String(id) } }
  }

  fileprivate func combinationsWithoutValues() -> [Int] { combinations { $0.isEmpty } }

  private func combinations(_ hasValues: ([[String]]) -> Bool) -> [Int] {
    guard let table = table("combinations"), let index = table.resource.association("product_option_values") else {
      return []
    }
    return table.ids.filter { id in table[id].map { hasValues($0.lists[index]) } ?? false }
  }
}
