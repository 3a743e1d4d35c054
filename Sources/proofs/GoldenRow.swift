import Foundation
import Records

/// What became of one golden order.
struct GoldenRow: Encodable {
  enum Verdict: String, Encodable, CaseIterable {
    case equal
    /// By a rounding row within the mapping's limit.
    case closed
    /// Stopped by the gate: nothing would be written.
    case gated
    case wrong
  }

  var file: String
  var version: String
  var order: Int
  var verdict: Verdict
  /// What the shop says was paid.
  var paid: String
  /// What the target computes of the rows as mapped, without the rounding row; nil: it was not asked.
  var foreseen: String?
  var rounding: String
  /// Tax by rate in percent, of the rows that would be written.
  var taxes: [String: String]
  var why: String
  /// The rows that would be written.
  var rows: [String]
}
