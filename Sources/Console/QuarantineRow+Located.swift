import JournalStore
import Records

extension QuarantineRow {
  /// The resource that the row's record belongs to; the flow's name where the record was never read.
  var resource: String { source?.resource ?? flow }

  /// The fault, knowing which record it stopped.
  var located: Fault { fault.adding(["record": "\(resource) \(key)"]) }
}
