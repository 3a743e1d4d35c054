import JournalStore
import Records

/// How things stand, in `--format json`.
public struct StatusPresentation: Encodable {
  struct LastRun: Encodable {
    let run: Int
    let started: String
    /// Absent while it is under way.
    let ended: String?
    let end: Run.End?
    let flows: [String: FlowCounts]
    let fault: FaultPresentation?
  }

  /// Absent before the first run.
  let lastRun: LastRun?
  /// How many records of each flow are in each stage.
  let flows: [String: [String: Int]]
  let waiting: [WaitingPresentation]
  /// Rows in quarantine that nobody has acknowledged.
  let openRows: Int

  public init(
    lastRun: Run?, counts: [String: [RecordState.Stage: Int]], waiting: [WaitingRow], openRows: Int, language: Language
  ) {
    self.lastRun = lastRun.map { run in
      LastRun(
        run: run.id, started: run.started.iso8601, ended: run.ended?.iso8601, end: run.end, flows: run.flows,
        fault: run.fault.map { FaultPresentation($0, language: language) })
    }
    flows = counts.mapValues { stages in
      Dictionary(uniqueKeysWithValues: stages.map { ($0.key.rawValue, $0.value) })
    }
    self.waiting = waiting.map(WaitingPresentation.init)
    self.openRows = openRows
  }
}
