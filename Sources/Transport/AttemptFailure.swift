/// How one attempt failed, before it is known whether it was the last.
struct AttemptFailure: Error, Sendable, Equatable {
  var kind: TransportFailure.Kind
  var effect: TransportFailure.Effect
  /// Not yet redacted.
  var message: String
  /// A kept-alive connection turned out to be dead: nothing is wrong with the server, and a new connection is worth trying at once.
  var isStaleConnection = false
  /// Repeating cannot help: an untrusted certificate stays untrusted.
  var isPermanent = false
}
