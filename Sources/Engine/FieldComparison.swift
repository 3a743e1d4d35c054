import Mapping
import Records

/// The three-way comparison of one field: what we last left there, what is there now, what the mapping wants.
///
/// | | write: always | write: if untouched |
/// |---|---|---|
/// | want = cur | settled | settled |
/// | cur = base, want differs | write | write |
/// | want = base, cur differs (edited by hand) | write, log the drift | keep |
/// | all three differ | write, log the drift | conflict |
///
/// `on create` never writes to an existing record; `if empty` writes only where nothing is.
public struct FieldComparison: Sendable, Hashable {
  public enum Verdict: Sendable, Hashable {
    /// What is there is what is wanted: it becomes the new base.
    case settled
    case write
    /// Written over what a person had changed.
    case writeOverDrift
    /// Left as a person made it.
    case keep
    case conflict
  }

  /// A digest of the field as it was read back after our last write; nil: we never wrote it.
  public var base: String?
  public var current: Value
  public var wanted: Value
  public var policy: FieldRule.Policy

  public init(base: String?, current: Value, wanted: Value, policy: FieldRule.Policy) {
    self.base = base
    self.current = current
    self.wanted = wanted
    self.policy = policy
  }

  public var verdict: Verdict {
    let current = current.comparable
    let wanted = wanted.comparable
    if wanted == current { return .settled }
    switch policy {
    case .onCreate: return .keep
    case .ifEmpty: return current == .null ? .write : .keep
    case .always, .ifUntouched: break
    }
    guard let base else {
      // Never written by us: what is there was somebody else's.
      return policy == .always ? .writeOverDrift : .keep
    }
    if Digest.short(current) == base { return .write }
    if policy == .always { return .writeOverDrift }
    return Digest.short(wanted) == base ? .keep : .conflict
  }
}
