/// A whole response. `body` is already decompressed, while `headers` are as received: a `Content-Length` beside a
/// `Content-Encoding` counts the compressed bytes.
public struct HTTPResponse: Sendable {
  public let status: Int
  public let headers: HTTPHeaders
  public let body: [UInt8]

  public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
