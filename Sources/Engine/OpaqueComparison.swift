import Mapping
import Records

/// The three-way comparison of a field that the target does not show as it was sent: bytes, or a text that it rewrites as it saves it. What was
/// sent is compared with what is wanted now, what the target made of it with what it shows now.
struct OpaqueComparison: Sendable {
  /// A digest of what the target showed after our last write; nil: it showed nothing, or we never wrote.
  var base: String?
  /// A digest of what we sent last, where that is not what it showed then.
  var meant: String?
  /// Nil: the target does not show the field.
  var current: Value?
  var wanted: Value
  /// What is wanted, without what the target has of its own.
  var meaning: Value
  /// What both sides said when they were linked is right.
  var isAgreed: Bool
  var policy: FieldRule.Policy

  var verdict: FieldComparison.Verdict {
    if let current, FieldComparison.isAsWanted(current, wanted, policy) { return .settled }
    guard let sent = meant ?? base else {
      if isAgreed { return .settled }
      return FieldComparison(base: nil, current: current ?? .null, wanted: wanted, policy: policy).verdict
    }
    if policy == .onCreate { return .keep }
    if policy == .ifEmpty { return current?.comparable == .null ? .write : .keep }
    let isUntouched = current.map { base == nil || Digest.short($0.comparable) == base } ?? true
    let isMeant = Digest.short(meaning.comparable) == sent
    let writesOver = policy == .always || policy == .ifKnown && wanted.comparable != .null
    switch (isMeant, isUntouched, policy) {
    case (true, true, _): return .settled
    case (true, false, _): return writesOver ? .writeOverDrift : .keep
    case (false, true, _): return .write
    case (false, false, .ifUntouched): return .conflict
    case (false, false, _): return writesOver ? .writeOverDrift : .keep
    }
  }
}
