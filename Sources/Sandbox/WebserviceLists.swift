/// What PrestaShop makes of a list that was sent with an entity, after it saved the entity (the `setWs…` functions).
enum WebserviceLists {
  /// What is stored as the list; nil where nothing is, for lists that are only shown.
  /// Throws what a second entry of the same kind breaks; what the list held before is gone by then.
  static func set(
    _ items: [[String]], _ list: String, of row: ShopRow, in resource: WebserviceResource, _ state: inout ShopState
  ) throws(WebserviceStop) -> [[String]]? {
    switch (resource.name, list) {
    case ("products", "stock_availables"), ("products", "product_option_values"), ("categories", "categories"),
      ("categories", "products"):
      return nil
    case ("products", "combinations"):
      setCombinations(items.compactMap { Int($0.first ?? "") }, ofProduct: row.id, &state)
      return nil
    case ("product_options", "product_option_values"):
      setValues(items.compactMap { Int($0.first ?? "") }, ofOption: row.id, &state)
      return nil
    case ("products", "categories"):
      let unique = distinct(items)
      if unique.count < items.count, state.version == .v16 {
        try fail(list, of: row, in: resource, &state)
      }
      return unique.filter { exists($0, in: "categories", state) }
    case ("products", "accessories"):
      return items.filter { exists($0, in: "products", state) }
    case ("combinations", "product_option_values"):
      if distinct(items).count < items.count { try fail(list, of: row, in: resource, &state) }
      return items.filter { exists($0, in: "product_option_values", state) }
    case ("products", "tags"):
      if distinct(items).count < items.count { try fail(list, of: row, in: resource, &state) }
      return items
    case ("products", "product_features"):
      return try features(items, of: row, in: resource, &state)
    default:
      return items
    }
  }

  /// 1.6 keeps one value a feature, the first; since 1.7 there may be several. The same twice ends 8.
  private static func features(
    _ items: [[String]], of row: ShopRow, in resource: WebserviceResource, _ state: inout ShopState
  ) throws(WebserviceStop) -> [[String]] {
    let whole = items.map { item in item.map { $0.isEmpty ? "0" : $0 } }
    let unique = distinct(whole)
    if unique.count < whole.count, state.version.throwsOnDuplicateKeys {
      store(unique, "product_features", of: row, in: resource, &state)
      throw .crash(state.version)
    }
    guard state.version == .v16 else { return unique }
    var seen: Set<String> = []
    return unique.filter { seen.insert($0.first ?? "").inserted }
  }

  /// The product loses the combinations that are not named, and gets those of others that are.
  private static func setCombinations(_ ids: [Int], ofProduct product: Int, _ state: inout ShopState) {
    for row in state.rows("combinations", where: "id_product", is: product) where !ids.contains(row.id) {
      WebserviceDeleter.delete(row.id, from: "combinations", &state)
    }
    for id in ids where state.row("combinations", id) != nil {
      state.update("combinations", id, ["id_product": String(product)])
    }
  }

  /// The option loses the values that are not named; an empty list changes nothing.
  private static func setValues(_ ids: [Int], ofOption option: Int, _ state: inout ShopState) {
    guard !ids.isEmpty else { return }
    for row in state.rows("product_option_values", where: "id_attribute_group", is: option) where !ids.contains(row.id)
    {
      state.remove("product_option_values", row.id)
    }
    for id in ids { state.update("product_option_values", id, ["id_attribute_group": String(option)]) }
  }

  /// An entry twice is one too many for the table's key: what was there is gone already.
  private static func fail(
    _ list: String, of row: ShopRow, in resource: WebserviceResource, _ state: inout ShopState
  ) throws(WebserviceStop) {
    store([], list, of: row, in: resource, &state)
    if state.version.throwsOnDuplicateKeys { throw .crash(state.version) }
    throw .error(500, 85, "Error occurred while setting the \(list) value")
  }

  private static func store(
    _ items: [[String]], _ list: String, of row: ShopRow, in resource: WebserviceResource, _ state: inout ShopState
  ) {
    state.update(resource.name, row.id, [:], lists: [list: items])
  }

  private static func distinct(_ items: [[String]]) -> [[String]] {
    var seen: Set<[String]> = []
    return items.filter { seen.insert($0).inserted }
  }

  private static func exists(_ item: [String], in resource: String, _ state: ShopState) -> Bool {
    state.row(resource, Int(item.first ?? "") ?? 0) != nil
  }
}
