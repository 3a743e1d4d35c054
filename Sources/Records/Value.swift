import Foundation

/// One value of a record, typed by the system it came from. Money and quantities are `decimal`: binary floating point never holds them.
///
/// "Nothing there" has one form, `null`: connectors turn their server's own forms (`false`, zero dates, absent elements) into it.
public indirect enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(Decimal)
  case text(String)
  case instant(Instant)
  case list([Value])
  case map([String: Value])
}

extension Value {
  /// True for `null`, blank text, and a list or map without elements.
  public var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .list(let list): list.isEmpty
    case .map(let map): map.isEmpty
    case .bool, .integer, .decimal, .instant: false
    }
  }

  /// The number, whether it is stored as integer or decimal; nil for anything else.
  public var number: Decimal? {
    switch self {
    case .integer(let value): Decimal(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// The integer; a decimal without a fraction counts as one.
  public var integer: Int? {
    switch self {
    case .integer(let value): return value
    case .decimal(let value):
      let whole = NSDecimalNumber(decimal: value).intValue
      return Decimal(whole) == value ? whole : nil
    default: return nil
    }
  }

  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  public var instant: Instant? { if case .instant(let instant) = self { instant } else { nil } }
  public var list: [Value]? { if case .list(let list) = self { list } else { nil } }
  public var map: [String: Value]? { if case .map(let map) = self { map } else { nil } }

  /// The form in which two systems' values are compared: numbers without a distinction of integer and decimal, texts trimmed,
  /// blank texts and empty lists equal to `null`.
  public var normalized: Value {
    switch self {
    case .null, .bool, .instant: return self
    case .integer(let value): return .decimal(Decimal(value))
    case .decimal: return self
    case .text(let text):
      let trimmed = text.trimmed
      return trimmed.isEmpty ? .null : .text(trimmed)
    case .list(let list): return list.isEmpty ? .null : .list(list.map(\.normalized))
    case .map(let map): return map.isEmpty ? .null : .map(map.mapValues(\.normalized))
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .map(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
  public init(nilLiteral: ()) { self = .null }
}

extension Value: CustomStringConvertible {
  /// One canonical text a value, for people, digests and keys: numbers without trailing zeros, instants in UTC, map fields sorted.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .text(let value): value
    case .instant(let value): value.description
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .map(let values):
      "{" + values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }
}
