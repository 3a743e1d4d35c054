import Engine
import JournalStore
import Records

/// What the command line prints, as text in the operator's language.
public struct Report: Sendable {
  private let phrases: Phrases
  private let language: Language

  public init(language: Language) {
    self.language = language
    phrases = Phrases(language: language)
  }

  /// The counts of each flow, in the order given.
  public func counts(_ flows: [String: FlowCounts], order: [String]) -> String {
    var table = TextTable(header: [
      phrases.flow, phrases.read, phrases.created, phrases.updated, phrases.unchanged, phrases.held, phrases.waiting,
      phrases.quarantined,
    ])
    for flow in order {
      guard let count = flows[flow] else { continue }
      let numbers = [
        count.read, count.created, count.updated, count.unchanged, count.held, count.waiting, count.quarantined,
      ]
      table.rows.append([flow] + numbers.map(String.init))
    }
    return table.text
  }

  public func run(_ report: RunReport, order: [String], openRows: Int) -> String {
    var lines = [counts(report.flows, order: order)]
    switch report.end {
    case .done: lines.append(openRows == 0 ? phrases.allDone : "\(openRows) \(phrases.unresolved)")
    case .incomplete: lines.append("\(phrases.incomplete): " + (report.fault.map(fault) ?? ""))
    case .configuration: lines.append("\(phrases.configuration): " + (report.fault.map(fault) ?? ""))
    }
    return lines.joined(separator: "\n")
  }

  /// A fault in two lines: what happened, what to do.
  public func fault(_ fault: Fault) -> String {
    let remedy = fault.remedy(language)
    return "\(fault.code): \(fault.cause(language))" + (remedy.isEmpty ? "" : "\n  \(remedy)")
  }

  public func quarantine(_ rows: [QuarantineRow], waiting: [WaitingRow]) -> String {
    guard !rows.isEmpty else { return phrases.emptyQuarantine }
    return rows.map { row in
      let dependents = waiting.filter { $0.set == row.flow && $0.awaited == row.key }
      var lines = ["#\(row.id ?? 0)  \(row.flow) \(row.key)  \(fault(row.fault))"]
      if !dependents.isEmpty {
        lines.append(
          "  \(phrases.waitingForThis): " + dependents.map { "\($0.flow) \($0.key)" }.joined(separator: ", "))
      }
      if row.isAcknowledged { lines.append("  \(phrases.acknowledged)" + (row.note.isEmpty ? "" : ": \(row.note)")) }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  public func quarantineRow(_ row: QuarantineRow, waiting: [WaitingRow]) -> String {
    var lines = [
      "\(phrases.what): \(row.flow) \(row.key)",
      "\(phrases.why): \(row.fault.code): \(row.fault.cause(language))",
      "\(phrases.remedy): \(row.fault.remedy(language))",
      "\(phrases.since) \(row.firstSeen) UTC, \(row.attempts) \(phrases.attempts)",
    ]
    if row.isAcknowledged { lines.append("\(phrases.acknowledged)" + (row.note.isEmpty ? "" : ": \(row.note)")) }
    let dependents = waiting.filter { $0.set == row.flow && $0.awaited == row.key }
    if !dependents.isEmpty {
      lines.append("\(phrases.waitingForThis): " + dependents.map { "\($0.flow) \($0.key)" }.joined(separator: ", "))
    }
    lines.append("\(phrases.details):")
    lines += row.fault.context.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    if let source = row.source {
      lines += source.fields.sorted { $0.key < $1.key }.map { "  \(source.resource).\($0.key): \($0.value)" }
    }
    if let wanted = row.wanted {
      lines += wanted.fields.sorted { $0.key < $1.key }.map { "  → \(wanted.resource).\($0.key): \($0.value)" }
      for (field, rows) in wanted.children.sorted(by: { $0.key < $1.key }) {
        lines += rows.map { "  → \(field)[\($0.key)]: \(Value.map($0.fields))" }
      }
    }
    return lines.joined(separator: "\n")
  }

  public func plan(_ changes: [PlannedChange]) -> String {
    guard !changes.isEmpty else { return phrases.nothingToDo }
    return changes.map { change in
      var lines = ["\(change.flow) \(change.key): \(verb(change.kind)) \(change.target)"]
      if let fault = change.fault { lines.append("  " + self.fault(fault)) }
      for field in change.fields {
        lines.append("  \(field.name): " + (field.current.map { "\(shown($0)) → " } ?? "") + shown(field.wanted))
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  public func match(_ report: MatchReport) -> String {
    var lines = [
      "\(report.flow): \(report.matched) \(phrases.matched), \(report.ambiguous.count) \(phrases.ambiguous), "
        + "\(report.missing.count) \(phrases.missing)"
        + (report.accepted > 0 ? ", \(report.accepted) \(phrases.accepted)" : "")
    ]
    lines += report.ambiguous.map { "  ? \($0.key) \(Value.map($0.fields)): \($0.fault?.context["candidates"] ?? "")" }
    lines += report.missing.map { "  - \($0.key) \(Value.map($0.fields))" }
    return lines.joined(separator: "\n")
  }

  public func status(
    runs: [Run], counts: [String: [RecordState.Stage: Int]], open: Int, waiting: [WaitingRow], order: [String]
  ) -> String {
    var lines: [String] = []
    if let run = runs.first {
      lines.append(
        "\(phrases.lastRun): #\(run.id), \(run.started) UTC – \(run.ended.map(\.description) ?? "…") \(run.end?.rawValue ?? "")"
      )
      if let fault = run.fault { lines.append("  " + self.fault(fault)) }
    } else {
      lines.append(phrases.neverRun)
    }
    for flow in order {
      guard let stages = counts[flow] else { continue }
      lines.append(
        "\(flow): "
          + stages.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }.joined(
            separator: ", "))
    }
    lines += waiting.prefix(20).map { "  \($0.flow) \($0.key) \(phrases.waitsFor) \($0.set) \($0.awaited)" }
    if open > 0 { lines.append("\(open) \(phrases.unresolved)") }
    return lines.joined(separator: "\n")
  }

  public func findings(_ findings: [Finding]) -> String {
    findings.map { finding in
      let fault = Fault(.configuration, finding.code, finding.message, context: finding.context, hint: finding.hint)
      let mark =
        switch finding.severity {
        case .ok: "✔"
        case .warning: "! \(phrases.warning)"
        case .error: "✘ \(phrases.error)"
        }
      let remedy = finding.severity == .ok ? "" : fault.remedy(language)
      return "\(mark) \(finding.code): \(fault.cause(language))" + (remedy.isEmpty ? "" : "\n    \(remedy)")
    }.joined(separator: "\n")
  }

  public func link(_ link: Link?, flow: String, key: RecordKey) -> String {
    guard let link else { return "\(flow) \(key) \(phrases.linkMissing)" }
    return "\(link.sourceSystem) \(link.source) = \(link.targetSystem) \(link.target)"
  }

  private func verb(_ kind: PlannedChange.Kind) -> String {
    switch kind {
    case .create: phrases.create
    case .update: phrases.update
    case .action: phrases.act
    case .link: phrases.link
    case .hold: phrases.hold
    case .wait: phrases.waitsFor
    case .quarantine: phrases.stop
    }
  }

  private func shown(_ value: Value) -> String { value.isEmpty ? phrases.nothing : value.description }
}
