import Foundation
import Logging
import Records
import Synchronization
import Transport
import XMLStream

@testable import PrestaShop

/// A shop of a few tables behind the connector's own door: it reads addresses as PrestaShop does (filters, order,
/// limit), answers in its form, and can be told to misbehave. Times are wall-clock texts.
final class FakeShop: ShopTransport {
  typealias Row = [String: String]

  struct Sent: Sendable {
    var method: String
    var path: String
    var parameters: [String: String]
    var body: String
  }

  struct State: Sendable {
    var version = "8.2.1"
    var tables: [String: [Row]] = FakeShop.settings
    var synopses: [String: String] = FakeShop.synopses
    var ignored: Set<String> = []
    var ignoresSort = false
    var sent: [Sent] = []
    /// Answers given instead of the usual one, by method and path; used up one after the other.
    var instead: [String: [Reply]] = [:]
    /// What a write of an entity does: nil: saved; else refused with this code; with 500 and nothing else; or, 501,
    /// the same after it was saved.
    var refusesWrite: @Sendable (XMLElement) -> Int? = { _ in nil }
    var now = "Sun, 22 Nov 2026 12:00:00 GMT"
    var prefix = ""
  }

  enum Reply: Sendable {
    case answer(Int, String, [String: String])
    case failure(TransportFailure)
    /// The write is done, and then this is answered.
    case afterwards(Int, String)
  }

  let state: Mutex<State>

  init(_ change: (inout State) -> Void = { _ in }) {
    var state = State()
    change(&state)
    self.state = Mutex(state)
  }

  var sent: [Sent] { state.withLock { $0.sent } }

