import Engine
import JournalStore
import Records

extension Report {
  /// What a sync would do, field by field.
  public func plan(_ changes: [PlannedChange]) -> String {
    // What is not due yet is counted, and not listed: a shop has thousands of those.
    let changes = changes.filter { $0.kind != .hold }
    guard !changes.isEmpty else { return phrases.nothingToDo }
    return changes.map { change in
      var lines = ["\(title(change.flow, change.key))\(phrases.colon)\(phrases.planned(change.kind, target(change)))"]
      if let fault = change.fault {
        let located = fault.adding(["record": "\(change.flow) \(change.key)"])
        lines.append("  " + self.fault(located).replacing("\n", with: "\n  "))
      }
      for field in change.fields {
        let current = field.current.map { "\($0.shown(language)) → " } ?? ""
        lines.append("  \(field.name)\(phrases.colon)\(current)\(field.wanted.shown(language))")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What is waited for is a record of a flow; everything else is called as the other system calls it.
  private func target(_ change: PlannedChange) -> String {
    let parts = change.target.split(separator: " ", maxSplits: 1).map(String.init)
    guard change.kind == .wait, parts.count == 2 else { return change.target.replacing("(new)", with: phrases.new) }
    return RecordName(parts[0], parts[1]).text(language)
  }

  /// What a first matching found, and every record that needs a person.
  public func match(_ report: MatchReport) -> String {
    var counts = [phrases.matched(report.matched), phrases.ambiguous(report.ambiguous.count)]
    counts.append(phrases.missing(report.missing.count))
    if report.accepted > 0 { counts.append(phrases.accepted(report.accepted)) }
    var lines = ["\(report.flow)\(phrases.colon)\(counts.joined(separator: ", "))"]
    lines += report.ambiguous.map { row in
      let candidates = row.fault.flatMap { ContextWords(fault: $0, language: language).word("candidates") } ?? ""
      return "  ? \(described(row, report.flow)) → \(candidates)"
    }
    lines += report.missing.map { "  - \(described($0, report.flow))" }
    return lines.joined(separator: "\n")
  }

  private func described(_ row: MatchReport.Row, _ flow: String) -> String {
    let fields = Value.shown(row.fields, language, without: ["id", "key"])
    return title(flow, row.key) + (fields.isEmpty ? "" : "\(phrases.colon)\(fields)")
  }

  /// What an examination found, worst last so that it stands where the eye is.
  public func findings(_ findings: [Finding]) -> String {
    let severities = Finding.Severity.allCases
    let sorted = severities.flatMap { severity in findings.filter { $0.severity == severity } }
    let texts = sorted.map { finding in
      let fault = Fault(.configuration, finding.code, finding.message, context: finding.context, hint: finding.hint)
      let mark =
        switch finding.severity {
        case .ok: "✔"
        case .warning: "!"
        case .error: "✘"
        }
      let cause = fault.cause(language, severity: finding.severity).replacing("\n", with: "\n  ")
      let remedy = finding.severity == .ok ? "" : fault.remedy(language, severity: finding.severity)
      let code = finding.severity == .ok ? "" : "\(finding.code)\(phrases.colon)"
      return "\(mark) \(code)\(cause)" + (remedy.isEmpty ? "" : "\n  → \(remedy)")
    }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    return (texts + [phrases.summary(errors: errors, warnings: warnings)]).joined(separator: "\n")
  }

  /// Which record is which on the other side.
  public func link(_ link: Link?, flow: String, key: RecordKey) -> String {
    guard let link else { return "\(title(flow, key)) \(phrases.linkMissing)" }
    let accepted = link.isAccepted ? "" : " \(phrases.notAccepted)"
    return "\(title(flow, link.source)) (\(link.sourceSystem)) = \(link.target) (\(link.targetSystem))\(accepted)"
  }
}
