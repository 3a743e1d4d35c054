/// Takes the base64 text of one member out of a JSON document that arrives in pieces, decoding it as it goes. What is left, with an empty text in
/// its place, is kept for `JSONReader`: an error, `false`, or a page of something else in front of Odoo.
///
/// It follows texts and their escapes and nothing else: whether the rest is JSON is for the reader of the rest to find out.
struct ContentScanner {
  enum Failure: Error, Hashable {
    /// The member's text is not base64.
    case notBase64
    /// The rest is longer than any answer to this question can be.
    case tooLong
    /// The document ends within the member's text.
    case cut
  }

  /// Errors come with a traceback of some ten kilobytes.
  static let restLimit = 1 << 20

  private enum State {
    case between
    case inText(escaped: Bool)
    case inContent
    /// After a backslash in the content.
    case escape
    /// The hexadecimal digits of a `\u` escape in the content.
    case digits(count: Int, value: UInt32)
  }

  private let member: [UInt8]
  private var state = State.between
  private var decoder = Base64Decoder()
  /// The last whole text, cut where it is longer than the member's name.
  private var text: [UInt8] = []
  /// Whether a colon has followed that text.
  private var isNamed = false
  private(set) var rest: [UInt8] = []

  init(member: String) { self.member = Array(member.utf8) }

  /// - Returns: what the piece adds to the content.
  mutating func feed(_ piece: [UInt8]) throws(Failure) -> [UInt8] {
    for byte in piece {
      switch state {
      case .between: try between(byte)
      case .inText(let escaped): try inText(byte, escaped: escaped)
      case .inContent: try inContent(byte)
      case .escape: try escape(byte)
      case .digits(let count, let value): try digit(byte, count: count, value: value)
      }
    }
    return decoder.take()
  }

  mutating func finish() throws(Failure) {
    if case .between = state { return }
    if case .inText = state { return }
    throw .cut
  }

  private mutating func between(_ byte: UInt8) throws(Failure) {
    try keep(byte)
    switch byte {
    case UInt8(ascii: "\""):
      if isNamed, text == member { state = .inContent } else { state = .inText(escaped: false) }
      (text, isNamed) = ([], false)
    case UInt8(ascii: ":"): isNamed = true
    case 0x20, 0x0A, 0x0D, 0x09: break
    default: (text, isNamed) = ([], false)
    }
  }

  private mutating func inText(_ byte: UInt8, escaped: Bool) throws(Failure) {
    try keep(byte)
    if !escaped, byte == UInt8(ascii: "\"") {
      state = .between
      return
    }
    if text.count <= member.count { text.append(byte) }
    state = .inText(escaped: !escaped && byte == UInt8(ascii: "\\"))
  }

  private mutating func inContent(_ byte: UInt8) throws(Failure) {
    switch byte {
    case UInt8(ascii: "\""):
      do { try decoder.finish() } catch { throw .notBase64 }
      try keep(byte)
      state = .between
    case UInt8(ascii: "\\"): state = .escape
    default: try decode(byte)
    }
  }

  private mutating func escape(_ byte: UInt8) throws(Failure) {
    state = .inContent
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): break
    case UInt8(ascii: "/"): try decode(byte)
    case UInt8(ascii: "u"): state = .digits(count: 0, value: 0)
    default: throw .notBase64
    }
  }

  private mutating func digit(_ byte: UInt8, count: Int, value: UInt32) throws(Failure) {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .notBase64 }
    let value = value << 4 | UInt32(digit)
    state = .digits(count: count + 1, value: value)
    guard count == 3 else { return }
    guard let character = UInt8(exactly: value) else { throw .notBase64 }
    state = .inContent
    try decode(character)
  }

  private mutating func decode(_ byte: UInt8) throws(Failure) {
    do { try decoder.feed(byte) } catch { throw .notBase64 }
  }

  private mutating func keep(_ byte: UInt8) throws(Failure) {
    guard rest.count < Self.restLimit else { throw .tooLong }
    rest.append(byte)
  }
}
