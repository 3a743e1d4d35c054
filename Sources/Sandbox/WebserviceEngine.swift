/// The webservice itself: takes a request, changes the shop, gives the answer. No I/O.
enum WebserviceEngine {
  /// The order of the checks is PrestaShop's: address, key, shop, resource, method, then the work.
  static func answer(_ request: WebserviceRequest, by state: inout ShopState) -> WebserviceAnswer {
    guard let segments = request.segments else { return frontPage(state) }
    do throws(WebserviceStop) {
      try checkAddress(request, segments, state)
      let key = try checkKey(request, state)
      let shopID = try checkShop(request, key, segments, state)
      guard let name = segments.first else { return try root(request, key, state) }
      let resource = try checkResource(name, key, state)
      let method = try checkMethod(request.parameter("ps_method") ?? request.method, on: name, key, state)
      let call = WebserviceCall(
        request: request, resource: resource, id: segments.count > 1 ? segments[1] : nil, shopID: shopID,
        root: apiRoot(request, state),
        version: state.version)
      return dressed(try perform(method, call, &state), request, state)
    } catch {
      return refusal(error, request, state)
    }
  }

  private static func refusal(_ stop: WebserviceStop, _ request: WebserviceRequest, _ state: ShopState)
    -> WebserviceAnswer
  {
    switch stop {
    case .answer(let answer): return answer
    case .errors(let status, let errors):
      let body = request.wantsJSON ? WebserviceJSONRenderer.errors(errors) : WebserviceDocument.errors(errors)
      var answer = WebserviceAnswer(status: status, body: body)
      if errors.contains(where: { $0.code == 18 || $0.code == 20 }) { answer.headers.append(challenge) }
      return dressed(answer, request, state)
    }
  }

