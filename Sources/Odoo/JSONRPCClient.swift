import Foundation
import Records

/// JSON-RPC (`/jsonrpc`, `execute_kw`): Odoo 16 to 19. It authenticates once and then sends the key with every call
/// (FACTS-odoo a).
actor JSONRPCClient: OdooRPC {
  private let exchange: Exchange
  private let database: String
  private let login: String
  private let key: String
  private var authentication: Task<Result<Int, CallFailure>, Never>?
  private var lastID = 0

  init(exchange: Exchange, database: String, login: String, key: String) {
    self.exchange = exchange
    self.database = database
    self.login = login
    self.key = key
  }

  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer {
    try await send(service: "object", method: "execute_kw", try await arguments(call), call: call)
  }

  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer {
    let body = body(service: "object", method: "execute_kw", try await arguments(call))
    return try judge(
      try await exchange.download(
        "POST", "/jsonrpc", body: body, member: member, label: "\(call.model).\(call.method)", to: sink), call)
  }

  private func arguments(_ call: OdooCall) async throws(CallFailure) -> [JSON] {
    [
      .string(database), .integer(try await userID()), .string(key), .string(call.model), .string(call.method),
      .array(Self.positional(call)), .object(Self.named(call)),
    ]
  }

  /// The user's id. Concurrent callers share one request; a failure is not kept.
  private func userID() async throws(CallFailure) -> Int {
    let task =
      authentication
      ?? Task {
        do throws(CallFailure) {
          return .success(try await self.authenticate())
        } catch {
          return .failure(error)
        }
      }
    authentication = task
    switch await task.value {
    case .success(let id): return id
    case .failure(let failure):
      if authentication == task { authentication = nil }
      throw failure
    }
  }

  private func authenticate() async throws(CallFailure) -> Int {
    let call = OdooCall("res.users", "authenticate", effect: .read)
    let answer = try await send(
      service: "common", method: "authenticate", [.string(database), .string(login), .string(key), [:]], call: call)
    guard let id = answer.value.integer else {
      throw CallFailure(FailureTable.keyRefused("the server answers that they do not match."))
    }
    return id
  }

  private func send(
    service: String, method: String, _ arguments: [JSON], call: OdooCall
  ) async throws(CallFailure) -> OdooAnswer {
    let answer = try await exchange.send(
      "POST", "/jsonrpc", body: body(service: service, method: method, arguments), effect: call.effect,
      label: "\(call.model).\(call.method)")
    return try judge(answer, call)
  }

  private func body(service: String, method: String, _ arguments: [JSON]) -> JSON {
    lastID += 1
    return [
      "jsonrpc": "2.0", "method": "call", "id": .integer(lastID),
      "params": ["service": .string(service), "method": .string(method), "args": .array(arguments)],
    ]
  }

  private func judge(_ answer: Exchange.Answer, _ call: OdooCall) throws(CallFailure) -> OdooAnswer {
    if let error = answer.document["error"] {
      guard let exception = ServerError(error["data"]) else {
        throw CallFailure(
          Fault(
            .road, "ERP_ERROR", "Odoo answered with an error that it does not name.",
            context: ["model": call.model, "method": call.method]))
      }
      throw FailureTable.failure(exception, status: answer.status, model: call.model, method: call.method)
    }
    guard answer.document["jsonrpc"] != nil else {
      throw RoadTable.failure(
        status: answer.status, start: "(JSON that is not an RPC answer)", location: nil, retryAfter: nil,
        effect: call.effect, label: "\(call.model).\(call.method)")
    }
    return OdooAnswer(answer.document["result"] ?? .null, serverTime: answer.serverTime)
  }

  static func positional(_ call: OdooCall) -> [JSON] {
    (call.ids.map { [JSON.ids($0)] } ?? []) + call.arguments.map(\.value)
  }

  static func named(_ call: OdooCall) -> [String: JSON] {
    call.options.merging(call.context.isEmpty ? [:] : ["context": .object(call.context)]) { own, _ in own }
  }
}
