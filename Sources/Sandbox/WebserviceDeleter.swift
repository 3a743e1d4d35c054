/// DELETE: one entity by address, or several by `?id=[1,2]`. One unknown id and none is deleted.
enum WebserviceDeleter {
  static func answer(_ call: WebserviceCall, _ state: inout ShopState) throws(WebserviceStop) -> WebserviceAnswer {
    let resource = call.resource.name
    if resource == "stock_availables" {
      throw .error(405, 101, "Method DELETE is not allowed for the resource stock_availables")
    }
    let texts =
      call.id.map { [$0] } ?? (call.request.parameter("id") ?? "").split { "[],".contains($0) }.map(String.init)
    let ids = texts.compactMap { Int($0) }
    let missing = texts.filter { text in Int(text).flatMap { state.row(resource, $0) } == nil }
    guard missing.isEmpty, !ids.isEmpty else {
      throw .error(404, 87, "Id(s) not exists: " + missing.joined(separator: ", "))
    }
    // The root of the categories stays.
    if resource == "categories", ids.contains(1) { throw .error(500, 88, "Id(s) wrong: 1") }
    for id in ids {
      if state.leaves(resource, id, shop: call.shopID) {
        removeStock(of: resource, id, inShop: call.shopID, &state)
      } else {
        delete(id, from: resource, &state)
      }
    }
    return WebserviceAnswer(status: 200)
  }

  /// A product or combination that leaves one shop of several leaves its stock there.
  private static func removeStock(of resource: String, _ id: Int, inShop shop: Int?, _ state: inout ShopState) {
    let field = resource == "products" ? "id_product" : "id_product_attribute"
    for row in state.rows("stock_availables", where: field, is: id)
    where state.value("stock_availables", row, "id_shop") == shop.map(String.init) {
      state.remove("stock_availables", row.id)
    }
  }

  /// Deletes the row and what PrestaShop deletes with it.
  static func delete(_ id: Int, from resource: String, _ state: inout ShopState) {
    switch resource {
    case "products": deleteProduct(id, &state)
    case "combinations": deleteCombination(id, &state)
    case "categories": deleteCategory(id, &state)
    case "product_options": deleteOption(id, &state)
    case "product_option_values": deleteOptionValue(id, &state)
    case "product_features": deleteFeature(id, &state)
    case "product_feature_values": deleteFeatureValue(id, &state)
    case "orders":
      for table in ["order_details", "order_histories", "order_carriers", state.version.orderCartRules] {
        for row in state.rows(table, where: "id_order", is: id) { state.remove(table, row.id) }
      }
      state.remove(resource, id)
    default: state.remove(resource, id)
    }
  }
}
