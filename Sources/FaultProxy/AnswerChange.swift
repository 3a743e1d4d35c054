/// What is done to a server's answer on its way back. The answer is read whole first; all but `gzipCut` make the proxy
/// ask the server for an uncompressed one.
public enum AnswerChange: Sendable, Hashable {
  /// Put before the body: a PHP notice, a byte order mark.
  case before(String)
  /// Put after the body: a script that a module or a provider adds.
  case after(String)
  /// Another Content-Type for the same bytes: a wrong charset.
  case contentType(String)
  /// The text in ISO 8859-1, under headers that still say UTF-8; characters that it has not become question marks.
  case latin1
  /// A gzip body that ends in its middle, though the answer is complete.
  case gzipCut

  public static let byteOrderMark = AnswerChange.before("\u{FEFF}")
  public static let notice = AnswerChange.before(
    "<br />\n<b>Notice</b>:  Undefined index: id in <b>/var/www/html/modules/x/x.php</b> on line <b>12</b><br />\n")
  public static let script = AnswerChange.after("\n<script type=\"text/javascript\">window.stats = true;</script>")

  var asksForPlainText: Bool { self != .gzipCut }

  /// The changed body.
  func applied(to body: [UInt8]) -> [UInt8] {
    switch self {
    case .before(let text): Array(text.utf8) + body
    case .after(let text): body + Array(text.utf8)
    case .contentType: body
    case .latin1:
      String(decoding: body, as: UTF8.self).unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    case .gzipCut: Self.halfOfGzip(body)
    }
  }

  /// A gzip header (RFC 1952), one stored block (RFC 1951, 3.2.4) that promises the whole body, and half of it.
  private static func halfOfGzip(_ body: [UInt8]) -> [UInt8] {
    let promised = body.prefix(Int(UInt16.max))
    let length = UInt16(promised.count)
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    let block: [UInt8] = [1, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
    return header + block + promised.prefix(promised.count / 2)
  }
}
