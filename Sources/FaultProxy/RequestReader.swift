import NIOCore
import NIOHTTP1

/// The parts of a client's requests, one after another. Used by one task.
final class RequestReader {
  private var parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator

  init(_ stream: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) { parts = stream.makeAsyncIterator() }

  /// The next request's head; what is left of the body before it is read past. Nil: the client closed the connection.
  func head() async throws -> HTTPRequestHead? {
    while let part = try await parts.next() {
      if case .head(let head) = part { return head }
    }
    return nil
  }

  /// The next piece of the body; nil after its end.
  func body() async throws -> ByteBuffer? {
    guard let part = try await parts.next() else { throw ClientConnection.Cut() }
    if case .body(let piece) = part { return piece }
    return nil
  }
}
