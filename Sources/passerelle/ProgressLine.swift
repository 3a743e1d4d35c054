import Engine
import Foundation
import JournalStore

/// One line on the terminal that follows the run; nothing where standard error is no terminal.
struct ProgressLine: RunObserver {
  private static let isTerminal = isatty(STDERR_FILENO) == 1

  func began(flow: String) { show("\(flow) …") }
  func progressed(flow: String, counts: FlowCounts) { show("\(flow) … \(counts.read)") }
  func ended(flow: String, counts: FlowCounts) { clear() }

  /// Makes room for something to be printed.
  func clear() { show("") }

  private func show(_ text: String) {
    guard Self.isTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
