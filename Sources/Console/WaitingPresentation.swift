import JournalStore
import Records

/// A record that waits for another one, in `--format json`.
struct WaitingPresentation: Encodable {
  let flow: String
  let key: RecordKey
  /// The flow and key of the record that it waits for.
  let awaitedFlow: String
  let awaitedKey: RecordKey
  let since: String

  init(_ row: WaitingRow) {
    flow = row.flow
    key = row.key
    awaitedFlow = row.set
    awaitedKey = row.awaited
    since = row.since.iso8601
  }
}
