import CCurl

/// The field `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in any of HTTP's three forms.
enum RetryAfter {
  /// - Parameters:
  ///   - date: the response's own `Date`; a date is then taken relative to the server's clock, and ours need not be right.
  ///   - now: seconds since 1970, used if there is no readable `Date`.
  /// - Returns: nil if there is no such field or it cannot be read; never negative.
  static func delay(_ value: String?, date: String?, now: Int) -> Duration? {
    guard let value else { return nil }
    let digits = value.utf8.drop(while: isBlank)
    if let first = digits.first, isDigit(first) {
      var seconds = 0
      for byte in digits.prefix(while: isDigit) where seconds < 1_000_000_000 {
        seconds = seconds * 10 + Int(byte - 48)
      }
      return digits.drop(while: isDigit).allSatisfy(isBlank) ? .seconds(seconds) : nil
    }
    guard let moment = secondsSince1970(value) else { return nil }
    return .seconds(max(0, moment - (date.flatMap(secondsSince1970) ?? now)))
  }

  private static func secondsSince1970(_ text: String) -> Int? {
    let seconds = curl_getdate(text, nil)
    return seconds < 0 ? nil : seconds
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
