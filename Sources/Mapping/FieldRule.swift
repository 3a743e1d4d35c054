/// How one field of the target is made, and when it may be written. Each record's document refers to its rules.
public final class FieldRule: Sendable {
  public enum Policy: String, Sendable, Hashable, CaseIterable {
    case always
    /// Not when somebody has edited it at the target since our last write.
    case ifUntouched = "if untouched"
    case onCreate = "on create"
    case ifEmpty = "if empty"
    /// As `always`; but nothing (null) means that the source does not know: what is at the target stays, unless we wrote it.
    case ifKnown = "if known"
  }

  public let name: String
  public let expression: Formula
  public let policy: Policy
  /// Of a list of records (or of rows whose `id` names one): those that nothing in this link set is linked to are somebody else's and stay.
  public let keepsOthers: String?
  let node: YAMLNode

  init(name: String, expression: Formula, policy: Policy, keepsOthers: String? = nil, node: YAMLNode) {
    self.name = name
    self.expression = expression
    self.policy = policy
    self.keepsOthers = keepsOthers
    self.node = node
  }
}
