import Mapping
import Records

/// What differs between a document and what we left at the target, as far as that can be told without looking there: nil where it cannot.
struct KnownDifference: Sendable {
  /// The fields to write.
  private(set) var writes: [String: Value] = [:]

  /// - Parameter base: a digest of each field as it was read back after our last write, and of what was meant where that was not all.
  init?(document: Document, base: [String: String]) {
    for (rule, wanted) in document.fields {
      guard rule.policy == .always || rule.policy == .ifUntouched || rule.policy == .ifKnown else { continue }
      guard let left = base[Item.meantBase(rule.name)] ?? base[rule.name] else {
        // Nothing is known of it and nothing there is ours.
        if rule.policy == .ifKnown, wanted.comparable == .null { continue }
        return nil
      }
      if left == Digest.short(wanted.comparable) { continue }
      // Whether somebody edited it, or has entries or languages of his own there, is only seen there.
      let isAllOfIt = wanted.map == nil || base[Item.meantBase(rule.name)] == nil
      let isWrittenOver = rule.policy == .always || rule.policy == .ifKnown && wanted.comparable != .null
      guard isWrittenOver, rule.keepsOthers == nil, isAllOfIt else { return nil }
      writes[rule.name] = wanted
    }
  }
}
