import Foundation
import Records

/// JSON-2 (`POST /json/2/<model>/<method>`): Odoo 19 and later. The key is a bearer token; arguments have names; errors
/// have real HTTP statuses (FACTS-odoo, "Odoo 19").
struct JSON2Client: OdooRPC {
  let exchange: Exchange
  let database: String
  let key: String

  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer {
    try judge(
      try await exchange.send(
        "POST", Self.path(call), headers: headers, body: Self.body(call), effect: call.effect,
        label: "\(call.model).\(call.method)"), call)
  }

  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer {
    try judge(
      try await exchange.download(
        "POST", Self.path(call), headers: headers, body: Self.body(call), member: member,
        label: "\(call.model).\(call.method)", to: sink), call)
  }

  private static func path(_ call: OdooCall) -> String { "/json/2/\(call.model)/\(call.method)" }

  private var headers: [(name: String, value: String)] {
    [("Authorization", "bearer \(key)"), ("X-Odoo-Database", database)]
  }

  private func judge(_ answer: Exchange.Answer, _ call: OdooCall) throws(CallFailure) -> OdooAnswer {
    guard answer.status != 200 else { return OdooAnswer(answer.document, serverTime: answer.serverTime) }
    guard let error = ServerError(answer.document) else {
      throw RoadTable.failure(
        status: answer.status, start: "(JSON without an error's name)", location: nil, retryAfter: nil,
        effect: call.effect, label: "\(call.model).\(call.method)")
    }
    throw FailureTable.failure(error, status: answer.status, model: call.model, method: call.method)
  }

  static func body(_ call: OdooCall) -> JSON {
    var members = call.options
    for argument in call.arguments { members[argument.name] = argument.value }
    if let ids = call.ids, !ids.isEmpty { members["ids"] = .ids(ids) }
    if !call.context.isEmpty { members["context"] = .object(call.context) }
    return .object(members)
  }
}
