/// A request after its address was understood.
struct WebserviceCall {
  let request: WebserviceRequest
  let resource: WebserviceResource
  /// What stands after the resource in the address.
  let id: String?
  /// The shop it is about; nil for all.
  let shopID: Int?
  /// What links begin with: "http://shop.test/api/".
  let root: String
  let version: ShopVersion

  var renderer: WebserviceXMLRenderer {
    // Measured on 8.2.1: combinations of which only named fields are shown have their associations' addresses without the ids.
    let isChosen = request.parameter("display")?.hasPrefix("[") == true
    return WebserviceXMLRenderer(
      resource: resource, root: root, marksEmpty: version != .v16,
      hidesIDs: version == .v8 && resource.name == "combinations" && isChosen)
  }

  func answer(_ status: Int, _ views: [WebserviceView], isList: Bool) -> WebserviceAnswer {
    let body =
      request.wantsJSON
      ? WebserviceJSONRenderer(resource: resource).document(views, isList: isList)
      : renderer.document(views, isList: isList)
    return WebserviceAnswer(status: status, body: body)
  }
}
