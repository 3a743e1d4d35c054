import Records

/// A record that waits for a link: it is taken up again by the transaction that makes the link.
public struct WaitingRow: Sendable, Hashable, Codable {
  public var flow: String
  public var key: RecordKey
  /// The link it waits for.
  public var set: String
  public var system: String
  public var awaited: RecordKey
  public var since: Instant

  public init(flow: String, key: RecordKey, set: String, system: String, awaited: RecordKey, since: Instant) {
    self.flow = flow
    self.key = key
    self.set = set
    self.system = system
    self.awaited = awaited
    self.since = since
  }
}