  func connector(pageSize: Int = 200, urlLength: Int = 6000) -> PrestaShopConnector {
    let configuration = PrestaShopConfiguration(
      url: "http://shop.test", key: "KEY", shopID: 1, maximumURLLength: urlLength, pageSize: pageSize)
    return PrestaShopConnector(
      configuration, transport: self, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func statistics() -> TransportStatistics { TransportStatistics() }
  func shutdown() async {}

  func open(_ request: HTTPRequest) async throws -> ShopBody {
    let (status, headers, body) = try state.withLock { try Self.answer(request, &$0) }
    let pieces = Mutex(
      stride(from: 0, to: body.utf8.count, by: 97).map { Array(Array(body.utf8)[$0..<min($0 + 97, body.utf8.count)]) })
    return ShopBody(
      status: status, headers: HTTPHeaders(headers.map { (name: $0.key, value: $0.value) }),
      next: { pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() } }, cancel: {})
  }

  private static func answer(_ request: HTTPRequest, _ state: inout State) throws -> (Int, [String: String], String) {
    guard let parts = URLComponents(string: request.url) else {
      throw TransportFailure(kind: .badURL, effect: .none, message: "", attempts: 1, label: request.label)
    }
    let path = String(parts.path.dropFirst("/api/".count))
    let pairs = (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }
    let parameters = Dictionary(pairs) { first, _ in first }
    var text = ""
    if case .bytes(let bytes, _) = request.body { text = String(decoding: bytes, as: UTF8.self) }
    state.sent.append(Sent(method: request.method, path: path, parameters: parameters, body: text))
    let headers = ["PSWS-Version": state.version, "Date": state.now]
    let key = "\(request.method) \(path)"
    if let reply = state.instead[key]?.first {
      state.instead[key]?.removeFirst()
      switch reply {
      case .answer(let status, let body, let more): return (status, headers.merging(more) { _, new in new }, body)
      case .failure(let failure): throw failure
      case .afterwards(let status, let body):
        _ = try write(request.method, path, text, &state)
        return (status, headers, body)
      }
    }
    if request.method != "GET" {
      let (status, body) = try write(request.method, path, text, &state)
      return (status, headers, body)
    }
    if parameters["schema"] == "synopsis" {
      guard let synopsis = state.synopses[path] else {
        return (400, headers, Self.error(27, "Resource of type \(path) does not exists"))
      }
      return (200, headers, document(synopsis))
    }
    guard let rows = state.tables[path] else {
      return (400, headers, Self.error(27, "Resource of type \(path) does not exists"))
    }
    return (200, headers, state.prefix + document(list(path, select(rows, parameters, state))))
  }

  static func document(_ inside: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<prestashop xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n\(inside)\n</prestashop>\n"
  }

  static func error(_ code: Int, _ message: String) -> String {
    document(
      "<errors>\n<error>\n<code><![CDATA[\(code)]]></code>\n"
        + "<message><![CDATA[\(message)]]></message>\n</error>\n</errors>"
    )
  }

  static func list(_ resource: String, _ rows: [Row]) -> String {
    let node = ResourceNames.node(of: resource)
    return "<\(resource)>\n" + rows.map { entity(node, $0) }.joined(separator: "\n") + "\n</\(resource)>"
  }

  /// Columns that hold markup are written as it is: translated texts and associations.
  static func entity(_ node: String, _ row: Row) -> String {
    let fields = row.filter { $0.key != "associations" }.sorted { $0.key < $1.key }.map { name, value in
      value.hasPrefix("<language") ? "<\(name)>\(value)</\(name)>" : "<\(name)><![CDATA[\(value)]]></\(name)>"
    }
    let associations = row["associations"].map { "<associations>\($0)</associations>" } ?? ""
    return "<\(node)>" + fields.joined() + associations + "</\(node)>"
  }

  // MARK: Lists

  private static func select(_ rows: [Row], _ parameters: [String: String], _ state: State) -> [Row] {
    var rows = rows
    for (name, value) in parameters where name.hasPrefix("filter[") {
      let field = String(name.dropFirst(7).dropLast())
      if state.ignored.contains(field) { continue }
      rows = rows.filter { matches($0[field] ?? "", value) }
    }
    if let sort = parameters["sort"], !state.ignoresSort {
      let keys = sort.dropFirst().dropLast().split(separator: ",").map(String.init)
      rows.sort { one, other in
        for key in keys {
          let field = String(key.prefix(upTo: key.lastIndex(of: "_") ?? key.endIndex))
          if order(one[field] ?? "", other[field] ?? "") != 0 {
            return key.hasSuffix("_DESC") != (order(one[field] ?? "", other[field] ?? "") < 0)
          }
        }
        return false
      }
    }
    if let limit = parameters["limit"] {
      let numbers = limit.split(separator: ",").compactMap { Int($0) }
      rows = Array(rows.dropFirst(numbers.count > 1 ? numbers[0] : 0).prefix(numbers.last ?? 0))
    }
    return rows
  }

  private static func order(_ one: String, _ other: String) -> Int {
    if let first = Int(one), let second = Int(other) { return first < second ? -1 : first == second ? 0 : 1 }
    return one < other ? -1 : one == other ? 0 : 1
  }

  private static func matches(_ value: String, _ filter: String) -> Bool {
    guard filter.hasSuffix("]") else { return value.lowercased() == filter.lowercased() }
    if filter.hasPrefix(">[") { return order(value, String(filter.dropFirst(2).dropLast())) > 0 }
    if filter.hasPrefix("<[") { return order(value, String(filter.dropFirst(2).dropLast())) < 0 }
    let inside = String(filter.dropFirst().dropLast())
    if inside.contains("|") { return inside.split(separator: "|").contains { $0.lowercased() == value.lowercased() } }
    let ends = inside.split(separator: ",").map(String.init)
    if ends.count == 2 { return order(value, ends[0]) >= 0 && order(value, ends[1]) <= 0 }
    return value == inside
  }

  // MARK: Writes

  /// Saves entities one by one and stops at the first bad one, as PrestaShop does.
  private static func write(_ method: String, _ path: String, _ body: String, _ state: inout State) throws -> (
    Int, String
  ) {
    let root = try XMLTree.parse(Array(body.utf8))
    var saved: [Row] = []
    for entity in root.children {
      let code = state.refusesWrite(entity)
      if let code, code != 501 {
        if code == 500 { return (500, "") }
        return (code == 92 ? 404 : code < 100 ? 400 : 500, error(code, "Property X->price is not valid"))
      }
      var row: Row = [:]
      for child in entity.children where child.name != "associations" {
        row[child.name] = child.children.isEmpty ? child.text : child.children.map(language).joined()
      }
      if method == "POST" {
        row["id"] = String((state.tables[path, default: []].compactMap { $0["id"].flatMap { Int($0) } }.max() ?? 0) + 1)
        state.tables[path, default: []].append(row)
        if path == "order_histories", let order = row["id_order"],
          let index = state.tables["orders"]?.firstIndex(where: { $0["id"] == order })
        {
          state.tables["orders"]?[index]["current_state"] = row["id_order_state"]
        }
      } else {
        guard let index = state.tables[path]?.firstIndex(where: { $0["id"] == row["id"] }) else {
          return (404, error(92, "Invalid ID"))
        }
        if method == "PUT" {
          state.tables[path]?[index] = row
        } else {
          state.tables[path]?[index].merge(row) { _, new in new }
        }
      }
      saved.append(row)
      if code == 501 { return (500, "") }
    }
    return (method == "POST" ? 201 : 200, document(saved.map { entity(ResourceNames.node(of: path), $0) }.joined()))
  }

  private static func language(_ element: XMLElement) -> String {
    "<language id=\"\(element.attributes["id"] ?? "")\"><![CDATA[\(element.text)]]></language>"
  }
}
