import Foundation

/// A JSON value as Odoo's RPC reads and writes it. Numbers keep the digits that were written: 59.7 is 59.7, never the
/// nearest binary fraction; numbers with a point or an exponent are `decimal`, the others `integer`.
indirect enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(Decimal)
  case string(String)
  case array([JSON])
  case object([String: JSON])
}

extension JSON {
  subscript(name: String) -> JSON? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var array: [JSON]? { if case .array(let array) = self { array } else { nil } }
  var object: [String: JSON]? { if case .object(let object) = self { object } else { nil } }
  var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  var integer: Int? { if case .integer(let integer) = self { integer } else { nil } }

  var number: Decimal? {
    switch self {
    case .integer(let value): Decimal(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// A list of ids; elements that are no integers are left out.
  var integers: [Int] { array?.compactMap(\.integer) ?? [] }

  /// Odoo's two ways to say "nothing".
  var isNothing: Bool { self == .null || self == .bool(false) }

  static func ids(_ ids: some Sequence<Int>) -> JSON { .array(ids.map(JSON.integer)) }
  static func strings(_ texts: some Sequence<String>) -> JSON { .array(texts.map(JSON.string)) }

  /// Odoo's command that replaces a to-many field by these records: `[[6, 0, ids]]`.
  static func replacing(_ ids: some Sequence<Int>) -> JSON { .array([.array([.integer(6), .integer(0), .ids(ids)])]) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
  init(nilLiteral: ()) { self = .null }
}
