import Logging
import Synchronization

/// Keeps the lines that were logged.
final class LogRecorder: LogHandler {
  private let recorded = Mutex<[String]>([])

  var lines: [String] { recorded.withLock { $0 } }

  func log(event: LogEvent) { recorded.withLock { $0.append(event.message.description) } }

  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set { _ = newValue }
  }

  var metadata: Logger.Metadata {
    get { [:] }
    set { _ = newValue }
  }

  var logLevel: Logger.Level {
    get { .trace }
    set { _ = newValue }
  }
}
