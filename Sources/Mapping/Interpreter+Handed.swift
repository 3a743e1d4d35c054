import Records

/// What is handed in: value tables, links, settings, holds.
extension Interpreter {
  mutating func handed(_ code: Code) throws(Stop) -> Value {
    switch code {
    case .row(let table, let key): return .map(try row(table, evaluate(key), isWhole: true))
    case .column(let table, let key, let column): return try self.column(table, evaluate(key), column)
    case .rows(let table, let keys):
      let keys = try Self.list(evaluate(keys), "lookups(\(table))")
      return .list(
        try collect(keys) { interpreter, key throws(Stop) in .map(try interpreter.row(table, key, isWhole: true)) })
    case .columns(let table, let keys, let column):
      let keys = try Self.list(evaluate(keys), "lookups(\(table))")
      return .list(try collect(keys) { interpreter, key throws(Stop) in try interpreter.column(table, key, column) })
    case .everyRow(let table): return .list(try everyRow(table))
    case .setting(let name): return surroundings.settings[name] ?? .null
    case .link(let set, let parts): return try link(set, key(set, parts))
    case .links(let set, let list):
      let keys = try Self.list(evaluate(list), "links(\(set))")
      return .list(
        try collect(keys) { interpreter, value throws(Stop) in try interpreter.link(set, Self.key(of: value, set)) })
    case .linked(let set, let parts): return .bool(try counterpart(set, key(set, parts)) != nil)
    case .accepted(let set, let parts):
      let key = try key(set, parts)
      return .bool(try counterpart(set, key) != nil && surroundings.unaccepted[set]?.contains(key) != true)
    case .held(let set, let parts):
      let key = try key(set, parts)
      guard let quantity = surroundings.held[set]?[key] else {
        note(.held(set: set, key: key))
        throw .demands
      }
      return .decimal(quantity)
    default: return .null
    }
  }

  /// The values for all items; one that is not known yet does not keep the others from telling what they need.
  mutating func collect(_ items: [Value], _ body: (inout Interpreter, Value) throws(Stop) -> Value) throws(Stop)
    -> [Value]
  {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    var isUnknown = false
    for item in items {
      do {
        values.append(try body(&self, item))
      } catch .demands {
        isUnknown = true
      } catch {
        throw error
      }
    }
    if isUnknown { throw .demands }
    return values
  }

  // MARK: Tables

  private mutating func row(_ table: String, _ key: Value, isWhole: Bool) throws(Stop) -> [String: Value] {
    let key = key.normalized
    guard let own = tables[table] else { throw Faults.gap(table, key) }
    let row: [String: Value]?
    if own.hasSource {
      row = try rowOfSource(table, key)
    } else {
      row = own.rows[key] ?? (own.isOpen && key != .null ? [:] : nil)
    }
    guard let row else { throw Faults.gap(table, key) }
    if isWhole { consult(table, key, "", .map(row)) }
    return row
  }

  private mutating func rowOfSource(_ table: String, _ key: Value) throws(Stop) -> [String: Value]? {
    if let known = surroundings.tables[table]?.rows[key] { return known }
    if key == .null || surroundings.tables[table]?.isComplete == true { return nil }
    note(.row(table: table, key: key))
    throw .demands
  }

  private mutating func column(_ table: String, _ key: Value, _ column: String) throws(Stop) -> Value {
    let key = key.normalized
    let row = try row(table, key, isWhole: false)
    let value: Value
    if let plain = row[column] {
      value = plain
    } else if tables[table]?.finds.contains(column) == true {
      value = try found(table, key, column)
    } else {
      value = .null
    }
    consult(table, key, column, value)
    return value
  }

  private mutating func found(_ table: String, _ key: Value, _ column: String) throws(Stop) -> Value {
    switch surroundings.tables[table]?.found[key]?[column] {
    case .value(let value): return value
    case .missing(let searched): throw Faults.gap(table, key, column: column, searched: searched)
    case nil:
      note(.column(table: table, key: key, column: column))
      throw .demands
    }
  }

  private mutating func everyRow(_ table: String) throws(Stop) -> [Value] {
    let own = tables[table]
    var keys = own?.order ?? []
    if own?.hasSource == true {
      guard let contents = surroundings.tables[table], contents.isComplete else {
        note(.table(table))
        throw .demands
      }
      keys = contents.order
    }
    var rows: [Value] = []
    for key in keys {
      let known = own?.hasSource == true ? surroundings.tables[table]?.rows[key] ?? nil : own?.rows[key]
      guard var row = known else { continue }
      consult(table, key, "", .map(row))
      row["key"] = key
      rows.append(.map(row))
    }
    return rows
  }

  // MARK: Links

  private mutating func key(_ set: String, _ parts: [Code]) throws(Stop) -> RecordKey {
    var values: [Value] = []
    for part in parts { values.append(try evaluate(part)) }
    return try Self.key(of: values.count == 1 ? values[0] : .list(values), set)
  }

  static func key(of value: Value, _ set: String) throws(Stop) -> RecordKey {
    let parts = value.list ?? [value]
    for part in parts where part.isEmpty { throw Faults.null("the key in \(set)") }
    return RecordKey(values: parts)
  }

  private mutating func counterpart(_ set: String, _ key: RecordKey) throws(Stop) -> RecordKey? {
    if let known = surroundings.links[set]?[key] { return known }
    note(.link(set: set, key: key))
    throw .demands
  }

  private mutating func link(_ set: String, _ key: RecordKey) throws(Stop) -> Value {
    guard let counterpart = try counterpart(set, key) else { throw .wait(.link(set: set, key: key)) }
    let names = surroundings.keyFields[set] ?? []
    guard names.count > 1, names.count == counterpart.parts.count else { return counterpart.value }
    return .map(
      Dictionary(zip(names, counterpart.parts.map { RecordKey($0).value }), uniquingKeysWith: { first, _ in first }))
  }
}
