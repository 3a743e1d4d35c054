/// A request as the server saw it.
struct ServedRequest: Sendable {
  let method: String
  let target: String
  let headers: [String: String]
  let body: [UInt8]
  /// The number of the connection it came by, from 1.
  let connection: Int
  /// When its head was complete.
  let arrived: ContinuousClock.Instant

  /// Nil at the end of the connection. Only bodies with a length are understood.
  init?(reading wire: Wire, connection: Int) {
    guard let head = wire.readHead() else { return nil }
    arrived = .now
    self.connection = connection
    let lines = head.split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count == 3 else { return nil }
    (method, target) = (String(words[0]), String(words[1]))
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
    }
    self.headers = headers
    guard let length = headers["content-length"].flatMap({ Int($0) }) else {
      body = []
      return
    }
    guard let body = wire.read(length) else { return nil }
    self.body = body
  }

  var text: String { String(decoding: body, as: UTF8.self) }
}
