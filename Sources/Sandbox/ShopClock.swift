import Foundation
import Records
import Synchronization

/// The clock of a simulated shop: the machine's, shifted, or one that stands still until it is moved.
public final class ShopClock: Sendable {
  private struct State {
    var fixed: Instant?
    var shift = 0
  }

  private let state: Mutex<State>

  /// `standingAt` nil follows the machine's clock.
  public init(standingAt instant: Instant? = nil) {
    state = Mutex(State(fixed: instant))
  }

  public var now: Instant {
    state.withLock { ($0.fixed ?? Instant(Date())).adding($0.shift) }
  }

  /// Moves the clock by so many seconds, back when negative: a skew that stays.
  public func advance(by seconds: Int) {
    state.withLock { $0.shift += seconds }
  }

  /// Stands still at `instant` from now on.
  public func stand(at instant: Instant) {
    state.withLock { $0 = State(fixed: instant) }
  }
}
