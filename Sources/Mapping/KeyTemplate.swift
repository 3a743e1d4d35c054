/// Text with holes: "order-{id}". A hole without a value is the fault KEY_INCOMPLETE.
public struct KeyTemplate: Sendable {
  enum Part: Sendable {
    case text(String)
    case hole(Formula)
  }

  /// As the file writes it.
  public let text: String
  let parts: [Part]

  var formulas: [Formula] { parts.compactMap { if case .hole(let formula) = $0 { formula } else { nil } } }

  /// A value as keys carry it: letters, digits and hyphens stay, any other byte becomes an underscore and two hexadecimal digits
  /// ("5.5" is "5_2e5"). Targets accept few characters in keys, and two values never give one key.
  static func plain(_ value: String) -> String {
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        bytes.append(byte)
      default:
        let digits = String(byte, radix: 16)
        bytes += Array("_".utf8) + Array((digits.count == 1 ? "0" + digits : digits).utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
