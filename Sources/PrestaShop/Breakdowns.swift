import Records
import Synchronization

/// How often in a row the shop broke down on a record that was written all alone, with nothing beside it to tell
/// whether the record or the shop is at fault. Kept as long as the process.
final class Breakdowns: Sendable {
  private struct Place: Hashable {
    var resource: String
    var key: RecordKey
  }

  /// A record that broke the shop down so often, while it answers everything else, is taken to be the reason: else the
  /// run would stop at it for ever.
  private static let patience = 3

  private let counts = Mutex<[Place: Int]>([:])

  /// - Returns: whether it was once too often; then counting begins anew.
  func add(_ resource: String, _ key: RecordKey) -> Bool {
    counts.withLock { counts in
      let place = Place(resource: resource, key: key)
      let count = counts[place, default: 0] + 1
      counts[place] = count < Self.patience ? count : nil
      return count >= Self.patience
    }
  }

  func forget(_ resource: String, _ key: RecordKey) {
    counts.withLock { _ = $0.removeValue(forKey: Place(resource: resource, key: key)) }
  }
}
