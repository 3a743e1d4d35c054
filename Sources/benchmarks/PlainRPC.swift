import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// JSON-RPC as a script would write it: one call after the other, no retries.
struct PlainRPC: Sendable {
  let url: URL
  let database: String
  let key: String
  private let session: URLSession
  private let user: Int

  /// Logs in.
  init(url: String, database: String, login: String, key: String) async throws {
    guard let address = URL(string: url + "/jsonrpc") else { throw RPCError("\(url) is no address.") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 600
    session = URLSession(configuration: configuration)
    (self.url, self.database, self.key) = (address, database, key)
    let answer = try await Self.send(
      session, address, service: "common", method: "login", [.text(database), .text(login), .text(key)])
    guard let user = answer.id, user > 0 else { throw RPCError("The ERP does not know this login or key.") }
    self.user = user
  }

  /// - Parameter arguments: the method's own, the ids first where it is about records.
  func call(_ model: String, _ method: String, _ arguments: [JSON], _ named: [String: JSON] = [:]) async throws -> JSON
  {
    try await Self.send(
      session, url, service: "object", method: "execute_kw",
      [
        .text(database), .number(Decimal(user)), .text(key), .text(model), .text(method), .list(arguments), .map(named),
      ])
  }

  private static func send(
    _ session: URLSession, _ url: URL, service: String, method: String, _ arguments: [JSON]
  ) async throws -> JSON {
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let body: JSON = [
      "jsonrpc": "2.0", "method": "call", "id": 1,
      "params": ["service": .text(service), "method": .text(method), "args": .list(arguments)],
    ]
    request.httpBody = try JSONEncoder().encode(body)
    let (data, _) = try await session.data(for: request)
    let answer = try JSONDecoder().decode(JSON.self, from: data)
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
