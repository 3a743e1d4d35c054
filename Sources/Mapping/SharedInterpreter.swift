import Records
import Synchronization

/// Lends one interpreter to the items of a source record, one after the other, so that what is the same for all of them is evaluated once.
final class SharedInterpreter: Sendable {
  private let kept = Mutex<Interpreter?>(nil)

  /// The interpreter that was kept, where it is about this record and what was read beside it.
  func take(_ source: Source) -> Interpreter? {
    let found = kept.withLock { kept in
      defer { kept = nil }
      return kept
    }
    guard let found, found.source.record == source.record, found.source.related == source.related else { return nil }
    return found
  }

  func keep(_ interpreter: Interpreter) { kept.withLock { $0 = interpreter } }
}
