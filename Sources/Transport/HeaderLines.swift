/// The header fields of a request as libcurl wants them.
enum HeaderLines {
  static func lines(for request: HTTPRequest) -> [String] {
    var lines = request.headers.map { line(name: $0.name, value: $0.value) }
    if case .bytes(_, let contentType) = request.body, !has("content-type", request) {
      lines.append(line(name: "Content-Type", value: contentType))
    }
    if case .none = request.body, !has("content-type", request) {
      // libcurl would call an empty body a form.
      lines.append("Content-Type:")
    }
    if !has("accept-encoding", request) { lines.append("Accept-Encoding: gzip, deflate") }
    // Waiting for "100 Continue" costs a second with servers that do not know it.
    lines.append("Expect:")
    return lines
  }

  private static func has(_ name: String, _ request: HTTPRequest) -> Bool {
    request.headers.contains { $0.name.lowercased() == name }
  }

  /// "Name:" would tell libcurl to leave the field out; an empty one is written with a semicolon.
  private static func line(name: String, value: String) -> String {
    value.allSatisfy(\.isWhitespace) ? name + ";" : name + ": " + value
  }
}
