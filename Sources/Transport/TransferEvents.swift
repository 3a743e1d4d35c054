/// What the event loop tells while a transfer goes on. Called on the loop's thread: short, and never waiting.
struct TransferEvents: Sendable {
  /// The request goes onto the wire now.
  var sent: @Sendable () -> Void
  /// Once, at the end, after the transfer has left libcurl.
  var ended: @Sendable (TransferReport) -> Void
}
