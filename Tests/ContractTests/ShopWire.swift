import Foundation
import Logging
import Transport
import XMLStream

/// Plain requests to a shop's webservice, for behaviour that is itself the contract. Nothing of the connector is in it.
struct ShopWire: Sendable {
  struct Reply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
    let document: XMLElement?

    /// The webservice's error codes, in order.
    var codes: [Int] {
      (document?.child("errors")?.children ?? []).compactMap { Int($0.child("code")?.text ?? "") }
    }
    /// The rows of a list, or the ones side by side.
    var rows: [XMLElement] {
      let top = document?.children ?? []
      return top.count == 1 && top[0].child("id") == nil ? top[0].children : top
    }
    var ids: [Int] { rows.compactMap { Int($0.child("id")?.text ?? "") } }
  }

  private let url: String
  private let key: String
  private let client: HTTPClient

  init(url: String, key: String) {
    self.url = url.hasSuffix("/") ? url + "api/" : url + "/api/"
    self.key = key
    client = HTTPClient(TransportConfiguration(maximumAttempts: 1), logger: Logger(label: "contract.shop"))
  }

  /// - Parameters:
  ///   - target: what follows `/api/`, with its parameters written plainly: "products?filter[id]=[1|2]".
  ///   - key: nil sends the right one, an empty text none.
  func send(_ method: String, _ target: String, _ body: String? = nil, key: String? = nil) async throws -> Reply {
    let key = key ?? self.key
    let escaped = target.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? target
    let basic = "Basic " + Data("\(key):".utf8).base64EncodedString()
    let request = HTTPRequest(
      method: method, url: url + escaped, headers: key.isEmpty ? [] : [(name: "Authorization", value: basic)],
      body: body.map { .bytes(Array("<prestashop>\($0)</prestashop>".utf8), contentType: "text/xml") } ?? .none,
      effect: method == "GET" ? .read : .write)
    let answer = try await client.send(request)
    return Reply(
      status: answer.status, headers: answer.headers, body: answer.body, document: try? XMLTree.parse(answer.body))
  }

  func get(_ target: String) async throws -> Reply { try await send("GET", target) }

  func shutdown() async { await client.shutdown() }

  private static let plain: CharacterSet = {
    var allowed = CharacterSet.urlQueryAllowed
    allowed.remove(charactersIn: "+")
    return allowed
  }()
}
