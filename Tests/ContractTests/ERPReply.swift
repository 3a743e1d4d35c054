import Foundation

/// What an Odoo answered: JSON as it is, without any meaning.
enum ERPReply: Sendable, Hashable, Codable {
  case nothing
  case bool(Bool)
  case number(Decimal)
  case text(String)
  case list([ERPReply])
  case object([String: ERPReply])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ERPReply].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: ERPReply].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .nothing: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }

  subscript(_ name: String) -> ERPReply? { if case .object(let object) = self { object[name] } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [ERPReply]? { if case .list(let list) = self { list } else { nil } }
  var integer: Int? { if case .number(let number) = self { NSDecimalNumber(decimal: number).intValue } else { nil } }

  static func ids(_ ids: [Int]) -> ERPReply { .list(ids.map { .number(Decimal($0)) }) }
}

extension ERPReply: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .number(Decimal(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: ERPReply...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, ERPReply)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
