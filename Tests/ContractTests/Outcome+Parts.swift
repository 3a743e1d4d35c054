import Records

extension Outcome {
  /// The record that was written or found as wanted.
  var key: RecordKey? {
    switch self {
    case .applied(let key), .unchanged(let key): key
    case .refused, .notApplied, .unknown: nil
    }
  }

  /// Why the target refused; nil when it did not.
  var refusal: Fault? { if case .refused(let fault) = self { fault } else { nil } }
}
