import XMLStream

/// One `<error>` of an answer. Codes are stable over versions and languages; messages are in the shop's default
/// language (FACTS a).
struct ShopError: Sendable, Hashable {
  var code: Int?
  var message: String

  /// Reads the children of `<errors>`.
  static func all(in elements: [XMLElement]) -> [ShopError] {
    elements.filter { $0.name == "error" }.map { element in
      ShopError(
        code: (element.child("code")?.text).flatMap { Int($0) },
        message: Self.plain(element.child("message")?.text ?? element.text)
      )
    }
  }

  /// 8.2 escapes the arrow of "OrderCarrier->tracking_number" before it puts the message into CDATA (FACTS, 9.1.4 beside 8.2.1, 8).
  private static func plain(_ message: String) -> String { message.replacing("-&gt;", with: "->") }
}
