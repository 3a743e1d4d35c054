import Engine
import Records

/// What a first matching found, in `--format json`.
public struct MatchPresentation: Encodable {
  struct Row: Encodable {
    let key: RecordKey
    let fields: [String: PlainValue]
    let fault: FaultPresentation?
  }

  let flow: String
  let matched: Int
  let ambiguous: [Row]
  let missing: [Row]
  let accepted: Int

  public init(_ report: MatchReport, language: Language) {
    func row(_ row: MatchReport.Row) -> Row {
      Row(
        key: row.key, fields: row.fields.plain, fault: row.fault.map { FaultPresentation($0, language: language) })
    }
    flow = report.flow
    matched = report.matched
    ambiguous = report.ambiguous.map(row)
    missing = report.missing.map(row)
    accepted = report.accepted
  }
}
