import Foundation
import Synchronization

/// The clock of a simulated server, which can be put forward.
final class ServerClock: Sendable {
  private let ahead = Mutex(0.0)

  var now: Date { Date().addingTimeInterval(ahead.withLock { $0 }) }

  func advance(_ seconds: Double) { ahead.withLock { $0 += seconds } }
}
