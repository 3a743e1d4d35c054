import JournalStore
import Records

extension Report {
  /// Every row with its reason, its remedy and the command that sends it on. Rows that one remedy mends stand together
  /// below it.
  /// - Parameter waiting: what waits for records of any flow; each row names what waits for it.
  public func quarantine(_ rows: [QuarantineRow], waiting: [WaitingRow]) -> String {
    guard !rows.isEmpty else { return phrases.emptyQuarantine }
    let texts = groups(rows).map { group in
      group.count == 1 ? single(group[0], waiting) : several(group, waiting)
    }
    return (texts + [phrases.rows(rows.count, seen: rows.count(where: \.isAcknowledged))]).joined(separator: "\n\n")
  }

  /// Rows with the same code and remedy, in the order of their first row.
  private func groups(_ rows: [QuarantineRow]) -> [[QuarantineRow]] {
    var groups: [[QuarantineRow]] = []
    var places: [String: Int] = [:]
    for row in rows {
      let mark = row.fault.code + row.located.remedy(language)
      if let place = places[mark] {
        groups[place].append(row)
      } else {
        places[mark] = groups.count
        groups.append([row])
      }
    }
    return groups
  }

  private func single(_ row: QuarantineRow, _ waiting: [WaitingRow]) -> String {
    let lines = ["\(title(row))  \(row.fault.code)", row.located.cause(language)] + remedy([row]) + notes(row, waiting)
    return lines.joined(separator: "\n    ")
  }

  private func several(_ rows: [QuarantineRow], _ waiting: [WaitingRow]) -> String {
    let heading = ["\(rows[0].fault.code), \(phrases.rows(rows.count))"] + remedy(rows)
    let entries = rows.map { row in
      (["    " + title(row), row.located.cause(language)] + notes(row, waiting)).joined(separator: "\n        ")
    }
    return ([heading.joined(separator: "\n    ")] + entries).joined(separator: "\n")
  }

  private func remedy(_ rows: [QuarantineRow]) -> [String] {
    let remedy = rows[0].located.remedy(language)
    return ((remedy.isEmpty ? [] : [remedy]) + steps(rows)).map { "→ \($0)" }
  }

  private func notes(_ row: QuarantineRow, _ waiting: [WaitingRow]) -> [String] {
    var lines: [String] = []
    if let dependents = dependents(row, waiting) {
      lines.append("\(phrases.waitingForThis)\(phrases.colon)\(dependents)")
    }
    if row.isAcknowledged { lines.append(phrases.seen + (row.note.isEmpty ? "" : "\(phrases.colon)\(row.note)")) }
    return lines
  }

  /// What `acknowledge`, `dismiss` and `replay --later` answer.
  public func acknowledged(_ row: Int) -> String { phrases.acknowledged(row) }
  public func dismissed(_ row: Int) -> String { phrases.dismissed(row) }
  public func marked(_ rows: Int) -> String { phrases.marked(rows) }

  /// All of one row: the reason, the remedy, the record as it was read and as it was to be written.
  public func quarantineRow(_ row: QuarantineRow, waiting: [WaitingRow]) -> String {
    let fault = row.located
    var lines = LabelledLines()
    lines.append(phrases.why, "\(fault.code)\(phrases.colon)\(fault.cause(language))")
    lines.append(phrases.remedy, fault.remedy(language))
    lines.append(contentsOf: steps([row]))
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

  /// The commands for rows that are mended alike. Only a replay takes many numbers.
  private func steps(_ rows: [QuarantineRow]) -> [String] {
    let next = rows[0].located.text()?.next ?? .replay
    let isFew = rows.count == 1 || (next == .replay && rows.count <= 20)
    let numbers = rows.map { String($0.id ?? 0) }.joined(separator: " ")
    return next.lines(row: isFew ? numbers : phrases.rowPlaceholder, phrases)
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
