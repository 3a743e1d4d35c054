import Engine
import JournalStore
import Records

/// A run's report in `--format json`.
public struct RunPresentation: Encodable {
  let run: Int
  let end: Run.End
  let flows: [String: FlowCounts]
  /// Rows in quarantine that nobody has acknowledged.
  let openRows: Int
  /// Absent when nothing stopped the run.
  let fault: FaultPresentation?

  public init(_ report: RunReport, openRows: Int, language: Language) {
    run = report.run
    end = report.end
    flows = report.flows
    self.openRows = openRows
    fault = report.fault.map { FaultPresentation($0, language: language) }
  }
}
