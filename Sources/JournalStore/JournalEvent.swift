import Records

/// Something an operator may ask about later: who changed what, and why.
public struct JournalEvent: Sendable, Hashable, Codable {
  public var flow: String
  public var key: RecordKey?
  /// Stable: "created", "updated", "removed", "gone", "drift", "replayed", "acknowledged", "accepted", "dismissed".
  public var kind: String
  public var details: [String: Value]
  public var at: Instant

  public init(flow: String, key: RecordKey?, kind: String, details: [String: Value] = [:], at: Instant) {
    self.flow = flow
    self.key = key
    self.kind = kind
    self.details = details
    self.at = at
  }
}
