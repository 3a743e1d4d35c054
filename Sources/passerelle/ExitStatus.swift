import ArgumentParser
import JournalStore

/// How the worker tells a scheduler what became of a run.
enum ExitStatus: Int32 {
  case done = 0
  /// Wrong usage or configuration.
  case usage = 1
  /// Done, but rows in quarantine are not yet acknowledged.
  case quarantine = 2
  /// A side was unreachable or the run was cut.
  case incomplete = 3
  /// Another run holds the lock.
  case locked = 4

  init(end: Run.End, openRows: Int) {
    switch end {
    case .done: self = openRows == 0 ? .done : .quarantine
    case .incomplete: self = .incomplete
    case .configuration: self = .usage
    }
  }

  var exitCode: ExitCode { ExitCode(rawValue) }
}
