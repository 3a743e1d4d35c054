/// What the shop says to one request.
struct WebserviceAnswer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// How many entities were saved for it, of a resource with so many rows.
  var saved = (entities: 0, rows: 0)
  /// How long the shop worked on it.
  var time: Duration = .zero

  static func text(_ status: Int, _ text: String, version: ShopVersion) -> WebserviceAnswer {
    WebserviceAnswer(
      status: status,
      headers: [("Content-Type", "text/html; charset=utf-8"), ("X-Powered-By", version.phpVersion)],
      body: Array(text.utf8))
  }
}
