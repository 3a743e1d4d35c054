/// Puts a response's head together from the lines that libcurl hands over one by one. Informational heads (100, 103) are passed over,
/// and so are trailers after a chunked body.
struct HeadParser {
  private(set) var head: ResponseHead?
  private var pending: ResponseHead?

  /// - Returns: true for the line that completes the head.
  mutating func feed(_ line: some Collection<UInt8>) -> Bool {
    guard head == nil else { return false }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      let status = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first
      pending = ResponseHead(status: status.flatMap { Int($0.prefix(3)) } ?? 0)
      return false
    }
    guard let read = pending else { return false }
    guard let colon = text.firstIndex(of: ":") else {
      guard text.allSatisfy(\.isWhitespace), read.status >= 200 || read.status == 101 else { return false }
      head = read
      return true
    }
    pending?.headers.append(
      name: Self.trimmed(text[..<colon]), value: Self.trimmed(text[text.index(after: colon)...]))
    return false
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