  private static func perform(
    _ method: ShopKey.Method, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> WebserviceAnswer {
    if call.resource.name == "images" { return try WebserviceImages.answer(method, call, &state) }
    switch method {
    case .get, .head:
      if call.request.parameter("schema") != nil { return try WebserviceSchemaDocument.answer(call, state) }
      return try WebserviceReader.answer(call, &state)
    case .post, .put, .patch: return try WebserviceWriter.answer(method, call, &state)
    case .delete: return try WebserviceDeleter.answer(call, &state)
    }
  }

  private static let challenge = (
    name: "WWW-Authenticate",
    value:
      "Basic realm=\"Welcome to PrestaShop Webservice, please enter the authentication key as the login. No password required.\""
  )

  private static func apiRoot(_ request: WebserviceRequest, _ state: ShopState) -> String {
    "http://\(state.settings.domain ?? request.headers["host"] ?? state.authority)/api/"
  }

  // MARK: checks

  private static func checkAddress(
    _ request: WebserviceRequest, _ segments: [String], _ state: ShopState
  ) throws(WebserviceStop) {
    guard let domain = state.settings.domain, let host = request.headers["host"], host != domain else { return }
    throw .answer(redirection(to: domain, segments, state))
  }

  /// Where PrestaShop sends whoever asks for a shop that it does not know: to the shop's own front page.
  private static func redirection(to domain: String, _ segments: [String], _ state: ShopState) -> WebserviceAnswer {
    var answer = WebserviceAnswer.text(302, "", version: state.version)
    answer.headers.append(("Location", "http://\(domain)/?url=\(segments.joined(separator: "%2F"))"))
    return answer
  }

  private static func checkKey(_ request: WebserviceRequest, _ state: ShopState) throws(WebserviceStop) -> ShopKey {
    guard let text = request.key, !text.isEmpty else {
      var answer = WebserviceAnswer.text(401, "401 Unauthorized", version: state.version)
      answer.headers.append(challenge)
      throw .answer(answer)
    }
    guard text.utf8.count == 32 else { throw .error(401, 18, "Invalid authentication key format") }
    guard let key = state.settings.keys.first(where: { $0.text == text && $0.isActive }) else {
      throw .errors(
        status: 401,
        [
          (20, "Authentification key is not active"), (21, "No permission for this authentication key"),
        ])
    }
    return key
  }

  /// The shop that the call is about; nil for all of them.
  private static func checkShop(
    _ request: WebserviceRequest, _ key: ShopKey, _ segments: [String], _ state: ShopState
  ) throws(WebserviceStop) -> Int? {
    if let group = request.parameter("id_group_shop"), !group.isEmpty {
      guard group == "1" else { throw .error(500, 999, "This shop group doesn't have shops") }
      if request.parameter("id_shop") == nil { return nil }
    }
    let own = state.settings.shopIDs[0]
    guard let asked = request.parameter("id_shop"), !asked.isEmpty else { return try granted(own, key) }
    if asked == "all" {
      if state.version.hasPatch { return nil }
      throw .answer(redirection(to: host(request, state), segments, state))
    }
    guard let id = Int(asked) else { throw .error(404, 999, "This shop id does not exists") }
    guard state.settings.shopIDs.contains(id) else {
      throw .answer(redirection(to: host(request, state), segments, state))
    }
    return try granted(id, key)
  }

  private static func granted(_ id: Int, _ key: ShopKey) throws(WebserviceStop) -> Int {
    guard key.shopIDs?.contains(id) ?? true else {
      throw .error(403, 132, "No permission for this shop ID")
    }
    return id
  }

  private static func host(_ request: WebserviceRequest, _ state: ShopState) -> String {
    state.settings.domain ?? request.headers["host"] ?? state.authority
  }

  private static func checkResource(_ name: String, _ key: ShopKey, _ state: ShopState) throws(WebserviceStop)
    -> WebserviceResource
  {
    guard let resource = state.schema[name] else {
      let names = state.schema.resources.map(\.name)
      throw .error(
        400, 27,
        "Resource of type \"\(name)\" does not exists. Did you mean: \"\(WebserviceQuery.nearest(name, names))\"? The full list is: "
          + names.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    guard key.allows(name) else {
      throw .error(401, 26, "Resource of type \"\(name)\" is not allowed with this authentication key")
    }
    return resource
  }

  private static func checkMethod(
    _ text: String, on resource: String, _ key: ShopKey, _ state: ShopState
  ) throws(WebserviceStop) -> ShopKey.Method {
    guard let method = ShopKey.Method(rawValue: text), method != .patch || state.version.hasPatch else {
      throw .error(405, 23, "Method \(text) is not valid")
    }
    guard key.allows(method, on: resource) else {
      throw .error(405, 25, "Method \(text) is not allowed for the resource \(resource) with this authentication key")
    }
    return method
  }

  // MARK: what is not a resource

  private static func root(_ request: WebserviceRequest, _ key: ShopKey, _ state: ShopState) throws(WebserviceStop)
    -> WebserviceAnswer
  {
    let body = WebserviceRootDocument.bytes(key, apiRoot(request, state), state)
    return dressed(WebserviceAnswer(status: 200, body: body), request, state)
  }

  private static func frontPage(_ state: ShopState) -> WebserviceAnswer {
    .text(
      200,
      "<!doctype html>\n<html lang=\"fr\"><head><title>\(state.settings.name)</title></head><body></body></html>\n",
      version: state.version)
  }

  /// Adds what every answer of the webservice carries.
  private static func dressed(_ answer: WebserviceAnswer, _ request: WebserviceRequest, _ state: ShopState)
    -> WebserviceAnswer
  {
    var answer = answer
    answer.time = state.settings.pace.time(entities: answer.saved.entities, rows: answer.saved.rows)
    if !answer.headers.contains(where: { $0.name == "Content-Type" }), !answer.body.isEmpty || request.method == "HEAD"
    {
      let type = request.wantsJSON ? "application/json" : "text/xml;charset=utf-8"
      answer.headers.insert(("Content-Type", type), at: 0)
    }
    answer.headers += [
      ("Access-Time", String(state.settings.clock.now.secondsSince1970)), ("X-Powered-By", "PrestaShop Webservice"),
      ("PSWS-Version", state.version.rawValue), ("Execution-Time", answer.time.headerText),
    ]
    guard answer.status < 300, !answer.body.isEmpty else { return answer }
    let sum = WebserviceChecksum.sha1(answer.body)
    answer.headers.append(("Content-Sha1", sum))
    if state.version.answersNotModified, request.headers["local-content-sha1"] == sum {
      answer.status = 304
      answer.body = []
      answer.headers.removeAll { $0.name == "Content-Type" }
    }
    return answer
  }
}
