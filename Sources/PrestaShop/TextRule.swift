import Records

/// The rules that the shop's own code checks texts by, under the names that its synopsis gives as `format` (classes/Validate.php of 1.6.1,
/// 1.7.8 and 8.2.1; 9 takes more names, so that only what no version takes is refused there). Seen before anything is sent, so that a
/// person reads which character it is and in which language. A rule that is not here is left to the shop.
struct TextRule: Sendable, Hashable {
  enum Violation: Sendable, Hashable {
    /// A character that the rule forbids.
    case character(Character)
    /// Markup that the shop takes for an attack: "script".
    case markup(String)
    /// Not of the rule's form at all.
    case form
  }

  var format: String
  var version: ShopVersion

  func violation(in text: String) -> Violation? {
    switch format.lowercased() {
    case "iscatalogname", "iscarriername": first(of: version.numbers[0] >= 9 ? "<>{}" : "<>;=#{}", in: text)
    case "isgenericname": first(of: version.numbers[0] >= 9 ? "<>{}" : "<>={}", in: text)
    case "isreference": first(of: version.numbers[0] >= 9 ? "<>{}" : "<>;={}", in: text)
    case "ismessage": first(of: "<>{}", in: text)
    case "islinkrewrite": link(text)
    case "isean13": digits(text, upTo: 13)
    case "isupc": digits(text, upTo: 12)
    case "isgtin": digits(text, upTo: 14)
    case "iscolor": color(text)
    case "isprice": text.hasPrefix("-") ? .form : nil
    case "iscleanhtml": markup(text).map(Violation.markup)
    default: nil
    }
  }

  private func first(of forbidden: String, in text: String) -> Violation? {
    text.first { character in character.unicodeScalars.contains { forbidden.unicodeScalars.contains($0) } }
      .map(Violation.character)
  }

  /// Letters with accents are allowed by a setting of the shop: they are left to it.
  private func link(_ text: String) -> Violation? {
    let bad = text.first { character in
      guard character.isASCII else { return character.isWhitespace || character.isPunctuation }
      return !(character.isLetter || character.isNumber || character == "-" || character == "_")
    }
    return bad.map(Violation.character)
  }

  /// Nothing is a code too, and so is 0.
  private func digits(_ text: String, upTo limit: Int) -> Violation? {
    if let bad = text.first(where: { !("0"..."9").contains($0) }) { return .character(bad) }
    return text.count > limit ? .form : nil
  }

  private func color(_ text: String) -> Violation? {
    if text.hasPrefix("#") {
      return text.count == 7 && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit } ? nil : .form
    }
    return text.first { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-") }.map(Violation.character)
  }

  private func markup(_ text: String) -> String? {
    let lowered = text.lowercased()
    if lowered.contains("script:") { return "script:" }
    if lowered.unicodeScalars.contains("\u{202E}") { return "U+202E" }
    for piece in lowered.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      // Frames and forms are allowed by a setting of the shop: they are left to it.
      if piece.drop(while: \.isWhitespace).hasPrefix("script") { return "script" }
      if let event = event(in: piece.prefix { $0 != ">" }) { return event }
    }
    return nil
  }

  /// An attribute such as `onclick="..."`.
  private func event(in tag: Substring) -> String? {
    var rest = tag
    while let range = rest.firstRange(of: " on") {
      let name = rest[range.lowerBound...].dropFirst().prefix { $0.isLetter }
      let after = rest[name.endIndex...].drop { $0.isWhitespace }
      if name.count > 2, after.first == "=" { return String(name) }
      rest = rest[range.upperBound...]
    }
    return nil
  }
}
