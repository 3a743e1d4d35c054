import Mapping
import Records

/// How one record ended in this run.
enum RecordResult: Sendable {
  case created
  case updated
  case unchanged
  /// What was made for it before was removed at the target.
  case removed
  /// Seen, and the mapping's rule does not let it in yet.
  case held
  /// Outside the mapping, or over.
  case closed
  case waiting(set: String, system: String, awaited: RecordKey)
  case quarantined(Fault)
  /// The road failed: nothing is recorded, and the page is read again next time.
  case postponed(Fault)
}
