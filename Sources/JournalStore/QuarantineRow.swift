import Records

/// One record that stopped, and everything a person needs to see why and to send it on. One row a flow and source key.
public struct QuarantineRow: Sendable, Hashable, Codable, Identifiable {
  /// Given by the journal; nil before it is stored. It stays the same while the row is replaced by a newer version of the source.
  public var id: Int?
  public var flow: String
  public var key: RecordKey
  public var fault: Fault
  /// The source record as read (evidence only: a replay reads the source again).
  public var source: Record?
  /// What was meant for the target, where it came that far.
  public var wanted: Write?
  /// The mapping's version when it stopped: another version is a reason to try again.
  public var mappingVersion: String
  public var firstSeen: Instant
  public var lastSeen: Instant
  public var attempts: Int
  /// A person has seen it and it no longer makes a run end with exit code 2.
  public var isAcknowledged: Bool
  public var note: String

  public init(
    id: Int? = nil, flow: String, key: RecordKey, fault: Fault, source: Record?, wanted: Write? = nil,
    mappingVersion: String,
    firstSeen: Instant, lastSeen: Instant, attempts: Int = 1, isAcknowledged: Bool = false, note: String = ""
  ) {
    self.id = id
    self.flow = flow
    self.key = key
    self.fault = fault
    self.source = source
    self.wanted = wanted
    self.mappingVersion = mappingVersion
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.attempts = attempts
    self.isAcknowledged = isAcknowledged
    self.note = note
  }
}
