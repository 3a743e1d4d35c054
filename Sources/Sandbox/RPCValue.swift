import Foundation
import OrderedCollections

/// A JSON object whose fields keep the order they were written in, as Python's dictionaries do.
typealias RPCMap = OrderedDictionary<String, RPCValue>

/// One JSON value as the simulated Odoo holds it. "Nothing" is `false`, as in Odoo's own RPC; numbers with a fraction are exact.
enum RPCValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(Decimal)
  case text(String)
  case list([RPCValue])
  case map(RPCMap)
  /// JSON text that is written as it stands: the way the older versions show the noise of binary fractions.
  case verbatim(String)

  static let no = RPCValue.bool(false)
  static let yes = RPCValue.bool(true)
}

extension RPCValue {
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [RPCValue]? { if case .list(let list) = self { list } else { nil } }
  var map: RPCMap? { if case .map(let map) = self { map } else { nil } }
  var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }

  /// The integer; a decimal without a fraction counts as one, true and false do not.
  var integer: Int? {
    switch self {
    case .integer(let value): return value
    case .decimal(let value):
      let whole = NSDecimalNumber(decimal: value).intValue
      return Decimal(whole) == value ? whole : nil
    default: return nil
    }
  }

  var number: Decimal? {
    switch self {
    case .integer(let value): Decimal(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// What Python's `bool()` says of it.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .integer(let value): value != 0
    case .decimal(let value): value != 0
    case .text(let value): !value.isEmpty
    case .list(let value): !value.isEmpty
    case .map(let value): !value.isEmpty
    case .verbatim: true
    }
  }

  /// The database id in a many2one's cell, or in the `[id, name]` pair that reading gives.
  var reference: Int? {
    switch self {
    case .integer(let id): id
    case .list(let pair): pair.first?.integer
    default: nil
    }
  }

  /// The database ids in a many2many's cell.
  var references: [Int] { list?.compactMap(\.integer) ?? integer.map { [$0] } ?? [] }

  static func ids(_ ids: some Sequence<Int>) -> RPCValue { .list(ids.map { .integer($0) }) }

  static func reference(_ id: Int?) -> RPCValue { id.map { .integer($0) } ?? .no }

  /// As Python's `repr` shows it inside an error message.
  var pythonic: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .decimal(let value): RPCWriter.floating(value)
    case .text(let value): "'\(value)'"
    case .list(let values): "[" + values.map(\.pythonic).joined(separator: ", ") + "]"
    case .map(let values): "{" + values.map { "'\($0.key)': \($0.value.pythonic)" }.joined(separator: ", ") + "}"
    case .verbatim(let text): text
    }
  }
}

extension RPCValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: RPCValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, RPCValue)...) {
    self = .map(RPCMap(elements, uniquingKeysWith: { _, last in last }))
  }
}
