import Foundation
import OrderedCollections
import Records

/// `load()`: records as rows of texts, with external ids; all or nothing (FACTS-odoo b/c; odoo/models.py `load`, `_load_records`).
struct ERPLoader {
  private let database: ERPDatabase
  private let model: String
  private let context: ERPContext
  private let paths: [[String]]
  private var messages: [RPCValue] = []

  /// One record of the import: its own columns and the rows of its one2many columns.
  private struct Item {
    var values: RPCMap
    var from: Int
    var to: Int
  }

  /// A record ready to be written.
  private struct Ready {
    var externalID: String?
    var databaseID: Int?
    var values: RPCMap
    var info: RPCMap
  }

  init(_ database: ERPDatabase, _ model: String, fields: [String], _ context: ERPContext) {
    self.database = database
    self.model = model
    self.context = context
    paths = fields.map { $0.split(separator: "/").map(String.init) }
  }

  /// Runs the import in the running transaction and gives `{ids, messages, nextrow}`.
  mutating func run(_ rows: [[RPCValue]]) throws(RPCFailure) -> RPCValue {
    for path in paths { try checkColumn(path, model) }
    let savepoint = database.savepoint
    var ready: [Ready] = []
    var ids: [Int] = []
    for (index, item) in extract(rows, paths, model, from: 0).enumerated() {
      let info: RPCMap = [
        "rows": ["from": .integer(item.from), "to": .integer(item.to)], "record": .integer(index),
      ]
      // A row may name one above it: what is pending is written first.
      if names(.map(item.values.filter { $0.key != "id" }), Set(ready.compactMap(\.externalID))) {
        ids += write(ready)
        ready = []
      }
      if let record = converted(item, info) { ready.append(record) }
    }
    ids += write(ready)
    database.flush()
    let failed = messages.contains { $0.map?["type"] == "error" }
    if failed { database.rollBack(to: savepoint) }
    return ["ids": failed ? .no : .ids(ids), "messages": .list(messages), "nextrow": 0]
  }

  /// Does any of the texts name one of these external ids?
  private func names(_ value: RPCValue, _ pending: Set<String>) -> Bool {
    guard !pending.isEmpty else { return false }
    return switch value {
    case .text(let text):
      text.split(separator: ",").contains { pending.contains(database.qualified(String($0), context)) }
    case .map(let map): map.contains { names($0.value, pending) }
    case .list(let list): list.contains { names($0, pending) }
    default: false
    }
  }

  private func checkColumn(_ path: [String], _ model: String) throws(RPCFailure) {
    guard let first = path.first, first != "id", first != ".id" else { return }
    guard let field = database.models[model]?.fields[first] else {
      throw database.version <= .v17 ? RPCFailure.key(first) : RPCFailure.value("Invalid field name '\(first)'")
    }
    if path.count > 1, let relation = field.relation { try checkColumn(Array(path.dropFirst()), relation) }
  }

  // MARK: Rows into records

  /// A row whose own columns are all blank continues the record above it.
  private func extract(_ rows: [[RPCValue]], _ paths: [[String]], _ model: String, from first: Int) -> [Item] {
    let fields = database.models[model]?.fields
    let own = paths.indices.filter { fields?[paths[$0][0]]?.kind != .one2many }
    let groups = OrderedSet(paths.indices.filter { fields?[paths[$0][0]]?.kind == .one2many }.map { paths[$0][0] })
    var items: [Item] = []
    var position = 0
    while position < rows.count {
      var end = position + 1
      if !groups.isEmpty {
        while end < rows.count, !own.contains(where: { isGiven(rows[end], $0) }),
          paths.indices.contains(where: { isGiven(rows[end], $0) })
        { end += 1 }
      }
      var values = RPCMap()
      for column in own { put(rows[position], column, paths[column], into: &values) }
      for group in groups {
        let columns = paths.indices.filter { paths[$0][0] == group }
        let below = rows[position..<end].map { row in columns.map { $0 < row.count ? row[$0] : .no } }
          .filter { row in row.contains(where: \.isTrue) }
        let relation = fields?[group]?.relation ?? ""
        let nested = extract(below, columns.map { Array(paths[$0].dropFirst()) }, relation, from: position)
        values[group] = .list(nested.map { .map($0.values) })
      }
      items.append(Item(values: values, from: first + position, to: first + end - 1))
      position = end
    }
    return items
  }

