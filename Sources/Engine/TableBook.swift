import Foundation
import JournalStore
import Mapping
import Records

/// The value tables of a run: rows from the source systems, read once and kept in the journal for a day (a row that is not there makes the
/// table be read again, once a run), and columns found at the other system, asked for in batches and kept for the run.
actor TableBook {
  private static let lifetime = 86_400
  /// So many answers of the other system are kept of one table: a table may be asked for every record of a run.
  private static let mostFound = 5000

  private let parts: EngineParts
  private let writesCache: Bool
  private var contents: [String: TableContents] = [:]
  /// Tables whose rows come from the source's answer of this very run.
  private var current: Set<String> = []

  init(parts: EngineParts, writesCache: Bool) {
    self.parts = parts
    self.writesCache = writesCache
  }

  /// Fetches what evaluations asked for and hands the tables concerned to `surroundings`.
  func satisfy(_ demands: [Demand], _ surroundings: inout Surroundings) async throws {
    var columns: [String: [(key: Value, column: String)]] = [:]
    for demand in demands {
      switch demand {
      case .table(let name): try await load(name)
      case .row(let name, let key): try await loadRow(name, key)
      case .column(let name, let key, let column):
        try await loadRow(name, key)
        columns[name, default: []].append((key, column))
      case .link, .held: break
      }
    }
    for (name, wanted) in columns { try await find(wanted, in: name, &surroundings) }
    for name in Set(demands.compactMap(\.table)) { surroundings.tables[name] = contents[name] }
  }

  private func table(_ name: String) throws -> ValueTable {
    guard let table = parts.mappings.table(name) else {
      throw Fault(
        .configuration, "TABLE_UNKNOWN", "There is no table \(name).", context: ["table": name],
        hint: "Write tables/\(name).yaml beside the mapping files.")
    }
    return table
  }

  // MARK: Rows

  private func loadRow(_ name: String, _ key: Value) async throws {
    try await load(name)
    let table = try table(name)
    guard table.source != nil, contents[name]?.rows[key] == nil else { return }
    if !current.contains(name) { try await load(name, again: true) }
    if contents[name]?.rows[key] == nil { contents[name]?.rows[key] = .some(nil) }
  }

  private func load(_ name: String, again: Bool = false) async throws {
    guard again || contents[name] == nil else { return }
    let table = try table(name)
    var loaded = TableContents()
    loaded.isComplete = true
    // The rows of a table without a source are the mapping set's own: only what is found for them is asked for.
    if let source = table.source {
      for record in try await rows(of: table, source, again: again) {
        try add(table.row(from: record), to: &loaded, table)
      }
    }
    contents[name] = loaded
  }

  private func rows(of table: ValueTable, _ source: ResourceName, again: Bool) async throws -> [Record] {
    let cacheName = "table:\(table.name):\(table.sourceFields.joined(separator: ",")):\(Self.digest(of: table))"
    if !again, let data = try await parts.journal.cached(cacheName, now: parts.clock()),
      let records = try? JSONDecoder().decode([Record].self, from: data)
    {
      return records
    }
    guard let connector = parts.connectors[source.system] else { return [] }
    var records: [Record] = []
    let reader = try await connector.scan(
      ScanQuery(resource: source.resource, fields: table.sourceFields, includesArchived: true))
    while let page = try await reader.next() { records += page.records }
    current.insert(table.name)
    if writesCache {
      try await parts.journal.cache(
        cacheName, JSONEncoder().encode(records), expires: parts.clock().adding(Self.lifetime))
    }
    return records
  }

  /// What people write in the table is about what the source has today: an edit makes it be read again.
  private static func digest(of table: ValueTable) -> String {
    let rows = table.rows.map { key, columns in
      "\(key):\(columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
    }
    return Digest.short(.text(rows.sorted().joined(separator: "\n")))
  }

  private func add(
    _ row: Evaluation<(key: Value, columns: [String: Value])>, to loaded: inout TableContents, _ table: ValueTable
  ) throws {
    switch row {
    case .value(let row): loaded.append(row.key, row.columns)
    case .skip: break
    case let other: try refuse(other, table)
    }
  }

  private func refuse<T>(_ evaluation: Evaluation<T>, _ table: ValueTable) throws {
    if case .fault(let fault) = evaluation {
      throw Fault(
        .configuration, "TABLE_WRONG", "The table \(table.name) cannot be made: \(fault.message)",
        context: fault.context, hint: fault.hint)
    }
  }

  // MARK: Columns found at the other system

  private func find(_ wanted: [(key: Value, column: String)], in name: String, _ surroundings: inout Surroundings)
    async throws
  {
    let table = try table(name)
    if contents[name]?.found.count ?? 0 > Self.mostFound { contents[name]?.found = [:] }
    surroundings.tables[name] = contents[name]
    for find in table.finds {
      let keys = wanted.filter { $0.column == find.column }.map(\.key).uniqued()
      guard !keys.isEmpty else { continue }
      try await look(for: find, keys.filter { contents[name]?.found[$0]?[find.column] == nil }, table, &surroundings)
    }
  }

  private func look(for find: TableFind, _ keys: [Value], _ table: ValueTable, _ surroundings: inout Surroundings)
    async throws
  {
    var pending: [(key: Value, alternatives: [[Condition]])] = []
    for key in keys {
      if let alternatives = try await alternatives(find, key, table, &surroundings) {
        pending.append((key, alternatives))
      } else {
        note(.missing(searched: find.resource.description), key, find, table)
      }
    }
    var searched: [Value: [String]] = [:]
    while !pending.isEmpty {
      for (key, alternatives) in pending where alternatives.isEmpty {
        note(.missing(searched: searched[key]?.joined(separator: "; ") ?? find.resource.description), key, find, table)
      }
      let asked = pending.filter { !$0.alternatives.isEmpty }
      guard !asked.isEmpty, let connector = parts.connectors[find.resource.system] else { return }
      let answers = try await connector.find(
        asked.map { Probe(resource: find.resource.resource, conditions: $0.alternatives[0], fields: [find.give]) })
      pending = []
      for ((key, alternatives), candidates) in zip(asked, answers) {
        searched[key, default: []].append(
          "\(find.resource.resource) with " + alternatives[0].map { "\($0.field) \($0.value)" }.joined(separator: ", "))
        let chosen =
          find.pick == .first ? candidates.min { $0.key < $1.key } : candidates.count == 1 ? candidates[0] : nil
        if let chosen {
          note(.value(find.give == "id" ? chosen.key.value : chosen[find.give]), key, find, table)
        } else if candidates.count > 1 {
          note(.missing(searched: "\(searched[key]?.last ?? ""): \(candidates.count) of them"), key, find, table)
        } else {
          pending.append((key, Array(alternatives.dropFirst())))
        }
      }
    }
  }

  /// The conditions to look with. They may refer to other tables, which are fetched on the way; nil when those have no answer.
  private func alternatives(
    _ find: TableFind, _ key: Value, _ table: ValueTable, _ surroundings: inout Surroundings
  ) async throws -> [[Condition]]? {
    for _ in 0..<6 {
      switch table.probes(find, key: key, surroundings: surroundings, set: parts.mappings) {
      case .value(let alternatives): return alternatives
      case .demands(let demands): try await satisfy(demands, &surroundings)
      case .skip, .wait, .fault: return nil
      }
    }
    return nil
  }

  private func note(_ found: TableContents.Found, _ key: Value, _ find: TableFind, _ table: ValueTable) {
    contents[table.name]?.found[key, default: [:]][find.column] = found
  }
}

extension TableContents {
  fileprivate mutating func append(_ key: Value, _ columns: [String: Value]) {
    if rows.updateValue(.some(columns), forKey: key) == nil { order.append(key) }
  }
}

extension Demand {
  fileprivate var table: String? {
    switch self {
    case .row(let name, _), .column(let name, _, _), .table(let name): name
    case .link, .held: nil
    }
  }
}
