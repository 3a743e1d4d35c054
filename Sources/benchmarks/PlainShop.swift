import Foundation
import Logging
import Transport
import XMLStream

/// A shop's webservice as a script would use it: one request after the other, no retries.
struct PlainShop: Sendable {
  private let client: HTTPClient
  private let url: String
  private let authorization: String

  /// - Parameter url: the shop's address, without `/api`.
  init(url: String, key: String) {
    client = HTTPClient(
      TransportConfiguration(
        stallTimeout: .seconds(120), totalTimeout: .seconds(120), maximumAttempts: 1, secrets: [key]),
      logger: Logger(label: "plain client"))
    self.url = url + "/api/"
    authorization = "Basic " + Data("\(key):".utf8).base64EncodedString()
  }

  /// The entities of an answer: of a list, or the one that an address with an id has.
  /// - Parameters:
  ///   - path: "stock_availables/12", without a query.
  ///   - query: names and values, not yet encoded.
  func get(_ path: String, _ query: [(name: String, value: String)] = []) async throws -> [XMLElement] {
    let root = try await send("GET", path, query, body: nil)
    guard let top = root.children.first else { return [] }
    return top.child("id") == nil ? top.children : root.children
  }

  /// Writes the entities in one body; returns those of the answer.
  @discardableResult
  func write(_ method: String, _ resource: String, _ entities: [String]) async throws -> [XMLElement] {
    try await send(method, resource, [], body: "<prestashop>\(entities.joined())</prestashop>").children
  }

  func close() async { await client.shutdown() }

  private func send(_ method: String, _ path: String, _ query: [(name: String, value: String)], body: String?)
    async throws -> XMLElement
  {
    let pairs = query.map { pair in "\(Self.encoded(pair.name))=\(Self.encoded(pair.value))" }
    let answer = try await client.send(
      HTTPRequest(
        method: method, url: url + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")),
        headers: [("Authorization", authorization)],
        body: body.map { .bytes(Array($0.utf8), contentType: "text/xml") } ?? .none,
        effect: method == "GET" ? .read : .write))
    guard (200..<300).contains(answer.status), let root = try? XMLTree.parse(answer.body) else {
      throw ShopFailure("\(method) \(path) was answered \(answer.status).", answer.body)
    }
    return root
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }
}
