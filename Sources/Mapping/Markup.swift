import Foundation

/// From HTML to plain text and back.
enum Markup {
  /// Without tags, comments, scripts and styles, entities as the characters they stand for. A line break or the border of a block is a
  /// new line. A text without any tag keeps its lines.
  static func plain(_ html: String) -> String {
    var text = ""
    var hasTags = false
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      guard let tag = tag(in: rest[start...]) else {
        text += rest[...start]
        rest = rest[rest.index(after: start)...]
        continue
      }
      hasTags = true
      text += collapsed(rest[..<start])
      if blocks.contains(tag.name) { text += "\n" }
      rest = rest[tag.end...]
    }
    text += hasTags ? collapsed(rest) : String(rest)
    return decoded(hasTags ? tidy(text) : text).trimmed
  }

  /// Blank lines part paragraphs, other line ends are breaks; what HTML reserves is escaped. Empty where there is no text.
  static func html(_ text: String) -> String {
    let lines = escaped(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.trimmed)
    return lines.split(separator: "").map { "<p>" + $0.joined(separator: "<br />") + "</p>" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>".utf8.contains($0) }) else { return text }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// The most that one character becomes (`&quot;`).
  static let longestEscape = 6

  /// How many characters the text has once reserved ones and quotes are escaped.
  static func escapedLength(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar {
      case "&": sum + 5
      case "<", ">": sum + 4
      case "\"": sum + longestEscape
      default: sum + 1
      }
    }
  }

  // MARK: Tags

  /// Elements that stand on lines of their own.
  private static let blocks: Set<String> = [
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
  ]

  /// The tag, comment or unread element at the beginning, and where what follows it begins. Nil: a `<` that means itself.
  private static func tag(in text: Substring) -> (name: String, end: String.Index)? {
    if text.hasPrefix("<!--") { return ("", text.range(of: "-->")?.upperBound ?? text.endIndex) }
    var name = text.dropFirst()
    if let first = name.first, first == "/" || first == "!" || first == "?" { name = name.dropFirst() }
    guard let first = name.first, first.isLetter, first.isASCII, let close = text.firstIndex(of: ">") else {
      return nil
    }
    let word = name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    let end = text.index(after: close)
    guard word == "script" || word == "style", text.dropFirst().first != "/" else { return (word, end) }
    let closing = text.range(of: "</\(word)", options: .caseInsensitive, range: end..<text.endIndex)
    return (word, closing?.lowerBound ?? text.endIndex)
  }

  /// White space between words is one space, as browsers show it; at the ends too.
  private static func collapsed(_ text: Substring) -> String {
    var collapsed = ""
    for character in text {
      if character.isWhitespace, character != "\u{a0}" {
        if collapsed.last != " " { collapsed += " " }
      } else {
        collapsed.append(character)
      }
    }
    return collapsed
  }

  /// Lines without white space at their ends, and none that are blank.
  private static func tidy(_ text: String) -> String {
    text.split(separator: "\n").map { collapsed($0[...]).trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  // MARK: Entities

  private static let entities: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}", "euro": "€", "hellip": "…",
    "ndash": "–", "mdash": "—", "laquo": "«", "raquo": "»", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "deg": "°", "times": "×", "copy": "©", "reg": "®", "trade": "™",
  ]

  /// What is no entity stays as it is.
  private static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      let body = rest[rest.index(after: start)...].prefix { $0 != ";" && $0 != "&" }
      if body.endIndex < rest.endIndex, rest[body.endIndex] == ";", let character = character(body) {
        decoded += character
        rest = rest[rest.index(after: body.endIndex)...]
      } else {
        decoded += "&"
        rest = rest[rest.index(after: start)...]
      }
    }
    return decoded + rest
  }

  private static func character(_ body: Substring) -> String? {
    guard body.hasPrefix("#") else { return entities[body] }
    let digits = body.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
