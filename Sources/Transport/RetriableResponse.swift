/// What can be thrown away to be asked for again: a response read whole, or a stream.
protocol RetriableResponse: Sendable {
  var status: Int { get }
  var headers: HTTPHeaders { get }
  /// Frees the connection.
  func discard() async
}

extension HTTPResponse: RetriableResponse {
  func discard() async {}
}

extension HTTPResponseStream: RetriableResponse {
  /// The few words of an error are read, so that the connection can be used again; anything longer is cut off.
  func discard() async {
    _ = try? await collect(limit: 64 << 10)
  }
}
