import Foundation
import Records

extension YAMLNode {
  /// The node as a value in a test: quoted scalars are texts, plain ones numbers, true, false, null, moments or else texts.
  var testValue: Value {
    switch content {
    case .scalar(let text, .plain): Self.plain(text)
    case .scalar(let text, _): .text(text)
    case .sequence(let elements): .list(elements.map(\.testValue))
    case .mapping(let entries):
      .map(
        Dictionary(entries.map { ($0.key.scalar ?? "", $0.value.testValue) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func plain(_ text: String) -> Value {
    switch text {
    case "", "null", "~": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    if let integer = Int(text) { return .integer(integer) }
    if let decimal = Decimal(exactly: text) { return .decimal(decimal) }
    if let instant = Instant(utc: text) { return .instant(instant) }
    return .text(text)
  }
}
