/// GET and HEAD of entities.
enum WebserviceReader {
  static func answer(_ call: WebserviceCall, _ state: inout ShopState) throws(WebserviceStop) -> WebserviceAnswer {
    let resource = call.resource
    let selection = try WebserviceSelection(
      call.request, of: resource, isList: call.id == nil, languageIDs: state.languageIDs)
    if let id = call.id { return try one(id, call, selection, &state) }
    let query = try WebserviceQuery(call.request, of: resource)
    let version = state.version
    let ids: [Int]
    if state.isBranched(resource.name), var own = state.listed(resource.name, shop: call.shopID) {
      ids = WebserviceFinder.ids(query, in: &own, shopID: call.shopID, version)
    } else {
      ids = state.withTable(resource.name) { WebserviceFinder.ids(query, in: &$0, shopID: call.shopID, version) } ?? []
    }
    guard selection.fields != nil else { return minimum(ids, call) }
    var views: [WebserviceView] = []
    views.reserveCapacity(ids.count)
    for id in ids {
      if let row = state.row(resource.name, id, inShop: call.shopID) {
        views.append(state.view(row, of: resource, selection, shop: call.shopID))
      }
    }
    return call.answer(200, views, isList: true)
  }

  private static func minimum(_ ids: [Int], _ call: WebserviceCall) -> WebserviceAnswer {
    let body =
      call.request.wantsJSON
      ? WebserviceJSONRenderer(resource: call.resource).minimum(ids)
      : call.renderer.minimum(ids)
    return WebserviceAnswer(status: 200, body: body)
  }

  private static func one(
    _ text: String, _ call: WebserviceCall, _ selection: WebserviceSelection, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    let resource = call.resource
    guard let id = Int(text), let row = state.row(resource.name, id) else { return WebserviceAnswer(status: 404) }
    if resource.name == "stock_availables", let shopID = call.shopID, !state.belongs(row, toShop: shopID) {
      throw .error(404, 131, "This StockAvailable (\(id)) does not exists on this shop")
    }
    guard let row = state.row(resource.name, id, inShop: call.shopID) else {
      throw .error(404, 131, "This \(resource.className) (\(id)) does not exists on this shop")
    }
    return call.answer(200, [state.view(row, of: resource, selection, shop: call.shopID)], isList: false)
  }
}
