import Engine
import JournalStore
import Records

extension Report {
  /// The counts of each flow, in the order given. What was removed is told where anything was.
  public func counts(_ flows: [String: FlowCounts], order: [String]) -> String {
    let hasRemoved = flows.values.contains { $0.removed > 0 }
    var table = TextTable(
      header: [
        phrases.flow, phrases.read, phrases.created, phrases.updated, phrases.unchanged, phrases.held, phrases.waiting,
        phrases.quarantined,
      ] + (hasRemoved ? [phrases.removed] : []))
    for flow in order {
      guard let count = flows[flow] else { continue }
      let numbers =
        [
          count.read, count.created, count.updated, count.unchanged, count.held, count.waiting, count.quarantined,
        ] + (hasRemoved ? [count.removed] : [])
      table.rows.append([flow] + numbers.map(String.init))
    }
    return table.text
  }

  /// - Parameter openRows: how many rows in quarantine nobody has acknowledged.
  public func run(_ report: RunReport, order: [String], openRows: Int) -> String {
    var lines = report.flows.isEmpty ? [] : [counts(report.flows, order: order)]
    switch report.end {
    case .done: if openRows == 0 { lines.append(phrases.allDone) }
    case .incomplete: lines.append(phrases.incomplete)
    case .configuration: lines.append(phrases.configuration)
    }
    if let fault = report.fault { lines.append(self.fault(fault)) }
    if openRows > 0 { lines.append(phrases.unresolved(openRows)) }
    return lines.joined(separator: "\n")
  }

  /// - Parameters:
  ///   - counts: how many records of each flow are in each stage.
  ///   - open: how many rows in quarantine nobody has acknowledged.
  public func status(
    runs: [Run], counts: [String: [RecordState.Stage: Int]], open: Int, waiting: [WaitingRow], order: [String]
  ) -> String {
    var lines = [runs.first.map(lastRun) ?? phrases.neverRun]
    if let fault = runs.first?.fault { lines.append("  " + self.fault(fault).replacing("\n", with: "\n  ")) }
    if !counts.isEmpty { lines.append(stages(counts, order: order)) }
    let shown = 20
    lines += waiting.prefix(shown).map { row in
      "  \(title(row.flow, row.key)) \(phrases.waitsFor(name(row.set, row.awaited)))"
    }
    if waiting.count > shown { lines.append("  " + phrases.more(waiting.count - shown)) }
    if open > 0 { lines.append(phrases.unresolved(open)) }
    return lines.joined(separator: "\n")
  }

  private func lastRun(_ run: Run) -> String {
    let end = run.end.map(phrases.end) ?? phrases.stillRunning
    return "\(phrases.lastRun) #\(run.id)\(phrases.colon)\(run.started) – \(run.ended?.description ?? "…") UTC, \(end)"
  }

  private func stages(_ counts: [String: [RecordState.Stage: Int]], order: [String]) -> String {
    let stages: [(RecordState.Stage, String)] = [
      (.settled, phrases.settled), (.started, phrases.started), (.held, phrases.held), (.waiting, phrases.waiting),
      (.quarantined, phrases.quarantined), (.closed, phrases.closed),
    ]
    var table = TextTable(header: [phrases.flow] + stages.map(\.1))
    for flow in order {
      guard let count = counts[flow] else { continue }
      table.rows.append([flow] + stages.map { String(count[$0.0] ?? 0) })
    }
    return table.text
  }
}
