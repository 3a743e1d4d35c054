import Foundation
import Records

/// Functions over texts. A text by language is changed language by language; a number or a moment is taken in its canonical text.
enum Texts {
  static func changed(_ value: Value, by function: Function) -> Value {
    switch value {
    case .null: return .null
    case .map(let map): return .map(map.mapValues { changed($0, by: function) })
    case .list(let list): return .list(list.map { changed($0, by: function) })
    default: break
    }
    let text = value.description
    switch function {
    case .trim: return .text(text.trimmingCharacters(in: .whitespacesAndNewlines))
    case .lower: return .text(text.lowercased())
    case .upper: return .text(text.uppercased())
    default: return .text(slug(text))
    }
  }

  static func call(_ function: Function, _ arguments: [Value], _ site: String) throws(Stop) -> Value {
    if function == .join { return try join(arguments, site) }
    if function == .replace || function == .split || function == .substring, arguments[0] == .null {
      return function == .split ? .list([]) : .null
    }
    let text = try self.text(arguments[0], site)
    switch function {
    case .length: return .integer(text.count)
    case .substring: return .text(try substring(text, arguments, site))
    default: break
    }
    let part = try self.text(arguments[1], site)
    switch function {
    case .replace: return .text(part.isEmpty ? text : text.replacing(part, with: try self.text(arguments[2], site)))
    case .split: return .list(part.isEmpty ? [.text(text)] : text.components(separatedBy: part).map(Value.text))
    case .startsWith: return .bool(text.hasPrefix(part))
    default: return .bool(part.isEmpty || text.contains(part))
    }
  }

  /// `number` and `instant`.
  static func read(_ function: Function, _ value: Value) throws(Stop) -> Value {
    if case .null = value { throw Faults.null(function.rawValue) }
    let text = value.description.trimmingCharacters(in: .whitespacesAndNewlines)
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
    guard let most = arguments[2].integer else { throw Faults.wrongType(site, "a whole number") }
    var joined = ""
    for (index, text) in texts.enumerated() {
      let longer = index == 0 ? text : joined + separator + text
      guard longer.count <= most else { break }
      joined = longer
    }
    return .text(joined)
  }

  private static func substring(_ text: String, _ arguments: [Value], _ site: String) throws(Stop) -> String {
    guard let start = arguments[1].integer, let length = arguments[2].integer else {
      throw Faults.wrongType(site, "whole numbers")
    }
    return String(text.dropFirst(max(0, start)).prefix(max(0, length)))
  }

  private static func slug(_ text: String) -> String {
    let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
    var slug: [UInt8] = []
    for byte in plain.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): slug.append(byte)
      default: if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
      }
    }
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    return String(decoding: slug, as: UTF8.self)
  }
}
