import JournalStore
import Records

extension Report {
  /// Every row with its reason, its remedy and the command that sends it on.
  /// - Parameter waiting: what waits for records of any flow; each row names what waits for it.
  public func quarantine(_ rows: [QuarantineRow], waiting: [WaitingRow]) -> String {
    guard !rows.isEmpty else { return phrases.emptyQuarantine }
    let texts = rows.map { row in
      let fault = row.located
      let remedy = fault.remedy(language)
      var lines = [title(row) + "  " + fault.code, fault.cause(language)]
      if !remedy.isEmpty { lines.append("→ \(remedy)") }
      lines += steps(row).map { "→ \($0)" }
      if let dependents = dependents(row, waiting) {
        lines.append("\(phrases.waitingForThis)\(phrases.colon)\(dependents)")
      }
      if row.isAcknowledged { lines.append(phrases.seen + (row.note.isEmpty ? "" : "\(phrases.colon)\(row.note)")) }
      return lines.joined(separator: "\n    ")
    }
    return (texts + [phrases.rows(rows.count, seen: rows.count(where: \.isAcknowledged))]).joined(separator: "\n\n")
  }

  /// All of one row: the reason, the remedy, the record as it was read and as it was to be written.
  public func quarantineRow(_ row: QuarantineRow, waiting: [WaitingRow]) -> String {
    let fault = row.located
    var lines = LabelledLines()
    lines.append(phrases.why, "\(fault.code)\(phrases.colon)\(fault.cause(language))")
    lines.append(phrases.remedy, fault.remedy(language))
    lines.append(contentsOf: steps(row))
    let last = row.attempts > 1 ? " – \(row.lastSeen)" : ""
    lines.append(phrases.since, "\(row.firstSeen)\(last) UTC, \(phrases.attempts(row.attempts))")
    if row.isAcknowledged { lines.append(phrases.seen, row.note.isEmpty ? phrases.yes : row.note) }
    if let dependents = dependents(row, waiting) { lines.append(phrases.waitingForThis, dependents) }
    return ([title(row)] + lines.lines + evidence(row)).joined(separator: "\n")
  }

  private func title(_ row: QuarantineRow) -> String {
    let reference = row.source?["reference"].text.map { " (\($0))" } ?? ""
    return "#\(row.id ?? 0)  \(title(row.resource, row.key))\(reference)"
  }

  private func steps(_ row: QuarantineRow) -> [String] {
    (row.located.text()?.next ?? .replay).lines(row: String(row.id ?? 0), phrases)
  }

  private func dependents(_ row: QuarantineRow, _ waiting: [WaitingRow]) -> String? {
    let names = waiting.filter { $0.set == row.flow && $0.awaited == row.key }.map {
      RecordName($0.flow, $0.key.description).bare(language)
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func evidence(_ row: QuarantineRow) -> [String] {
    var lines: [String] = []
    if !row.fault.context.isEmpty {
      lines.append("\(phrases.details)\(phrases.colon)".trimmed)
      lines += row.fault.context.sorted { $0.key < $1.key }.map { "  \($0.key)\(phrases.colon)\($0.value)" }
    }
    if let source = row.source {
      lines.append("\(phrases.asRead) (\(source.resource) \(source.key))\(phrases.colon)".trimmed)
      lines += fields(source.fields)
    }
    if let wanted = row.wanted {
      lines.append("\(phrases.asMeant) (\(wanted.resource))\(phrases.colon)".trimmed)
      lines += fields(wanted.fields)
      for (field, rows) in wanted.children.sorted(by: { $0.key < $1.key }) {
        lines += rows.map { "  \(field)[\($0.key)]\(phrases.colon)\(Value.shown($0.fields, language))" }
      }
    }
    return lines
  }

  private func fields(_ fields: [String: Value]) -> [String] {
    fields.sorted { $0.key < $1.key }.map { "  \($0.key)\(phrases.colon)\($0.value.shown(language))" }
  }
}

extension String {
  fileprivate var trimmed: String { last == " " ? String(dropLast()) : self }
}
