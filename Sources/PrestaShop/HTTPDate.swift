import Records

/// The form of time that HTTP's `Date` header has (RFC 9110): "Sat, 21 Nov 2026 21:56:13 GMT".
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func parse(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].count == 2, words[3].count == 4,
      let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = month + 1
    return Instant(utc: "\(words[3])-\(number < 10 ? "0" : "")\(number)-\(words[1]) \(words[4])")
  }
}
