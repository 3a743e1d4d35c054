import Foundation
import Logging
import Testing
import Transport

/// Plain JSON-RPC calls, which Odoo 16 to 19 all answer, for behaviour that is itself the contract. Nothing of the
/// connector is in it.
actor ERPWire {
  struct Reply: Sendable {
    let status: Int
    let envelope: ERPReply

    var result: ERPReply? { envelope["result"] }
    /// The exception's class; nil where there was none.
    var error: String? { envelope["error"]?["data"]?["name"]?.text }
  }

  private let url: String
  private let database: String
  private let login: String
  private let key: String
  private let client: HTTPClient
  private var user: Int?

  init(url: String, database: String, login: String, key: String) {
    self.url = url
    self.database = database
    self.login = login
    self.key = key
    client = HTTPClient(TransportConfiguration(maximumAttempts: 1), logger: Logger(label: "contract.erp"))
  }

  func send(_ service: String, _ method: String, _ arguments: [ERPReply]) async throws -> Reply {
    let body: ERPReply = [
      "jsonrpc": "2.0", "id": 1, "method": "call",
      "params": ["service": .text(service), "method": .text(method), "args": .list(arguments)],
    ]
    let bytes = Array(try JSONEncoder().encode(body))
    let answer = try await client.send(
      HTTPRequest(
        method: "POST", url: url + "/jsonrpc", body: .bytes(bytes, contentType: "application/json"), effect: .write))
    let envelope = try JSONDecoder().decode(ERPReply.self, from: Data(answer.body))
    return Reply(status: answer.status, envelope: envelope)
  }

  func authenticate(key: String? = nil) async throws -> ERPReply? {
    try await send("common", "authenticate", [.text(database), .text(login), .text(key ?? self.key), [:]]).result
  }

  /// Calls a method of a model as the technical user.
  func call(
    _ model: String, _ method: String, _ arguments: [ERPReply] = [], context: [String: ERPReply] = [:],
    key: String? = nil
  ) async throws -> Reply {
    if user == nil { user = try await authenticate()?.integer }
    let user = try #require(user)
    let keywords: ERPReply = context.isEmpty ? [:] : ["context": .object(context)]
    return try await send(
      "object", "execute_kw",
      [
        .text(database), .number(Decimal(user)), .text(key ?? self.key), .text(model), .text(method), .list(arguments),
        keywords,
      ])
  }

  func shutdown() async { await client.shutdown() }
}
