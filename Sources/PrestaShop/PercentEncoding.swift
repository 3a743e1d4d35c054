/// Percent-encoding of query values, as RFC 3986 wants it: every byte that is not unreserved is encoded, except the
/// comma and the colon, which a query may hold and which lists and times are full of.
enum PercentEncoding {
  static func encode(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if isKept(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// How many bytes `encode` would make of it.
  static func length(_ text: String) -> Int { text.utf8.reduce(0) { $0 + (isKept($1) ? 1 : 3) } }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
