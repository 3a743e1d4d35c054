import Foundation

extension Decimal {
  /// The number that a server wrote, with all its digits: an optional sign, digits, an optional point and digits, an optional exponent.
  /// Nil for anything else, so that "12,50" or "12abc" is never read as 12 (`Decimal(string:)` would).
  public init?(exactly text: some StringProtocol) {
    let text = String(text)
    var digits = 0
    var points = 0
    var exponent = false
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard previous == 0 || previous == UInt8(ascii: "e") || previous == UInt8(ascii: "E") else { return nil }
      case UInt8(ascii: "."):
        guard !exponent else { return nil }
        points += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard !exponent, digits > 0 else { return nil }
        exponent = true
      default: return nil
      }
      previous = byte
    }
    guard digits > 0, points <= 1, previous != UInt8(ascii: "e"), previous != UInt8(ascii: "E"),
      previous != UInt8(ascii: "-"),
      previous != UInt8(ascii: "+"), let value = Decimal(string: text, locale: nil)
    else { return nil }
    self = value
  }

  /// Rounded to `places` decimals. `plain` is half away from zero, as tills round.
  public func rounded(_ places: Int, _ mode: NSDecimalNumber.RoundingMode = .plain) -> Decimal {
    var source = self
    var result = Decimal()
    NSDecimalRound(&result, &source, places, mode)
    return result
  }
}
