import Foundation

/// A JSON value of which nothing is known.
indirect enum JSON: Codable, Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Decimal)
  case text(String)
  case list([JSON])
  case map([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .map(try container.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .map(let map): try container.encode(map)
    }
  }

  subscript(name: String) -> JSON { if case .map(let map) = self { map[name] ?? .null } else { .null } }
  var list: [JSON] { if case .list(let list) = self { list } else { [] } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Decimal? { if case .number(let number) = self { number } else { nil } }
  /// An id, or the id of a reference that comes with its name.
  var id: Int? {
    switch self {
    case .number(let number): NSDecimalNumber(decimal: number).intValue
    case .list(let list): list.first?.id
    default: nil
    }
  }

  static func ids(_ ids: [Int]) -> JSON { .list(ids.map { .number(Decimal($0)) }) }
  static func texts(_ texts: [String]) -> JSON { .list(texts.map { .text($0) }) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(integerLiteral value: Int) { self = .number(Decimal(value)) }
  init(arrayLiteral elements: JSON...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .map(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
