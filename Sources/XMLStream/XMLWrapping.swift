/// What surrounded a document that should have come alone: notices of the server's programs, a page, scripts. Each
/// text is shortened.
public struct XMLWrapping: Sendable, Hashable, CustomStringConvertible {
  public var before: String?
  /// Character data between records, where only blanks belong.
  public var inside: String?
  public var after: String?

  public init(before: String? = nil, inside: String? = nil, after: String? = nil) {
    self.before = before
    self.inside = inside
    self.after = after
  }

  public var isEmpty: Bool { before == nil && inside == nil && after == nil }

  public var description: String {
    [before.map { "before: \($0)" }, inside.map { "inside: \($0)" }, after.map { "after: \($0)" }]
      .compactMap(\.self).joined(separator: "; ")
  }

  /// Bytes as one line of at most `length` characters; nil when they are blank.
  static func excerpt(_ bytes: some Sequence<UInt8>, length: Int = 200) -> String? {
    let text = String(decoding: Array(bytes.prefix(length * 8)), as: UTF8.self)
    let words = text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{FEFF}" })
    guard !words.isEmpty else { return nil }
    let line = words.joined(separator: " ")
    return line.count > length ? String(line.prefix(length)) + "…" : line
  }
}
