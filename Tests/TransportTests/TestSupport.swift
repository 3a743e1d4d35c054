import Logging

@testable import Transport

extension TransportConfiguration {
  /// Short times and no waiting between attempts, so that tests are over soon.
  static func test(_ change: (inout TransportConfiguration) -> Void = { _ in }) -> TransportConfiguration {
    var configuration = TransportConfiguration(
      connectTimeout: .seconds(120), stallTimeout: .seconds(120), totalTimeout: .seconds(300), maximumAttempts: 1,
      backoff: Backoff(base: .milliseconds(1)))
    // A busy machine may take seconds between two requests of a test.
    configuration.longestIdleBeforeWrite = 300
    change(&configuration)
    return configuration
  }
}

extension HTTPClient {
  /// A client that logs nothing.
  static func test(_ change: (inout TransportConfiguration) -> Void = { _ in }) -> HTTPClient {
    HTTPClient(.test(change), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func failure(of request: HTTPRequest) async -> TransportFailure? {
    do {
      _ = try await send(request)
      return nil
    } catch {
      return error as? TransportFailure
    }
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// Waits until something is so; false if it is not after ten seconds.
func becomesTrue(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<2000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return condition()
}
