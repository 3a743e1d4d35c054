/// Texts of a server, shortened for a message.
enum Excerpt {
  static func shorten(_ text: String, to length: Int = 300) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > length ? String(line.prefix(length)) + "…" : line
  }
}
