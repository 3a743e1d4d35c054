import Records

/// One record of which a complete comparison found the target other than it should be. Looked at twice.
public struct Difference: Sendable, Codable {
  public var flow: String
  /// The source record.
  public var key: RecordKey
  /// Nil: the target has nothing for it.
  public var target: RecordKey?
  /// What is there and what should be.
  public var fields: [PlannedChange.Field]
  /// Actions that the target should have done.
  public var actions: [String]
  /// Why it cannot even be compared.
  public var fault: Fault?
  /// The source no longer has it.
  public var isGone: Bool
  /// A record of the target that nothing of the source is linked to: somebody else's, and left alone. `key` is the target's own.
  public var isOther: Bool

  public init(
    flow: String, key: RecordKey, target: RecordKey? = nil, fields: [PlannedChange.Field] = [], actions: [String] = [],
    fault: Fault? = nil, isGone: Bool = false, isOther: Bool = false
  ) {
    self.flow = flow
    self.key = key
    self.target = target
    self.fields = fields
    self.actions = actions
    self.fault = fault
    self.isGone = isGone
    self.isOther = isOther
  }
}
