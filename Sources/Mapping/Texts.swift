import Foundation
import Records

/// Functions over texts. A text by language is changed language by language; a number or a moment is taken in its canonical text.
enum Texts {
  /// The function of each language's texts, where an argument is a text by language: a plain text is the same in every language.
  static func call(_ function: Function, _ arguments: [Value], _ site: String) throws(Stop) -> Value {
    guard function.isOfTexts, arguments.contains(where: { $0.map != nil }) else {
      return try one(function, arguments, site)
    }
    var languages: Set<String> = []
    for case .map(let texts) in arguments { languages.formUnion(texts.keys) }
    var texts: [String: Value] = [:]
    for language in languages.sorted() {
      texts[language] = try one(function, arguments.map { $0.map.map { $0[language] ?? .null } ?? $0 }, site)
    }
    return .map(texts)
  }

  private static func one(_ function: Function, _ arguments: [Value], _ site: String) throws(Stop) -> Value {
    switch function {
    case .text: return .text(arguments.map { $0 == .null ? "" : $0.description }.joined())
    case .join: return try join(arguments, site)
    case .slug: return try slug(arguments, site)
    case .split where arguments[0] == .null: return .list([])
    case .length, .startsWith, .contains: break
    default: if arguments[0] == .null { return .null }
    }
    let text = try self.text(arguments[0], site)
    switch function {
    case .texts: return .text(text)
    case .trim: return .text(text.trimmed)
    case .lower: return .text(text.lowercased())
    case .upper: return .text(text.uppercased())
    case .plain: return .text(Markup.plain(text))
    case .html:
      let most = arguments.count > 1 ? try whole(arguments[1], site) : nil
      return .text(Markup.html(most.map { escapable(text, within: $0) } ?? text))
    case .shorten: return .text(shortened(text, to: try whole(arguments[1], site)))
    case .length: return .integer(text.count)
    case .substring:
      let (start, length) = (try whole(arguments[1], site), try whole(arguments[2], site))
      return .text(String(text.dropFirst(max(0, start)).prefix(max(0, length))))
    case .replace: return .text(try replaced(text, arguments.dropFirst().map { $0 }, site))
    default: return try compared(function, text, to: try self.text(arguments[1], site))
    }
  }

  private static func compared(_ function: Function, _ text: String, to part: String) throws(Stop) -> Value {
    switch function {
    case .split: .list(part.isEmpty ? [.text(text)] : text.components(separatedBy: part).map(Value.text))
    case .startsWith: .bool(text.hasPrefix(part))
    default: .bool(part.isEmpty || text.contains(part))
    }
  }

  /// Records `language` and `text`, one a language that has a text, in the order of the languages' codes.
  static func byLanguage(_ value: Value, _ site: String) throws(Stop) -> Value {
    if value == .null { return .list([]) }
    guard let texts = value.map else { throw Faults.wrongType(site, "a text by language") }
    let filled = texts.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    return .list(filled.map { .map(["language": .text($0.key), "text": $0.value]) })
  }

  /// `number` and `instant`.
  static func read(_ function: Function, _ value: Value) throws(Stop) -> Value {
    if case .null = value { throw Faults.null(function.rawValue) }
    let text = value.description.trimmed
    if function == .instant {
      if let moment = value.instant ?? Instant(utc: text) { return .instant(moment) }
      throw Faults.unreadable(text, "a date")
    }
    if value.number != nil { return value }
    guard let number = Decimal(exactly: text), number.isFinite else { throw Faults.unreadable(text, "a number") }
    return .decimal(number)
  }

  private static func text(_ value: Value, _ site: String) throws(Stop) -> String {
    switch value {
    case .null: return ""
    case .list, .map: throw Faults.wrongType(site, "a text")
    default: return value.description
    }
  }

  private static func join(_ arguments: [Value], _ site: String) throws(Stop) -> Value {
    let items = try Interpreter.list(arguments[0], site)
    let separator = try text(arguments[1], site)
    let texts = items.filter { $0 != .null }.map(\.description)
    guard arguments.count > 2 else { return .text(texts.joined(separator: separator)) }
    let most = try whole(arguments[2], site)
    var joined = ""
    for (index, text) in texts.enumerated() {
      let longer = index == 0 ? text : joined + separator + text
      guard longer.count <= most else { break }
      joined = longer
    }
    return .text(joined)
  }

  private static func slug(_ arguments: [Value], _ site: String) throws(Stop) -> Value {
    let slugs = try arguments.map { value throws(Stop) in Slug.of(try text(value, site)) }
    if let slug = slugs.first(where: { !$0.isEmpty }) { return .text(slug) }
    if arguments.count > 1 { throw Faults.null(site) }
    return arguments[0] == .null ? .null : .text("")
  }

  /// The whole words that fit, or as much as fits of a single word that does not. Characters are counted as databases do: a letter with
  /// a separate accent counts as two, and is not parted.
  private static func shortened(_ untrimmed: String, to most: Int) -> String {
    let text = untrimmed.trimmed
    guard text.unicodeScalars.count > max(0, most) else { return text }
    var left = most
    let kept = text.prefix { character in
      left -= character.unicodeScalars.count
      return left >= 0
    }
    var end = kept.endIndex
    if !text[end].isWhitespace, let space = kept.lastIndex(where: \.isWhitespace) { end = space }
    return text[..<end].trimmingCharacters(in: .whitespacesAndNewlines.union(CharacterSet(charactersIn: ",;:-–")))
  }

  /// As many whole words as fit once they are escaped.
  private static func escapable(_ text: String, within most: Int) -> String {
    var kept = shortened(text, to: most)
    // Each round takes away at least what is too much, as it is written before it is escaped.
    while !kept.isEmpty {
      let surplus = Markup.escapedLength(kept) - most
      guard surplus > 0 else { break }
      kept = shortened(kept, to: kept.unicodeScalars.count - max(1, surplus / Markup.longestEscape))
    }
    return kept
  }

  /// Pairs of what to look for and what to put there, the first pair that fits at each place; what was put there is not looked at again.
  private static func replaced(_ text: String, _ arguments: [Value], _ site: String) throws(Stop) -> String {
    let parts = try arguments.map { value throws(Stop) in try self.text(value, site) }
    let pairs = stride(from: 0, to: parts.count - 1, by: 2).map { (from: parts[$0], to: parts[$0 + 1]) }
      .filter { !$0.from.isEmpty }
    guard mayContain(text, pairs.map(\.from)) else { return text }
    if pairs.count == 1 { return text.replacing(pairs[0].from, with: pairs[0].to) }
    var replaced = ""
    var rest = text[...]
    while let next = rest.first {
      if let pair = pairs.first(where: { rest.hasPrefix($0.from) }) {
        replaced += pair.to
        rest = rest.dropFirst(pair.from.count)
      } else {
        replaced.append(next)
        rest = rest.dropFirst()
      }
    }
    return replaced
  }

  /// Whether it is worth while to look for these parts; most texts have none of them. Letters with accents may be written in two ways.
  private static func mayContain(_ text: String, _ parts: [String]) -> Bool {
    guard parts.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) else { return true }
    let firsts = parts.compactMap { $0.utf8.first }
    return text.utf8.contains { firsts.contains($0) }
  }

  private static func whole(_ value: Value, _ site: String) throws(Stop) -> Int {
    guard let number = value.integer else { throw Faults.wrongType(site, "a whole number") }
    return number
  }
}
