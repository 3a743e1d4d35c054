import Engine
import Synchronization

/// The first differences of a comparison: as many as are shown, however many there are.
final class ShownDifferences: Sendable {
  private let limit: Int
  private let kept = Mutex<[Difference]>([])

  init(limit: Int) { self.limit = limit }

  /// False where the limit is reached.
  func take(_ difference: Difference) -> Bool {
    kept.withLock { kept in
      guard kept.count < limit else { return false }
      kept.append(difference)
      return true
    }
  }

  var all: [Difference] { kept.withLock { $0 } }
}
