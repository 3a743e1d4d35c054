import JournalStore
import Records

/// One row of the quarantine in `--format json`.
public struct QuarantinePresentation: Encodable {
  struct Source: Encodable {
    let resource: String
    let key: RecordKey
    let fields: [String: PlainValue]
  }

  struct Wanted: Encodable {
    struct Child: Encodable {
      let key: String
      let fields: [String: PlainValue]
    }

    let resource: String
    let fields: [String: PlainValue]
    let children: [String: [Child]]
  }

  let id: Int?
  let flow: String
  let key: RecordKey
  /// What a person calls the record, in the operator's language.
  let name: String
  let fault: FaultPresentation
  /// The record as it was read; absent where it never was.
  let source: Source?
  /// What was to be written; absent where it did not come that far.
  let wanted: Wanted?
  /// Records that wait for this one.
  let waiting: [WaitingPresentation]
  let firstSeen: String
  let lastSeen: String
  let attempts: Int
  let isAcknowledged: Bool
  let note: String
  let mappingVersion: String

  /// - Parameter waiting: what waits for records of any flow.
  public init(_ row: QuarantineRow, waiting: [WaitingRow], language: Language) {
    id = row.id
    flow = row.flow
    key = row.key
    name = RecordName(row.resource, row.key.description).text(language)
    fault = FaultPresentation(row.located, language: language)
    source = row.source.map { Source(resource: $0.resource, key: $0.key, fields: $0.fields.plain) }
    wanted = row.wanted.map { wanted in
      Wanted(
        resource: wanted.resource, fields: wanted.fields.plain,
        children: wanted.children.mapValues { $0.map { Wanted.Child(key: $0.key, fields: $0.fields.plain) } })
    }
    self.waiting = waiting.filter { $0.set == row.flow && $0.awaited == row.key }.map(WaitingPresentation.init)
    firstSeen = row.firstSeen.iso8601
    lastSeen = row.lastSeen.iso8601
    attempts = row.attempts
    isAcknowledged = row.isAcknowledged
    note = row.note
    mappingVersion = row.mappingVersion
  }
}
