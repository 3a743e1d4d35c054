import Foundation
import Logging
import Transport

/// JSON-RPC as a script would write it: one call after the other, no retries.
struct PlainRPC: Sendable {
  private let client: HTTPClient
  private let url: String
  private let database: String
  private let key: String
  private let user: Int

  /// Logs in.
  init(url: String, database: String, login: String, key: String) async throws {
    client = HTTPClient(
      TransportConfiguration(
        stallTimeout: .seconds(600), totalTimeout: .seconds(600), maximumAttempts: 1, secrets: [key]),
      logger: Logger(label: "bare script"))
    (self.url, self.database, self.key) = (url + "/jsonrpc", database, key)
    let answer = try await Self.send(
      client, self.url, service: "common", method: "login", [.text(database), .text(login), .text(key)])
    guard let user = answer.id, user > 0 else { throw RPCError("The ERP does not know this login or key.") }
    self.user = user
  }

  /// - Parameter arguments: the method's own, the ids first where it is about records.
  func call(_ model: String, _ method: String, _ arguments: [JSON], _ named: [String: JSON] = [:]) async throws -> JSON
  {
    try await Self.send(
      client, url, service: "object", method: "execute_kw",
      [
        .text(database), .number(Decimal(user)), .text(key), .text(model), .text(method), .list(arguments), .map(named),
      ])
  }

  func close() async { await client.shutdown() }

  private static func send(
    _ client: HTTPClient, _ url: String, service: String, method: String, _ arguments: [JSON]
  ) async throws -> JSON {
    let body: JSON = [
      "jsonrpc": "2.0", "method": "call", "id": 1,
      "params": ["service": .text(service), "method": .text(method), "args": .list(arguments)],
    ]
    let answered = try await client.send(
      HTTPRequest(
        method: "POST", url: url,
        body: .bytes(Array(try JSONEncoder().encode(body)), contentType: "application/json"), effect: .write))
    let answer = try JSONDecoder().decode(JSON.self, from: Data(answered.body))
    if case .map(let error) = answer["error"] {
      throw RPCError(JSON.map(error)["data"]["message"].text ?? JSON.map(error)["message"].text ?? "The ERP refused.")
    }
    return answer["result"]
  }
}

struct RPCError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
