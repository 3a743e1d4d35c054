import Logging

/// Speaks to one server: pacing and the number in flight are counted over everything sent through one client.
public final class HTTPClient: Sendable {
  public init(_ configuration: TransportConfiguration, logger: Logger) {}

  /// - Throws: `TransportFailure`.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    throw TransportFailure(kind: .closed, effect: .none, message: "Not built yet.", attempts: 0, label: request.label)
  }

  /// - Throws: `TransportFailure`.
  public func stream(_ request: HTTPRequest) async throws -> HTTPResponseStream {
    throw TransportFailure(kind: .closed, effect: .none, message: "Not built yet.", attempts: 0, label: request.label)
  }

  public func statistics() -> TransportStatistics { TransportStatistics() }

  /// A text with this client's secrets replaced: for quoting a server's answer in a fault.
  public func redact(_ text: String) -> String { text }

  public func shutdown() async {}
}
