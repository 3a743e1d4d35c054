import Records

/// A value as programs read it in `--format json`: texts as texts, integers as numbers, decimals as texts with all
/// their digits (a JSON number would be read as binary floating point), moments as ISO 8601 in UTC, lists and maps as
/// themselves.
struct PlainValue: Encodable {
  let value: Value

  init(_ value: Value) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .null: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .integer(let integer): try container.encode(integer)
    case .decimal(let decimal): try container.encode(decimal.description)
    case .text(let text): try container.encode(text)
    case .instant(let instant): try container.encode(instant.iso8601)
    case .list(let list): try container.encode(list.map(PlainValue.init))
    case .map(let map): try container.encode(map.mapValues(PlainValue.init))
    }
  }
}

extension Instant {
  /// `yyyy-MM-ddTHH:mm:ssZ`
  var iso8601: String { description.replacing(" ", with: "T") + "Z" }
}

extension [String: Value] {
  var plain: [String: PlainValue] { mapValues(PlainValue.init) }
}
