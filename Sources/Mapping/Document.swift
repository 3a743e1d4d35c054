import Foundation
import Records

/// What a record shall be at the target.
public struct Document: Sendable {
  public var fields: [(rule: FieldRule, value: Value)]
  /// By the target's field, in order.
  public var children: [String: [ChildWrite]]
  public var gates: [(gate: Gate, expected: Decimal, within: Decimal)]
  /// A digest of the mapping's `frozen` expressions; empty when it has none.
  public var frozenDigest: String
  /// A digest of all of this, the mapping's version and the table rows consulted.
  public var fingerprint: String
}
