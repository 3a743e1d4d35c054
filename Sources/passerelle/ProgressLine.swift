import Console
import Engine
import Foundation
import JournalStore
import Synchronization

/// Follows a run on standard error: one line that is drawn anew on a terminal, a plain line now and then elsewhere (a log, a container).
/// Short runs leave no trace in a log.
final class ProgressLine: RunObserver {
  private struct State {
    var progress: FlowProgress?
    var shownAt: Duration
  }

  private let report: Report
  private let isTerminal: Bool
  private let interval: Duration
  private let begun = ContinuousClock.now
  private let state: Mutex<State>

  /// Between two lines of a log, and between two looks of a line on a terminal.
  private static let logInterval = Duration.seconds(30)
  private static let terminalInterval = Duration.milliseconds(200)

  init(_ report: Report) {
    self.report = report
    isTerminal = isatty(STDERR_FILENO) == 1
    interval = isTerminal ? Self.terminalInterval : Self.logInterval
    state = Mutex(State(shownAt: .zero))
  }

  /// Where standard output is for a program, only a terminal is written to.
  static func observer(_ options: CommonOptions, language: Language) -> ProgressLine? {
    options.format == .text || isatty(STDERR_FILENO) == 1 ? ProgressLine(Report(language: language)) : nil
  }

  private var now: Duration { ContinuousClock.now - begun }

  func began(flow: String) {
    let now = now
    state.withLock { $0.progress = FlowProgress(flow: flow, at: now) }
    if isTerminal { write("\(flow) …") }
  }

  func expects(flow: String, records: Int) {
    state.withLock { state in
      if state.progress?.flow == flow { state.progress?.expect(records) }
    }
  }

  func progressed(flow: String, counts: FlowCounts) {
    let now = now
    let line = state.withLock { state -> String? in
      // What another flow needed is made in between and is no progress of its own.
      guard state.progress?.flow == flow else { return nil }
      state.progress?.note(done: counts.read, at: now)
      guard let progress = state.progress, now - state.shownAt >= interval else { return nil }
      state.shownAt = now
      return report.progress(progress)
    }
    if let line { write(line) }
  }

  func ended(flow: String, counts: FlowCounts) { clear() }

  /// Makes room for something to be printed.
  func clear() {
    if isTerminal { write("") }
  }

  private func write(_ line: String) {
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(line)" : line + "\n").utf8))
  }
}
