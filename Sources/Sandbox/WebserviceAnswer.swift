/// What the shop says to one request.
struct WebserviceAnswer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  static func text(_ status: Int, _ text: String, version: ShopVersion) -> WebserviceAnswer {
    WebserviceAnswer(
      status: status,
      headers: [("Content-Type", "text/html; charset=utf-8"), ("X-Powered-By", version.phpVersion)],
      body: Array(text.utf8))
  }
}
