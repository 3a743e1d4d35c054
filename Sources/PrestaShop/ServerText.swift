import Foundation
import Records

/// Values as the webservice writes them.
enum ServerText {
  /// Nil for what has no text form of its own: lists and maps.
  static func text(of value: Value, kind: FieldSchema.Kind, zone: TimeZone) -> String? {
    switch value {
    case .null: kind == .instant ? "0000-00-00 00:00:00" : kind == .date ? "0000-00-00" : ""
    case .bool(let bool): bool ? "1" : "0"
    case .integer(let integer): String(integer)
    // Decimal's own form: a point, no grouping, no exponent.
    case .decimal(let decimal): decimal.description
    case .text(let text): text
    case .instant(let instant): kind == .date ? String(instant.local(in: zone).prefix(10)) : instant.local(in: zone)
    case .list, .map: nil
    }
  }
}
