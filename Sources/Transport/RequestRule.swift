import Foundation

/// Refuses what would break out of the request line, of a header field, or of the head of a part, and files that cannot be read.
enum RequestRule {
  /// - Throws: `AttemptFailure` of kind `badURL` or `badFile`.
  static func check(_ request: HTTPRequest) throws(AttemptFailure) {
    guard isToken(request.method) else { throw URLRule.bad("The method is not a word.") }
    for (name, value) in request.headers {
      guard isToken(name) else { throw URLRule.bad("A header's name is not a word.") }
      try checkLine(value, "The header \(name)")
    }
    switch request.body {
    case .none: break
    case .bytes(_, let contentType): try checkLine(contentType, "The content type")
    case .multipart(let parts):
      for part in parts {
        try checkLine(part.name, "The name of a part")
        try checkLine(part.filename ?? "", "The file name of a part")
        try checkLine(part.contentType ?? "", "The content type of a part")
        if case .file(let path) = part.content { try checkFile(path) }
      }
    }
  }

  /// libcurl would make a transfer fail that cannot read its file, but not say so; and it would send a pipe without a length.
  private static func checkFile(_ path: String) throws(AttemptFailure) {
    var facts = stat()
    let code = stat(path, &facts) == 0 ? (access(path, R_OK) == 0 ? 0 : errno) : errno
    guard code == 0, facts.st_mode & S_IFMT == S_IFREG else {
      let failure = FileFailure(path: path, code: code == 0 ? EINVAL : code)
      throw AttemptFailure(
        kind: .badFile, effect: .none, message: "A file to be sent cannot be read: \(failure).", isPermanent: true)
    }
  }

  private static func checkLine(_ text: String, _ what: String) throws(AttemptFailure) {
    guard !text.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) else {
      throw URLRule.bad("\(what) has a line break in it.")
    }
  }

  /// RFC 9110, 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
