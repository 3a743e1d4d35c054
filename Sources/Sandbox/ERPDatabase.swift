import Foundation
import Records

/// The tables of one simulated database, its sequences and its running transaction. Everything is synchronous: the server's actor lets one
/// call in at a time, so every call is one serial transaction.
final class ERPDatabase {
  let version: ERPVersion
  var settings: ERPSettings
  private(set) var models: [String: ERPModel]
  private var tables: [String: ERPTable] = [:]
  private var sequences: [String: Int] = [:]
  private var undo: [Undo] = []
  /// The running transaction's start, with microseconds: every row it writes carries it (FACTS-odoo i).
  private(set) var now = ""

  /// Options that are switched off, by the external id of their group.
  var groupsOff: Set<String> = []
  /// Orders and invoices whose totals are out of date until `flush`.
  var dirtyOrders: Set<Int> = []
  var dirtyInvoices: Set<Int> = []
  /// The invoices that the payment wizard being created is for.
  var pendingRegistration: [Int] = []

  /// Rises with every written cell: what was computed before holds as long as it has not.
  private(set) var changes = 0
  /// The stock that was added up last.
  var lastLevel: KnownLevel?

  struct KnownLevel {
    let product: Int
    let warehouses: Set<Int>?
    let changes: Int
    let level: ERPStockLevel
  }

  private enum Undo {
    case cell(ERPTable, Int, String, RPCValue?)
    case inserted(ERPTable, Int)
    case removed(ERPTable, Int, [RPCValue?])
  }

  init(version: ERPVersion, settings: ERPSettings, models: [String: ERPModel]) {
    self.version = version
    self.settings = settings
    self.models = models
  }

  func removeModel(_ name: String) { models[name] = nil }

  var rounding: ERPTaxRounding {
    let stored = table("res.company").get(1, "tax_calculation_rounding_method")?.text
    return stored.flatMap(ERPTaxRounding.init(rawValue:)) ?? settings.rounding
      ?? (version == .v19 ? .globally : .perLine)
  }

  var taxEngine: ERPTaxEngine { ERPTaxEngine(version: version, rounding: rounding) }

  // MARK: Transactions

  /// Runs one call: what it wrote stays when it returns and is undone when it throws.
  func transaction<Result>(_ body: () throws(RPCFailure) -> Result) throws(RPCFailure) -> Result {
    begin()
    do {
      let result = try body()
      flush()
      undo.removeAll(keepingCapacity: true)
      return result
    } catch {
      rollBack(to: 0)
      throw error
    }
  }

  private func begin() {
    dirtyOrders = []
    dirtyInvoices = []
    undo.removeAll(keepingCapacity: true)
    now = Self.stamp(settings.clock())
  }

  /// `yyyy-MM-dd HH:mm:ss.ffffff` in UTC.
  static func stamp(_ date: Date) -> String {
    let microseconds = Int((date.timeIntervalSince1970 * 1_000_000).rounded(.down))
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let fraction = String(rest)
    return Instant(secondsSince1970: seconds).description + "."
      + String(repeating: "0", count: max(0, 6 - fraction.count)) + fraction
  }

  /// The transaction's start without microseconds.
  var nowSeconds: String { String(now.prefix(19)) }
  var today: String { String(now.prefix(10)) }

  /// Where a later `rollBack` goes back to.
  var savepoint: Int { undo.count }

  func rollBack(to savepoint: Int) {
    changes += 1
    while undo.count > savepoint, let step = undo.popLast() {
      switch step {
      case .cell(let table, let id, let field, let value): _ = table.set(id, field, value)
      case .inserted(let table, let id): _ = table.remove(id)
      case .removed(let table, let id, let cells): table.restore(id, cells)
      }
    }
  }

  // MARK: Rows

  func table(_ model: String) -> ERPTable {
    if let table = tables[model] { return table }
    let table = ERPTable(model: models[model] ?? ERPModel(name: model, fields: [:]))
    tables[model] = table
    return table
  }

  func exists(_ model: String, _ id: Int) -> Bool { table(model).contains(id) }

  func insertRow(_ model: String) -> Int {
    let table = table(model)
    changes += 1
    let id = table.insert()
    undo.append(.inserted(table, id))
    return id
  }

  func removeRow(_ model: String, _ id: Int) {
    let table = table(model)
    guard table.contains(id) else { return }
    changes += 1
    undo.append(.removed(table, id, table.remove(id)))
  }

  /// The stored cell; nil when it was never written.
  func cell(_ model: String, _ id: Int, _ field: String) -> RPCValue? { table(model).get(id, field) }

  /// Writes a cell without any of the model's rules and without moving `write_date`.
  func set(_ model: String, _ id: Int, _ field: String, _ value: RPCValue) {
    let table = table(model)
    changes += 1
    let before = table.set(id, field, value)
    undo.append(.cell(table, id, field, before))
  }

  /// Moves the row's `write_date` to the transaction's start.
  func touch(_ model: String, _ id: Int, user: Int) {
    set(model, id, "write_date", .text(now))
    set(model, id, "write_uid", .integer(user))
  }

  /// The next number of a sequence; never given back, even when the transaction fails.
  func next(_ sequence: String) -> Int {
    let number = (sequences[sequence] ?? 0) + 1
    sequences[sequence] = number
    return number
  }

  // MARK: Typed cells

  func integer(_ model: String, _ id: Int, _ field: String) -> Int? { cell(model, id, field)?.reference }
  func number(_ model: String, _ id: Int, _ field: String) -> Decimal { cell(model, id, field)?.number ?? 0 }
  func text(_ model: String, _ id: Int, _ field: String) -> String? { cell(model, id, field)?.text }
  func flag(_ model: String, _ id: Int, _ field: String) -> Bool { cell(model, id, field) == .yes }
  func references(_ model: String, _ id: Int, _ field: String) -> [Int] {
    cell(model, id, field)?.list?.compactMap(\.integer) ?? []
  }

  /// Ids of the rows that point to `id` with this field, in ascending order.
  func inverse(_ model: String, _ field: String, _ id: Int) -> [Int] {
    table(model).ids(where: field, is: .integer(id))
  }

  // MARK: External ids

  /// The id of `ir.model.data`'s row for "module.name".
  func externalRow(_ externalID: String) -> Int? {
    table("ir.model.data").ids(where: "complete_name", is: .text(externalID)).first
  }

  func record(_ externalID: String) -> (model: String, id: Int)? {
    guard let row = externalRow(externalID), let model = text("ir.model.data", row, "model"),
      let id = integer("ir.model.data", row, "res_id")
    else { return nil }
    return (model, id)
  }

  func externalIDs(_ model: String, _ id: Int) -> [String] {
    inverse("ir.model.data", "res_id", id).filter { text("ir.model.data", $0, "model") == model }
      .compactMap { text("ir.model.data", $0, "complete_name") }
  }

  func name(_ model: String, _ id: Int, _ externalID: String, noUpdate: Bool = false) {
    let parts = externalID.split(separator: ".", maxSplits: 1).map(String.init)
    let row = insertRow("ir.model.data")
    let values: [(String, RPCValue)] = [
      ("module", .text(parts[0])), ("name", .text(parts.last ?? "")), ("complete_name", .text(externalID)),
      ("model", .text(model)), ("res_id", .integer(id)), ("noupdate", .bool(noUpdate)),
      ("create_date", .text(now)), ("write_date", .text(now)),
    ]
    for (field, value) in values { set("ir.model.data", row, field, value) }
  }
}
