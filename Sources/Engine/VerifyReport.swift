import Records

/// How a complete comparison of one flow went.
public struct VerifyReport: Sendable, Codable {
  public var flow: String
  /// All records of the source that this comparison looked at.
  public var compared = 0
  public var equal = 0
  public var differing = 0
  /// Records that cannot be compared because something is wrong with them.
  public var faulty = 0
  /// Records that the mapping does not let in: nothing is expected of the target.
  public var left = 0
  /// Records that the source no longer has.
  public var gone = 0
  /// Records of the target that nothing of the source is linked to, where the mapping asks for them.
  public var others = 0
  /// Set when an earlier comparison was cut: the record after which this one went on.
  public var resumedAfter: RecordKey?
  /// False when it was cut.
  public var isComplete = false
  /// What cut it.
  public var fault: Fault?

  public init(flow: String) { self.flow = flow }

  public var isEqual: Bool { differing + faulty + gone == 0 }
}
