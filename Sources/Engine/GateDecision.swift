import Foundation
import Records

/// What follows from the amount a target computes, beside the amount the source says: pure, so that no cent depends on I/O.
public enum GateDecision: Sendable, Hashable {
  case pass
  /// A closing row of this amount makes them equal, and the mapping allows a row that small.
  case close(Decimal)
  case refuse(Fault)

  /// - Parameters:
  ///   - actual: what the target computes or holds, in the document's currency; nil or not a number: it did not say.
  ///   - expected: what the source says was paid.
  ///   - alreadyClosed: what a closing row in the document covers already; the row may be corrected, within the same limit.
  ///   - within: the largest difference, either way, that a closing row may cover.
  ///   - closes: whether the mapping has a closing row at all.
  public init(
    field: String, actual: Value, expected: Decimal, within: Decimal, alreadyClosed: Decimal = 0, closes: Bool,
    code: String
  ) {
    guard let number = actual.number else {
      self = .refuse(
        Fault(
          .record, "TARGET_SILENT", "The target does not tell \(field).", context: ["field": field],
          hint: "Check that the field exists there and that this user may read it."))
      return
    }
    let difference = expected - number
    if difference == 0 {
      self = .pass
    } else if closes, abs(difference + alreadyClosed) <= within {
      self = .close(difference + alreadyClosed)
    } else {
      self = .refuse(
        Fault(
          .record, code, "The target computes \(number) where the source says \(expected).",
          context: [
            "field": field, "expected": expected.description, "actual": number.description,
            "difference": difference.description,
            "within": within.description,
          ],
          hint:
            "Compare the rates of the rows with the tables of the mapping and the rounding settings of the target, then replay."
        ))
    }
  }
}
