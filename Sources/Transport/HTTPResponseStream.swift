/// A response whose body is pulled.
public final class HTTPResponseStream: Sendable {
  public let status: Int
  public let headers: HTTPHeaders

  init(status: Int, headers: HTTPHeaders) {
    self.status = status
    self.headers = headers
  }

  public func next() async throws -> [UInt8]? { nil }

  public func collect(limit: Int) async throws -> [UInt8] { [] }

  public func cancel() {}
}
