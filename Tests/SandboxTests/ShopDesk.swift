import Foundation
import XMLStream

@testable import Sandbox

/// What a test says to a shop's webservice and what it hears, without a connection.
struct ShopDesk {
  struct Reply {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]
    let document: XMLElement?

    /// The webservice's error codes, in order.
    var codes: [Int] { (document?.child("errors")?.children ?? []).compactMap { Int($0.child("code")?.text ?? "") } }

    /// The entities of a list, or the ones side by side.
    var entities: [XMLElement] {
      let top = document?.children ?? []
      return top.count == 1 && top[0].child("id") == nil ? top[0].children : top
    }

    var ids: [Int] { entities.compactMap { Int($0.child("id")?.text ?? $0.attributes["id"] ?? "") } }

    func texts(_ field: String) -> [String] { entities.map { $0.child(field)?.text ?? "" } }
  }

  let shop: SimulatedShop
  var key: String
  var headers: [String: String] = [:]

  init(_ shop: SimulatedShop) {
    self.shop = shop
    key = shop.key
  }

  func send(_ method: String, _ target: String, _ body: String = "") -> Reply {
    var all = headers
    if !key.isEmpty { all["authorization"] = "Basic " + Data("\(key):".utf8).base64EncodedString() }
    let escaped = target.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed.union(["%"])) ?? target
    let answer = shop.respond(
      to: WebserviceRequest(method: method, target: "/api/" + escaped, headers: all, body: Array(body.utf8)))
    return Reply(
      status: answer.status, headers: Dictionary(answer.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      body: answer.body,
      document: try? XMLTree.parse(answer.body))
  }

  func get(_ target: String) -> Reply { send("GET", target) }

  /// Writes the entities as the body of a request.
  func write(_ method: String, _ target: String, _ entities: String) -> Reply {
    send(method, target, "<prestashop>\(entities)</prestashop>")
  }
}
