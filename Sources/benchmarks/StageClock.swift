import Foundation
import Synchronization

/// The clock of a simulated server: the machine's, shifted.
final class StageClock: Sendable {
  private let shift: Mutex<TimeInterval>

  /// - Parameter shift: seconds; negative for the past.
  init(shift: TimeInterval) { self.shift = Mutex(shift) }

  var now: Date { Date().addingTimeInterval(shift.withLock { $0 }) }

  func advance(by seconds: TimeInterval) { shift.withLock { $0 += seconds } }
}
