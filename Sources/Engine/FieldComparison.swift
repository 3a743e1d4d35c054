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
/// `on create` never writes to an existing record; `if empty` writes only where nothing is. `if known` is as `always` where something is
/// wanted; where nothing is, it takes away only what we left there ourselves.
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
    if Self.isAsWanted(current, wanted, policy) { return .settled }
    switch policy {
    case .onCreate: return .keep
    case .ifEmpty: return current == .null ? .write : .keep
    case .always, .ifUntouched, .ifKnown: break
    }
    let writesOver = policy == .always || policy == .ifKnown && wanted != .null
    guard let base else {
      // Never written by us: what is there was somebody else's.
      return writesOver ? .writeOverDrift : .keep
    }
    if Digest.short(current) == base { return .write }
    if writesOver { return .writeOverDrift }
    return policy == .ifKnown || Digest.short(wanted) == base ? .keep : .conflict
  }

  /// Whether what is there is what is wanted. Where nothing is wanted because nothing is known, a 0 is nothing: many fields hold no other.
  static func isAsWanted(_ current: Value, _ wanted: Value, _ policy: FieldRule.Policy) -> Bool {
    let (current, wanted) = (current.comparable, wanted.comparable)
    return current == wanted || policy == .ifKnown && wanted == .null && current.number == 0
  }
}
