import Records
import Synchronization

/// The highest id that each resource had when a creation was announced: what is above it afterwards, and holds the natural key, is ours.
/// Remembered from the announcement to the sending, so that it is not asked for twice.
final class Floors: Sendable {
  private let floors = Mutex<[String: RecordKey]>([:])

  func remember(_ resource: String, _ key: RecordKey) { floors.withLock { $0[resource] = key } }

  /// Once: the next sending has an announcement of its own.
  func take(_ resource: String) -> RecordKey? { floors.withLock { $0.removeValue(forKey: resource) } }
}
