/// The server behind a proxy.
public struct Upstream: Sendable, Hashable {
  public var host: String
  public var port: Int
  /// How the server writes its own address ("http://shop.example"); nil: by its host and port.
  public var ownAddress: String?

  /// A server that speaks plain HTTP/1.1.
  public init(host: String = "127.0.0.1", port: Int, ownAddress: String? = nil) {
    self.host = host
    self.port = port
    self.ownAddress = ownAddress
  }
}

/// What the proxy rewrites besides its faults. By default nothing.
public struct ProxyOptions: Sendable, Hashable {
  public enum Host: Sendable, Hashable {
    /// The header that the client sent: the proxy's address.
    case asReceived
    /// Some servers redirect every request whose Host is not their own: theirs is sent.
    case fixed(String)
  }

  public var host: Host
  /// The server's own address in Location headers becomes the proxy's.
  public var rewritesLocations: Bool
  /// The server's own address in text bodies becomes the proxy's; such answers are read whole, and asked for
  /// uncompressed.
  public var rewritesBodies: Bool

  public init(host: Host = .asReceived, rewritesLocations: Bool = false, rewritesBodies: Bool = false) {
    self.host = host
    self.rewritesLocations = rewritesLocations
    self.rewritesBodies = rewritesBodies
  }
}
