/// An HTTP answer, or the lack of one.
struct RPCAnswer: Sendable {
  enum Delivery: Sendable {
    case whole
    /// Half of the body, then the connection is closed.
    case truncated
    /// The connection is closed without a byte.
    case none
  }

  var status: Int
  var contentType: String
  var body: [UInt8]
  var headers: [(String, String)] = []
  var delivery = Delivery.whole
  var failure: String?

  static let json = "application/json; charset=utf-8"
  static let html = "text/html; charset=utf-8"

  static func json(_ value: RPCValue, status: Int = 200) -> RPCAnswer {
    RPCAnswer(
      status: status, contentType: json, body: RPCWriter.bytes(value),
      headers: status == 200 ? [("X-Content-Type-Options", "nosniff")] : [])
  }

  /// A page as werkzeug or a proxy in front of Odoo writes it.
  static func page(_ status: Int, _ title: String, _ text: String) -> RPCAnswer {
    let page = "<!doctype html>\n<html lang=en>\n<title>\(status) \(title)</title>\n<h1>\(title)</h1>\n<p>\(text)</p>\n"
    return RPCAnswer(status: status, contentType: html, body: Array(page.utf8))
  }

  static let nothing = RPCAnswer(status: 0, contentType: "", body: [], delivery: .none)

  /// The result of a call in its dialect; a method without a result leaves `result` out, as Odoo does for None.
  static func result(_ value: RPCValue, of call: RPCCall) -> RPCAnswer {
    guard case .jsonRPC(let id) = call.dialect else { return json(value) }
    var envelope: RPCMap = ["jsonrpc": "2.0", "id": id]
    if value != .null { envelope["result"] = value }
    return json(.map(envelope))
  }

  /// An error of a call in its dialect. 19 gives JSON-RPC errors the code 0, the others 200 (FACTS-odoo, versions).
  static func failure(_ failure: RPCFailure, of call: RPCCall, _ version: ERPVersion) -> RPCAnswer {
    var answer: RPCAnswer
    switch call.dialect {
    case .jsonRPC(let id):
      answer = json([
        "jsonrpc": "2.0", "id": id,
        "error": ["code": version == .v19 ? 0 : 200, "message": "Odoo Server Error", "data": failure.data],
      ])
      answer.headers = []
    case .json2:
      answer = json(failure.body, status: failure.status)
      if failure.status == 401 { answer.headers.append(("WWW-Authenticate", "Bearer ")) }
    }
    answer.failure = failure.name
    return answer
  }
}

extension LoopbackServer.Answer {
  init(_ answer: RPCAnswer) {
    let fields = [("Server", "Werkzeug/3.0.1 Python/3.11.7"), ("Content-Type", answer.contentType)] + answer.headers
    self.init(status: answer.status, headers: fields, body: answer.body)
    switch answer.delivery {
    case .whole: break
    case .truncated: cutAfter = answer.body.count / 2
    case .none: hangsUp = true
    }
  }
}
