import XMLStream

/// POST, PUT and PATCH of one or several entities in a body (WebserviceRequest.php, saveEntityFromXml).
///
/// Entities are saved one after another: when one is refused, those before it stay saved and the answer only holds the
/// error.
enum WebserviceWriter {
  static func answer(
    _ method: ShopKey.Method, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    let entities = try entities(method, call)
    if method == .post, call.resource.name == "stock_availables" {
      throw .error(405, 101, "Method POST is not allowed for the resource stock_availables")
    }
    let selection = WebserviceSelection.everything(of: call.resource, languages: Array(state.languageIDs.indices))
    var views: [WebserviceView] = []
    for (index, entity) in entities.enumerated() {
      if index == call.request.savesAtMost { throw .crash(state.version) }
      let written = try WebserviceSaver.save(entity, method, call, &state)
      state.saveCover(entity, of: written, in: call.resource)
      views.append(state.view(written, of: call.resource, selection, shop: call.shopID))
    }
    var answer = call.answer(method == .post ? 201 : 200, views, isList: false)
    answer.saved = (views.count, state.table(call.resource.name)?.ids.count ?? 0)
    return answer
  }

  /// The entities of the body, whatever their elements are called. Throws 127, 89, 90, 91.
  private static func entities(_ method: ShopKey.Method, _ call: WebserviceCall) throws(WebserviceStop) -> [XMLElement]
  {
    let root: XMLElement
    do {
      root = try XMLTree.parse(call.request.body)
    } catch {
      let text = String(decoding: call.request.body, as: UTF8.self)
      throw .error(
        500, 127,
        "XML error : String could not be parsed as XML\nXML length : \(call.request.body.count)\nOriginal XML : \(text)"
      )
    }
    let ids = root.children.compactMap { $0.child("id")?.text }.filter { !$0.isEmpty }.map { Int($0) ?? 0 }
    if method == .post {
      guard ids.isEmpty else { throw .error(400, 91, "id is forbidden when adding a new resource") }
      return root.children
    }
    guard Set(ids).count == ids.count else { throw .error(400, 89, "id is duplicate in request") }
    guard ids.count == root.children.count else { throw .error(400, 90, "id is required when modifying a resource") }
    return root.children
  }
}
