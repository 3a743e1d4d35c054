/// What one client has done since it was made.
public struct TransportStatistics: Sendable, Hashable {
  /// Requests put on the wire, retries included. An attempt that never had a connection is not one.
  public var requests = 0
  /// Attempts beyond the first of each call.
  public var retries = 0
  /// Bytes of responses as they came over the wire, heads included, before decompression (above TLS).
  public var bytesIn = 0
  /// Bytes of requests (above TLS); with older versions of libcurl the head of a large upload is left out.
  public var bytesOut = 0
  /// The sum over all calls of the time spent in waiting for their turn and between attempts.
  public var waiting: Duration = .zero

  public init() {}
}
