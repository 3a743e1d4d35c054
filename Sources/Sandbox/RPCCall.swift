/// What a request wants, once its envelope is read.
struct RPCCall: Sendable {
  enum Dialect: Sendable {
    /// `POST /jsonrpc`: every answer is HTTP 200 with the caller's id.
    case jsonRPC(id: RPCValue)
    /// `POST /json/2/<model>/<method>`: real HTTP statuses and bare results.
    case json2
  }
  enum Target: Sendable {
    case version
    case login(database: String, user: String, secret: String)
    case method(model: String, name: String)
  }
  enum Credentials: Sendable {
    case none
    /// JSON-RPC: a user's id with the password or key.
    case user(Int, String)
    case bearer(String?)
  }

  var dialect: Dialect
  var target: Target
  var database: String
  var credentials: Credentials
  /// As they came: `ids` are told apart from the other arguments when the method is known.
  var positional: [RPCValue] = []
  var named: RPCMap = [:]

  /// Reads a JSON-RPC envelope; nil when it is none.
  static func jsonRPC(_ body: RPCValue) -> Result<RPCCall, RPCFailure>? {
    guard let envelope = body.map, let parameters = envelope["params"]?.map, let service = parameters["service"]?.text,
      let method = parameters["method"]?.text
    else { return nil }
    let arguments = parameters["args"]?.list ?? []
    let dialect = Dialect.jsonRPC(id: envelope["id"] ?? .null)
    func text(_ position: Int) -> String { position < arguments.count ? arguments[position].text ?? "" : "" }
    switch (service, method) {
    case ("common", "version"):
      return .success(RPCCall(dialect: dialect, target: .version, database: "", credentials: .none))
    case ("common", "authenticate"), ("common", "login"):
      let target = Target.login(database: text(0), user: text(1), secret: text(2))
      return .success(RPCCall(dialect: dialect, target: target, database: text(0), credentials: .none))
    case ("object", "execute_kw"), ("object", "execute"):
      guard arguments.count >= 5 else { return .failure(.type("execute_kw() missing required positional arguments")) }
      let keyed = method == "execute_kw"
      return .success(
        RPCCall(
          dialect: dialect, target: .method(model: text(3), name: text(4)), database: text(0),
          credentials: .user(arguments[1].integer ?? 0, text(2)),
          positional: keyed ? (arguments.count > 5 ? arguments[5].list ?? [] : []) : Array(arguments.dropFirst(5)),
          named: keyed && arguments.count > 6 ? arguments[6].map ?? [:] : [:]))
    default: return .failure(.attribute("Method not available \(method)"))
    }
  }

  var id: RPCValue {
    if case .jsonRPC(let id) = dialect { id } else { .null }
  }

  var model: String? { if case .method(let model, _) = target { model } else { nil } }
  var method: String? {
    switch target {
    case .version: "version"
    case .login: "authenticate"
    case .method(_, let name): name
    }
  }
}
