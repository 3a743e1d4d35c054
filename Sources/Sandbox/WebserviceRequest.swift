import Foundation

/// A request as the shop sees it, apart from how it came in.
struct WebserviceRequest: Sendable {
  var method: String
  /// Without the query: "/api/orders/6".
  var path: String
  /// Names and values in order, decoded as PHP decodes them.
  var query: [(name: String, value: String)]
  /// Names in lower case.
  var headers: [String: String]
  var body: [UInt8]
  /// How many entities of the body are saved before PHP ends; nil where it does not.
  var savesAtMost: Int?

  init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
    self.method = method
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = Self.decoded(parts.first ?? "")
    query = parts.count > 1 ? Self.pairs(parts[1]) : []
    self.headers = headers
    self.body = body
  }

  /// What follows `/api`: resource and id. Nil for any other address of the shop.
  var segments: [String]? {
    let all = path.split(separator: "/").map(String.init)
    guard let root = all.firstIndex(of: "api"), root < 2 else { return nil }
    return Array(all[(root + 1)...])
  }

  /// The last value of that name, as PHP takes it; nil when it does not occur.
  func parameter(_ name: String) -> String? { query.last { $0.name == name }?.value }

  /// The `name[key]=value` parameters, in order.
  func parameters(under name: String) -> [(key: String, value: String)] {
    query.compactMap { pair in
      guard pair.name.hasPrefix(name + "["), pair.name.hasSuffix("]") else { return nil }
      return (String(pair.name.dropFirst(name.count + 1).dropLast()), pair.value)
    }
  }

  /// The webservice key: the user name of Basic authentication, or `ws_key`.
  var key: String? {
    if let value = headers["authorization"], value.lowercased().hasPrefix("basic "),
      let data = Data(base64Encoded: value.dropFirst(6).trimmingCharacters(in: .whitespaces)),
      let text = String(data: data, encoding: .utf8)
    {
      return text.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init)
    }
    return parameter("ws_key")
  }

  var wantsJSON: Bool {
    [parameter("output_format"), parameter("io_format"), headers["output-format"], headers["io-format"]].contains {
      $0?.uppercased() == "JSON"
    }
  }

  private static func pairs(_ query: Substring) -> [(name: String, value: String)] {
    query.split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(sides[0]), sides.count > 1 ? decoded(sides[1]) : "")
    }
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = text.replacingOccurrences(of: "+", with: " ")
    return spaced.removingPercentEncoding ?? spaced
  }
}
