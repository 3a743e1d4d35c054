/// How one client speaks to one server.
public struct TransportConfiguration: Sendable {
  /// For name, TCP and TLS together.
  public var connectTimeout: Duration
  /// How long the server may be silent while we wait for it, before its first byte as well as between two.
  public var stallTimeout: Duration
  /// For one attempt, without the waiting before it and without the time during which a stream's consumer holds it up.
  public var totalTimeout: Duration
  /// Requests, and so connections, at the same time. A stream counts until its last byte has come.
  public var maximumInFlight: Int
  /// Between the sending of any two requests, retries included.
  public var minimumSpacing: Duration
  /// 1: never retried.
  public var maximumAttempts: Int
  public var backoff: Backoff
  /// Servers commonly close idle connections after 5 s (Apache's `KeepAliveTimeout`). A write does not take the risk of meeting that
  /// moment, since its outcome would be unknown: after more than so many whole seconds without use it opens a new connection.
  public var longestIdleBeforeWrite = 2
  /// A longer `Retry-After` is cut to this.
  public var maximumRetryAfter: Duration
  /// Of a body read by `send`, in bytes after decompression.
  public var maximumBodySize: Int
  /// Keys and passwords: they, and their percent-encoded and base64 forms, are replaced in every message and log line.
  public var secrets: [String]
  /// A PEM file that replaces the system's authorities. Nil: the system's.
  public var certificateAuthorityFile: String?
  /// Host names, without port, to which plain http is allowed, besides loopback.
  public var plainHTTPHosts: Set<String>
  public var userAgent: String

  public init(
    connectTimeout: Duration = .seconds(10), stallTimeout: Duration = .seconds(60),
    totalTimeout: Duration = .seconds(300),
    maximumInFlight: Int = 4, minimumSpacing: Duration = .zero, maximumAttempts: Int = 4, backoff: Backoff = Backoff(),
    maximumRetryAfter: Duration = .seconds(120), maximumBodySize: Int = 64 << 20, secrets: [String] = [],
    certificateAuthorityFile: String? = nil, plainHTTPHosts: Set<String> = [], userAgent: String = "Passerelle"
  ) {
    self.connectTimeout = connectTimeout
    self.stallTimeout = stallTimeout
    self.totalTimeout = totalTimeout
    self.maximumInFlight = max(1, maximumInFlight)
    self.minimumSpacing = minimumSpacing
    self.maximumAttempts = max(1, maximumAttempts)
    self.backoff = backoff
    self.maximumRetryAfter = maximumRetryAfter
    self.maximumBodySize = maximumBodySize
    self.secrets = secrets
    self.certificateAuthorityFile = certificateAuthorityFile
    self.plainHTTPHosts = plainHTTPHosts
    self.userAgent = userAgent
  }

  /// The spacing at which no second sees more than so many requests: a twentieth longer than the even share, for a network does not keep
  /// distances. None for 0.
  public static func spacing(requestsPerSecond: Int) -> Duration {
    requestsPerSecond > 0 ? .microseconds((1_050_000 + requestsPerSecond - 1) / requestsPerSecond) : .zero
  }
}
