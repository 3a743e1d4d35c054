import Synchronization

/// Counts by key, from any thread.
final class Counter: Sendable {
  private let counts = Mutex<[Int: Int]>([:])

  /// The new count.
  func next(of key: Int, by amount: Int = 1) -> Int {
    counts.withLock { counts in
      counts[key, default: 0] += amount
      return counts[key, default: 0]
    }
  }

  func count(of key: Int) -> Int { counts.withLock { $0[key, default: 0] } }
}
