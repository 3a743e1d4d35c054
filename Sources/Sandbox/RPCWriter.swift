import Foundation

/// Writes JSON as Python's `json.dumps` does: floats always with a point ("10.0"), everything outside ASCII as it is.
struct RPCWriter {
  private(set) var bytes: [UInt8] = []

  static func bytes(_ value: RPCValue) -> [UInt8] {
    var writer = RPCWriter()
    writer.write(value)
    return writer.bytes
  }

  /// A float as Python shows it.
  static func floating(_ value: Decimal) -> String {
    let text = value.description
    return text.contains(".") ? text : text + ".0"
  }

  private mutating func write(_ value: RPCValue) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .integer(let number): append(String(number))
    case .decimal(let number): append(Self.floating(number))
    case .text(let text): write(text)
    case .verbatim(let text): append(text)
    case .list(let values):
      append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { append(", ") }
        write(value)
      }
      append("]")
    case .map(let fields):
      append("{")
      for (index, field) in fields.enumerated() {
        if index > 0 { append(", ") }
        write(field.key)
        append(": ")
        write(field.value)
      }
      append("}")
    }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 10: append("\\n")
      case 13: append("\\r")
      case 9: append("\\t")
      case 0..<32: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
