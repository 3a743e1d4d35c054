import Records

/// What the journal knows of one source record in one flow.
public struct RecordState: Sendable, Hashable, Codable {
  public enum Stage: String, Sendable, Hashable, Codable {
    /// Seen, and the rule does not let it in (yet): an unpaid order.
    case held
    /// Its effects have begun and are not all read back.
    case started
    /// A record that it needs is not there yet.
    case waiting
    case quarantined
    /// All its effects were read back.
    case settled
    /// The source no longer has it, or the mapping says it is over.
    case closed
  }

  public var flow: String
  public var key: RecordKey
  public var stage: Stage
  /// A digest of the source record as the change feed showed it: the same digest again is the same change seen twice.
  public var sourceDigest: String
  /// A digest of what was meant for the target, with the mapping's version and the table rows it consulted.
  public var fingerprint: String?
  public var target: RecordKey?
  /// The three-way comparison's base: a short hash of each field as it was read back after our last write.
  public var base: [String: String]
  /// With what the names in `base` begin that say which links the record made in the sets of other mappings: no field is called so. They
  /// outlive a replay that makes its document anew, so that those of the old one are ended then.
  public static let furtherLinkBase = "link("
  /// True when the source's watermark was as young as the server's clock: look again even if the digest is the same.
  public var isFresh: Bool

  public init(
    flow: String, key: RecordKey, stage: Stage, sourceDigest: String, fingerprint: String? = nil,
    target: RecordKey? = nil,
    base: [String: String] = [:], isFresh: Bool = false
  ) {
    self.flow = flow
    self.key = key
    self.stage = stage
    self.sourceDigest = sourceDigest
    self.fingerprint = fingerprint
    self.target = target
    self.base = base
    self.isFresh = isFresh
  }
}
