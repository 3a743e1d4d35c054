import Records

/// A link beside a record's own: one that is to be, or one that is not.
public struct FurtherLink: Sendable, Hashable {
  public let set: String
  /// The key on the side of the mapping's source; nil: nothing is to be linked to `target` by this rule.
  public let source: RecordKey?
  /// The key on the side of the mapping's target.
  public let target: RecordKey
  public var standing: LinkRule.Standing

  public init(set: String, source: RecordKey?, target: RecordKey, standing: LinkRule.Standing = .made) {
    self.set = set
    self.source = source
    self.target = target
    self.standing = standing
  }
}
