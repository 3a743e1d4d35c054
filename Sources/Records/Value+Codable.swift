import Foundation

/// Stored as tagged JSON, so that what the journal keeps comes back with the type it had: `{"d":"16.58"}`, `{"i":3}`, `{"t":"text"}`, `{"at":1700000000}`.
extension Value: Codable {
  private enum Tag: String, CodingKey {
    case bool = "b"
    case integer = "i"
    case decimal = "d"
    case text = "t"
    case instant = "at"
    case list = "l"
    case map = "m"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Tag.self)
    switch container.allKeys.first {
    case nil: self = .null
    case .bool: self = .bool(try container.decode(Bool.self, forKey: .bool))
    case .integer: self = .integer(try container.decode(Int.self, forKey: .integer))
    case .decimal:
      let text = try container.decode(String.self, forKey: .decimal)
      guard let decimal = Decimal(exactly: text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .decimal, in: container, debugDescription: "not a decimal: \(text)")
      }
      self = .decimal(decimal)
    case .text: self = .text(try container.decode(String.self, forKey: .text))
    case .instant: self = .instant(Instant(secondsSince1970: try container.decode(Int.self, forKey: .instant)))
    case .list: self = .list(try container.decode([Value].self, forKey: .list))
    case .map: self = .map(try container.decode([String: Value].self, forKey: .map))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Tag.self)
    switch self {
    case .null: break
    case .bool(let value): try container.encode(value, forKey: .bool)
    case .integer(let value): try container.encode(value, forKey: .integer)
    case .decimal(let value): try container.encode(value.description, forKey: .decimal)
    case .text(let value): try container.encode(value, forKey: .text)
    case .instant(let value): try container.encode(value.secondsSince1970, forKey: .instant)
    case .list(let value): try container.encode(value, forKey: .list)
    case .map(let value): try container.encode(value, forKey: .map)
    }
  }
}
