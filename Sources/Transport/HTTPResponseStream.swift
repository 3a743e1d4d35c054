import Synchronization

/// A response whose body is pulled: when nobody pulls, at most `capacity` bytes are held here, the connection is not read from, and the
/// server has to wait. A stream takes one of the client's places until its last byte has arrived, it has failed, or it is cancelled; one
/// that is let go of without reading to its end is cancelled.
///
/// Made for one reader.
public final class HTTPResponseStream: Sendable {
  /// Bytes as they come over the wire.
  static let capacity = 256 << 10

  public let status: Int
  /// As received: see `HTTPResponse`.
  public let headers: HTTPHeaders
  private let transfer: Transfer
  /// Keeps the client, and with it the loop, alive as long as somebody reads.
  private let client: HTTPClient
  private let attempt: Int
  private let decoder: Mutex<BodyDecoder>

  init(_ head: ResponseHead, _ transfer: Transfer, of client: HTTPClient, attempt: Int) {
    status = head.status
    headers = head.headers
    self.transfer = transfer
    self.client = client
    self.attempt = attempt
    decoder = Mutex(BodyDecoder(encoding: head.headers["content-encoding"]))
  }

  deinit { client.cancel(transfer) }

  /// Waits for the next piece, which is of any size but never empty. A cancelled task ends the transfer.
  ///
  /// - Returns: nil after the last piece, and then the body is certainly whole: it has as many bytes as announced, its last chunk has
  ///   come, its compressed stream has ended. (A body with neither length nor chunks nor compression ends where the connection ends.)
  /// - Throws: `TransportFailure`. Nothing read from a stream is retried.
  public func next() async throws -> [UInt8]? {
    do throws(AttemptFailure) {
      return try await nextPiece()
    } catch {
      cancel()
      throw client.failure(error, attempts: attempt, label: transfer.request.label)
    }
  }

  /// The rest of the body.
  ///
  /// - Parameter limit: in bytes, after decompression.
  /// - Throws: `TransportFailure`, of kind `tooLarge` if it is longer than the limit.
  public func collect(limit: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    while let piece = try await next() {
      guard body.count + piece.count <= limit else {
        cancel()
        let failure = AttemptFailure(
          kind: .tooLarge, effect: .unknown, message: "The body is larger than \(limit) bytes.")
        throw client.failure(failure, attempts: attempt, label: transfer.request.label)
      }
      if body.isEmpty { body = piece } else { body += piece }
    }
    return body
  }

  /// Puts the rest of the body into a file as it arrives. Only a whole body leaves a file behind.
  ///
  /// - Returns: how many bytes there were.
  /// - Throws: `TransportFailure`, of kind `tooLarge` if there are more than the limit; `FileFailure`.
  public func save(to path: String, limit: Int = .max) async throws -> Int {
    do {
      var file = try FileWriter(path)
      while let piece = try await next() {
        guard piece.count <= limit - file.count else {
          throw client.failure(
            AttemptFailure(kind: .tooLarge, effect: .unknown, message: "The body is larger than \(limit) bytes."),
            attempts: attempt, label: transfer.request.label)
        }
        try file.write(piece)
      }
      let count = file.count
      file.finish()
      return count
    } catch {
      cancel()
      throw error
    }
  }

  /// Ends the transfer, if it still goes on, and its connection.
  public func cancel() { client.cancel(transfer) }

  private func nextPiece() async throws(AttemptFailure) -> [UInt8]? {
    while true {
      if let piece = try inflated() { return piece }
      await reachBytes()
      let (bytes, resume) = transfer.take()
      if resume { client.resume(transfer) }
      if !bytes.isEmpty {
        decoder.withLock { $0.feed(bytes) }
        continue
      }
      switch transfer.result {
      case .none: continue
      case .failure(let failure): throw failure
      case .success:
        // The last bytes may have come between the two looks.
        let (rest, _) = transfer.take()
        guard rest.isEmpty else {
          decoder.withLock { $0.feed(rest) }
          continue
        }
        try finish()
        return nil
      }
    }
  }

  private func reachBytes() async {
    await withTaskCancellationHandler {
      await transfer.reach(.bytes)
    } onCancel: {
      cancel()
    }
  }

  private func inflated() throws(AttemptFailure) -> [UInt8]? {
    try decoder.withLock { decoder in Result { () throws(AttemptFailure) in try decoder.next() } }.get()
  }

  private func finish() throws(AttemptFailure) {
    try decoder.withLock { decoder in Result { () throws(AttemptFailure) in try decoder.finish() } }.get()
  }
}
