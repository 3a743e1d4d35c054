/// What one attempt has cost, whether it succeeded or not.
struct TransferReport: Sendable {
  /// Nil: no head came.
  var status: Int?
  var wasSent: Bool
  var bytesIn: Int
  var bytesOut: Int
  var duration: Duration
  var failure: AttemptFailure?
}
