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
    for id in ids { delete(id, from: resource, &state) }
    return WebserviceAnswer(status: 200)
  }

  /// Deletes the rows that PrestaShop deletes with it.
  static func delete(_ id: Int, from resource: String, _ state: inout ShopState) {
    let children: [(table: String, field: String)] =
      switch resource {
      case "products":
        [("combinations", "id_product"), ("stock_availables", "id_product"), ("specific_prices", "id_product")]
      case "combinations": [("stock_availables", "id_product_attribute"), ("specific_prices", "id_product_attribute")]
      case "orders":
        [
          ("order_details", "id_order"), ("order_histories", "id_order"), ("order_carriers", "id_order"),
          (state.version.orderCartRules, "id_order"),
        ]
      default: []
      }
    for (table, field) in children {
      for row in state.rows(table, where: field, is: id) { state.remove(table, row.id) }
    }
    let product = resource == "combinations" ? Int(state.value(resource, id, "id_product")) : nil
    state.remove(resource, id)
    if let product { state.sumStock(ofProduct: product) }
  }
}
