import Records

/// The form of dates in HTTP headers.
enum ShopDate {
  /// "Sat, 21 Nov 2026 22:01:00 GMT".
  static func http(_ instant: Instant) -> String {
    let text = instant.description
    let days = instant.secondsSince1970 / 86_400
    let parts = text.prefix(10).split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), months.indices.contains(month - 1) else { return text }
    return "\(weekdays[(days % 7 + 7) % 7]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(text.suffix(8)) GMT"
  }

  /// The first of January 1970 was a Thursday.
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
