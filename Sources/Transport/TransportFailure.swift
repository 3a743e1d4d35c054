/// Why there is no response, or not a whole one, after all attempts.
public struct TransportFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The name does not resolve, or the connection was refused or broken before a request could be sent.
    case unreachable
    /// The handshake failed, or the certificate is not trusted.
    case tls
    /// No connection (name, TCP, TLS) within `connectTimeout`.
    case connectTimeout
    /// No byte either way for `stallTimeout`, while we were ready to take some.
    case stalled
    /// Not complete within `totalTimeout`, not counting the time during which our own consumer held the transfer up.
    case totalTimeout
    /// The connection ended before the whole head of a response had come.
    case closed
    /// The body ended early: fewer bytes than announced, a cut chunk, or compressed data without their end.
    case truncated
    /// The body is larger than the limit.
    case tooLarge
    /// The task was cancelled, or the client shut down.
    case cancelled
    /// Plain http to a host that is neither loopback nor allowed by name. Nothing was sent.
    case plainHTTPRefused
    /// The URL, the method or a header is not one that can be sent. Nothing was sent.
    case badURL
    /// A file of this machine that the request was to carry cannot be read. Nothing was sent.
    case badFile
  }

  public enum Effect: Sendable, Hashable {
    /// The server certainly did nothing: no attempt's request left us, or the server has answered that it did not look at it.
    case none
    /// The server may have acted on it.
    case unknown
  }

  public let kind: Kind
  public let effect: Effect
  /// One English sentence without secrets.
  public let message: String
  /// How many times it was tried, this failure included.
  public let attempts: Int
  /// The request's.
  public let label: String

  public init(kind: Kind, effect: Effect, message: String, attempts: Int, label: String) {
    self.kind = kind
    self.effect = effect
    self.message = message
    self.attempts = attempts
    self.label = label
  }

  public var description: String { "\(label): \(message) (\(kind), effect \(effect), attempts: \(attempts))" }
}
