import Records

extension ValueTable {
  /// One row of the table, from the source's record and what the file writes for it: its normalised key and its plain columns (found
  /// ones only where the file writes them).
  public func row(from record: Record) -> Evaluation<(key: Value, columns: [String: Value])> {
    let key = record[keyField].normalized
    return columns(for: key, record).map { (key: key, columns: $0) }
  }

  /// The conditions to look with, one list an alternative, in order; empty when no alternative applies. May demand other tables.
  public func probes(_ find: TableFind, key: Value, surroundings: Surroundings, set: MappingSet) -> Evaluation<
    [[Condition]]
  > {
    let row = source == nil ? set.ownRows[name]?.rows[key] : surroundings.tables[name]?.rows[key] ?? nil
    var interpreter = Interpreter(
      lets: [], reads: [], tables: set.ownRows, surroundings: surroundings,
      source: Source(Record(resource: name, key: RecordKey(values: [key]), fields: row ?? [:])))
    interpreter.variables[Code.Variable.key.rawValue] = key
    return interpreter.finish { interpreter throws(Stop) in
      var probes: [[Condition]] = []
      for alternative in find.alternatives {
        if let condition = alternative.condition, try !interpreter.condition(condition) { continue }
        var conditions: [Condition] = []
        for (field, formula) in alternative.conditions {
          conditions.append(Condition(field, .equals, try interpreter.value(of: formula)))
        }
        if conditions.allSatisfy({ !$0.value.isEmpty }) { probes.append(conditions) }
      }
      return probes
    }
  }

  /// The rows of a table without a source.
  func ownRows(_ problems: inout [Diagnostic]) -> OwnRows {
    var own = OwnRows(
      hasSource: source != nil, isOpen: source == nil && columns.isEmpty, finds: Set(finds.map(\.column)))
    guard source == nil else { return own }
    own.order = rows.keys.sorted(by: Comparison.precedes)
    for key in own.order {
      switch columns(for: key, Record(resource: name, key: RecordKey(values: [key]), fields: [:])) {
      case .value(let columns): own.rows[key] = columns
      case .fault(let fault):
        guard let node else { continue }
        problems.append(
          Diagnostic(
            .error, "BAD_ROW", (node["rows"] ?? node).location, "The row \(key) cannot be made: \(fault.message)",
            excerpt: node.file.excerpt(line: (node["rows"] ?? node).line)))
      default: continue
      }
    }
    return own
  }

  /// The row that the file writes for this value; a text in several languages is found by any of them.
  private func writtenRow(_ value: Value) -> [String: Value]? {
    if case .map(let texts) = value {
      return texts.sorted { $0.key < $1.key }.lazy.compactMap { writtenRow($0.value) }.first
    }
    let value = value.normalized
    return rows[value] ?? rows[.text(value.description)]
  }

  private func columns(for key: Value, _ record: Record) -> Evaluation<[String: Value]> {
    var interpreter = Interpreter(
      lets: [], reads: [], tables: [:], surroundings: Surroundings(now: Instant(secondsSince1970: 0)),
      source: Source(record))
    interpreter.variables[Code.Variable.key.rawValue] = key
    return interpreter.finish { interpreter throws(Stop) in
      var values: [String: Value] = [:]
      for column in columns { values[column.name] = try interpreter.value(of: column.expression) }
      let row = writtenRow(rowsBy.map { values[$0] ?? .null } ?? key)
      return values.merging(row ?? [:]) { _, own in own }
    }
  }
}
