import Transport

/// How requests reach the shop. `HTTPClient` is one; tests have others.
protocol ShopTransport: Sendable {
  /// Returns when the answer's headers are there. Throws `TransportFailure`.
  func open(_ request: HTTPRequest) async throws -> ShopBody
  func statistics() -> TransportStatistics
  func shutdown() async
}

/// An answer whose body is still arriving.
struct ShopBody: Sendable {
  var status: Int
  var headers: HTTPHeaders
  /// The next piece; nil at the end. Throws `TransportFailure`.
  var next: @Sendable () async throws -> [UInt8]?
  var cancel: @Sendable () -> Void
}

extension HTTPClient: ShopTransport {
  func open(_ request: HTTPRequest) async throws -> ShopBody {
    let stream = try await stream(request)
    return ShopBody(
      status: stream.status, headers: stream.headers, next: { try await stream.next() }, cancel: { stream.cancel() })
  }
}
