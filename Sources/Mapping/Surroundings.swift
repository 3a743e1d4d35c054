import Foundation
import Records

/// Everything besides the record that an evaluation depends on. Nothing else does: no clock, no network, no journal.
public struct Surroundings: Sendable {
  public var settings: [String: Value] = [:]
  /// When the run started.
  public var now: Instant
  /// By set, then key on the side of the record that is evaluated. A key with nil is known to be unlinked; one that is absent is demanded.
  public var links: [String: [RecordKey: RecordKey?]] = [:]
  /// The keys among them whose links nobody has accepted yet.
  public var unaccepted: [String: Set<RecordKey>] = [:]
  public var tables: [String: TableContents] = [:]
  /// What open documents hold, by set and key.
  public var held: [String: [RecordKey: Decimal]] = [:]
  /// The names of the parts of a linked key, by set, where it has several.
  public var keyFields: [String: [String]] = [:]

  public init(now: Instant) { self.now = now }

  /// With the settings of a mapping where the connection sets none.
  func adding(defaults: [String: Value]) -> Surroundings {
    guard !defaults.isEmpty else { return self }
    var surroundings = self
    surroundings.settings.merge(defaults) { own, _ in own }
    return surroundings
  }

  public mutating func link(_ set: String, _ key: RecordKey, to target: RecordKey?) {
    links[set, default: [:]][key] = .some(target)
  }
}
