/// From an HTTP request to a call, or to an answer that needs none.
enum RPCRoute {
  enum Step {
    case call(RPCCall)
    case answer(RPCAnswer)
  }

  static func step(_ request: RPCRequest, _ version: ERPVersion, database: String) -> Step {
    switch (request.method, request.path) {
    case ("POST", "/jsonrpc"): jsonRPC(request, version)
    case ("GET", "/web/health"): .answer(.json(["status": "pass"]))
    case ("GET", "/json/version") where version == .v19, ("GET", "/web/version") where version == .v19:
      .answer(
        .json([
          "version_info": [.integer(version.major), 0, 0, "final", 0, ""], "version": .text(version.build),
        ]))
    case (_, let path) where version == .v19 && path.hasPrefix("/json/2/"): json2(request, version, database)
    default:
      .answer(
        .page(
          404, "Not Found",
          "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."
        ))
    }
  }

  private static func jsonRPC(_ request: RPCRequest, _ version: ERPVersion) -> Step {
    guard let body = try? RPCParser.parse(request.body), let call = RPCCall.jsonRPC(body) else {
      return .answer(.page(400, "Bad Request", "Invalid JSON-RPC data"))
    }
    switch call {
    case .success(let call): return .call(call)
    case .failure(let failure):
      let envelope = RPCCall(
        dialect: .jsonRPC(id: body.map?["id"] ?? .null), target: .version, database: "", credentials: .none)
      return .answer(.failure(failure, of: envelope, version))
    }
  }

  private static func json2(_ request: RPCRequest, _ version: ERPVersion, _ database: String) -> Step {
    let parts = request.path.split(separator: "/").map(String.init)
    var call = RPCCall(
      dialect: .json2, target: .method(model: parts.count > 2 ? parts[2] : "", name: parts.count > 3 ? parts[3] : ""),
      database: request.database ?? database, credentials: .bearer(bearer(request.authorization)))
    guard request.method == "POST", parts.count == 4 else {
      return .answer(.failure(.notFound("Did you mean POST /json/2/<model>/<method>?"), of: call, version))
    }
    guard !request.body.isEmpty else { return .call(call) }
    do {
      call.named = try RPCParser.parse(request.body).map ?? [:]
      return .call(call)
    } catch {
      return .answer(.failure(.badRequest("could not parse the body as json: \(error.message)"), of: call, version))
    }
  }

  private static func bearer(_ header: String?) -> String? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    return String(header.dropFirst(7))
  }
}