  private func isGiven(_ row: [RPCValue], _ column: Int) -> Bool { column < row.count && row[column].isTrue }

  private func put(_ row: [RPCValue], _ column: Int, _ path: [String], into values: inout RPCMap) {
    let value = column < row.count ? row[column] : .no
    guard path.count > 1 else {
      values[path[0]] = value
      return
    }
    var below = values[path[0]]?.map ?? [:]
    below[path[1]] = value
    values[path[0]] = .map(below)
  }

  // MARK: Texts into values

  private mutating func converted(_ item: Item, _ info: RPCMap) -> Ready? {
    var values = item.values
    let externalID = values.removeValue(forKey: "id")?.text
    let databaseID = values.removeValue(forKey: ".id").flatMap { Int($0.text ?? "") ?? $0.integer }
    let converter = ERPImportConverter(database, context)
    let (cells, problems) = converter.convert(model, values)
    for problem in problems {
      messages.append(.map(info.merging(problem, uniquingKeysWith: { own, _ in own })))
    }
    if !problems.isEmpty { return nil }
    let name = externalID.flatMap { $0.isEmpty ? nil : database.qualified($0, context) }
    return Ready(externalID: name, databaseID: databaseID, values: cells, info: info)
  }

  // MARK: Values into the tables

  private mutating func write(_ records: [Ready]) -> [Int] {
    var ids: [Int] = []
    var errors: [RPCMap] = []
    for record in records {
      let savepoint = database.savepoint
      do {
        ids.append(try write(record))
      } catch {
        database.rollBack(to: savepoint)
        errors.append(record.info.merging(Self.message(error, database.version), uniquingKeysWith: { $1 }))
        if errors.count >= 10 { break }
      }
    }
    // Since 18 the batch's own error is told first, against its first record (seen in the recordings).
    if database.version >= .v18, let first = errors.first, let head = records.first,
      first["record"] != head.info["record"]
    {
      messages.append(
        .map(head.info.merging(["type": "error", "message": first["message"] ?? ""], uniquingKeysWith: { $1 })))
    }
    messages += errors.map { .map($0) }
    return ids
  }

  private static func message(_ failure: RPCFailure, _ version: ERPVersion) -> RPCMap {
    let prefix = "The operation cannot be completed: "
    let plain = failure.message.hasPrefix(prefix) ? String(failure.message.dropFirst(prefix.count)) : failure.message
    let known = failure.name.hasPrefix("odoo.exceptions.") && version >= .v17
    return known || plain != failure.message
      ? ["type": "error", "message": .text(plain)]
      : [
        "type": "error", "message": .text("Unknown error during import: <class '\(failure.name)'>: \(failure.message)"),
        "moreinfo": "Resolve other errors first",
      ]
  }

  private func write(_ record: Ready) throws(RPCFailure) -> Int {
    let creates = context.values["mode"] == "update" && context.isOn("noupdate")
    if let id = record.databaseID {
      try database.write(model, [id], record.values, context)
      return id
    }
    guard let externalID = record.externalID else { return try database.create(model, record.values, context) }
    if let row = database.externalRow(externalID), let known = database.record(externalID) {
      guard known.model == model else {
        throw RPCFailure.validation(
          "For external id \(externalID) when trying to create/update a record of model \(model) found record of different "
            + "model \(known.model) (\(row))")
      }
      if database.exists(model, known.id) {
        let protected = context.values["mode"] == "update" && database.flag("ir.model.data", row, "noupdate")
        if !protected { try database.write(model, [known.id], record.values, context) }
        return known.id
      }
      database.removeRow("ir.model.data", row)
    }
    let id = try database.create(model, record.values, context)
    database.name(model, id, externalID, noUpdate: creates || context.isOn("noupdate"))
    return id
  }
}
