import Foundation
import Records
import Synchronization

/// A clock that stands still until it is told to go on.
final class ManualClock: Sendable {
  private let seconds: Mutex<Int>

  init() { seconds = Mutex(1_790_000_000) }

  /// A clock that shows another time than this one.
  init(_ other: ManualClock, _ more: Int) { seconds = Mutex(other.seconds.withLock { $0 } + more) }

  var now: Date { Date(timeIntervalSince1970: Double(seconds.withLock { $0 })) }
  /// "yyyy-MM-dd HH:mm:ss" in UTC.
  var text: String { Instant(secondsSince1970: seconds.withLock { $0 }).description }

  func advance(_ more: Int) { seconds.withLock { $0 += more } }
}
