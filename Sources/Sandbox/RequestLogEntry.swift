/// One request as the server counted it. Instants are of the machine's monotonic clock, in nanoseconds since the log
/// was made.
public struct RequestLogEntry: Sendable, Hashable {
  public let number: Int
  public let method: String
  public let path: String
  public let query: String
  /// Nil while it is being answered, and when the connection was dropped instead.
  public internal(set) var status: Int?
  public let startedAt: UInt64
  public internal(set) var endedAt: UInt64?
  /// How many were being answered when it came in, itself included.
  public let inFlight: Int
}
