import Foundation
import Records

/// How much of the past is read again at every start: a row may become visible after a newer one, and the shop writes
/// wall-clock times, of which an hour comes twice a year.
enum Overlap {
  static let usual = 600
  static let nearClockChange = 7200
  /// How near to a clock change the longer overlap is taken, in seconds.
  static let nearness = 3 * 3600

  /// - Parameters:
  ///   - cursor: a wall-clock time of the shop, `yyyy-MM-dd HH:mm:ss`.
  ///   - zone: the shop's time zone.
  static func seconds(at cursor: String, in zone: TimeZone) -> Int {
    guard let instant = Instant(local: cursor, in: zone) else { return nearClockChange }
    // One change cannot hide another: no zone changes twice within six hours.
    let before = zone.secondsFromGMT(for: instant.adding(-nearness).date)
    let at = zone.secondsFromGMT(for: instant.date)
    let after = zone.secondsFromGMT(for: instant.adding(nearness).date)
    return before == at && at == after ? usual : nearClockChange
  }

  /// The wall-clock time from which to read when the shop's own clock is behind the cursor: it was put back since, by an hour or two at most
  /// (a wrong zone, a summer time), and we come by more often than that. Nil: it was not.
  static func start(cursor: String, clock now: String, in zone: TimeZone) -> String? {
    guard now < cursor, let wall = Instant(utc: now) else { return nil }
    let start = wall.adding(-nearClockChange).description
    return start < self.start(cursor: cursor, in: zone) ? start : nil
  }

  /// The wall-clock time from which to read again.
  static func start(cursor: String, in zone: TimeZone) -> String {
    // Counting back on the wall clock itself: the server compares texts of it.
    guard let wall = Instant(utc: cursor) else { return cursor }
    return wall.adding(-seconds(at: cursor, in: zone)).description
  }
}
