import NIOCore
import NIOHTTP1

/// The parts of a server's answers, one after another. Used by one task.
final class AnswerReader {
  private var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

  init(_ stream: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) { parts = stream.makeAsyncIterator() }

  /// The next answer's head. A server that closes without one is a cut.
  func head() async throws -> HTTPResponseHead {
    while let part = try await parts.next() {
      if case .head(let head) = part { return head }
    }
    throw ClientConnection.Cut()
  }

  /// The next piece of the body; nil after its end.
  func body() async throws -> ByteBuffer? {
    guard let part = try await parts.next() else { throw ClientConnection.Cut() }
    if case .body(let piece) = part { return piece }
    return nil
  }

  /// The whole body.
  func wholeBody() async throws -> ByteBuffer {
    var whole = ByteBuffer()
    while var piece = try await body() { whole.writeBuffer(&piece) }
    return whole
  }
}
