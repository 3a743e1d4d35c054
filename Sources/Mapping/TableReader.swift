import Foundation
import Records

/// Reads one value table's nodes.
struct TableReader {
  private var reader = NodeReader()

  static func read(_ node: YAMLNode) -> (table: ValueTable, diagnostics: [Diagnostic]) {
    var reader = TableReader()
    let table = reader.table(node)
    return (table, reader.reader.diagnostics)
  }

  private mutating func table(_ node: YAMLNode) -> ValueTable {
    let keys = reader.section(node, .table)
    let scope = Scope(variables: [.key])
    var table = ValueTable()
    table.file = node.file.name
    table.node = node
    table.name = keys["table"].map { reader.word($0) } ?? ""
    if let name = keys["table"], !table.name.isEmpty, !NodeReader.isName(table.name) {
      reader.report("WRONG_SHAPE", name, "A table's name has letters, digits and underscores.")
    }
    table.about = keys["about"]?.scalar ?? ""
    table.source = keys["from"].map { reader.resource($0) }
    if let kind = keys["key"].flatMap({ reader.choice($0, ValueTable.KeyKind.allCases.map(\.rawValue)) }) {
      table.keyKind = ValueTable.KeyKind(rawValue: kind) ?? .integer
    }
    if let field = keys["key field"] { table.keyField = reader.field(field) }
    table.columns =
      keys["columns"].map { reader.named($0, scope).map { NamedFormula($0.name, $0.formula, $0.key) } } ?? []
    table.finds = keys["find"].map { finds($0, scope) } ?? []
    readRows(keys, &table)
    if table.source != nil {
      table.sourceFields = Array(
        table.columns.reduce(into: Set([table.keyField])) { $0.formUnion(CodeWalk.fields(in: $1.expression.code)) }
      )
      .sorted()
    }
    return table
  }

  private mutating func finds(_ node: YAMLNode, _ scope: Scope) -> [TableFind] {
    reader.entries(node, "columns to find").map { key, name, value in
      let keys = reader.section(value, .find, at: key)
      let pick = keys["pick"].flatMap { reader.choice($0, TableFind.Pick.allCases.map(\.rawValue)) }
      return TableFind(
        column: reader.field(key),
        resource: keys["in"].map { reader.resource($0) } ?? ResourceName(system: "", resource: ""),
        alternatives: keys["where"].map { alternatives($0, scope) } ?? [],
        pick: pick.flatMap { TableFind.Pick(rawValue: $0) } ?? .only,
        give: keys["give"].map { reader.field($0) } ?? "id", node: keys["in"] ?? value)
    }
  }

  private mutating func alternatives(_ node: YAMLNode, _ scope: Scope) -> [TableFind.Alternative] {
    guard let elements = node.elements else { return [alternative(node, scope)] }
    return elements.map { alternative($0, scope) }
  }

  private mutating func alternative(_ node: YAMLNode, _ scope: Scope) -> TableFind.Alternative {
    var condition: Formula?
    var conditions: [(field: String, value: Formula)] = []
    for (key, name, value) in reader.entries(node, "conditions (field: expression)") {
      let formula = reader.formula(value, scope)
      if name == "if" { condition = formula } else { conditions.append((reader.field(key), formula)) }
    }
    if conditions.isEmpty, node.entries != nil {
      reader.report("WRONG_SHAPE", node, "A condition is missing here: {code: iso}.")
    }
    return TableFind.Alternative(condition: condition, conditions: conditions)
  }

  private mutating func readRows(_ keys: [String: YAMLNode], _ table: inout ValueTable) {
    if let column = keys["rows by"] {
      table.rowsBy = reader.field(column)
      if !table.columns.contains(where: { $0.name == table.rowsBy }) {
        let hint =
          Nearest.name(to: table.rowsBy ?? "", among: table.columns.map(\.name)).map { "Did you mean `\($0)`?" } ?? ""
        reader.report(
          "UNKNOWN_COLUMN", column, "There is no column `\(table.rowsBy ?? "")`.", expected: table.columns.map(\.name),
          hint: hint)
      }
    }
    guard let rows = keys["rows"] else { return }
    let known = table.columns.map(\.name) + table.finds.map(\.column)
    for (keyNode, name, value) in reader.entries(rows, "rows: key, then column: value") {
      var row: [String: Value] = [:]
      for (key, column, formula) in reader.named(value, Scope()) {
        if !known.contains(column) {
          let hint = Nearest.name(to: column, among: known).map { "Did you mean `\($0)`?" } ?? ""
          reader.report("UNKNOWN_COLUMN", key, "There is no column `\(column)`.", expected: known, hint: hint)
        }
        guard let constant = formula.constant else {
          reader.report(
            "WRONG_SHAPE", formula.node, "A row holds constants: numbers, true, false, null and texts in quotes.")
          continue
        }
        row[column] = constant
      }
      guard let key = rowKey(name, keyNode, table) else { continue }
      if table.rows[key] != nil { reader.report("DUPLICATE_KEY", keyNode, "The row \(name) is written twice.") }
      table.rows[key] = row
    }
  }

  private mutating func rowKey(_ name: String, _ node: YAMLNode, _ table: ValueTable) -> Value? {
    if table.rowsBy != nil {
      if node.style != .quoted, let number = Decimal(exactly: name) { return .decimal(number) }
      return Value.text(name).normalized
    }
    switch table.keyKind {
    case .text: return Value.text(name).normalized
    case .integer, .decimal:
      guard let number = Decimal(exactly: name), number.isFinite,
        table.keyKind == .decimal || Arithmetic.integer(number) != nil
      else {
        reader.report(
          "WRONG_SHAPE", node, "The keys of this table are \(table.keyKind.rawValue)s.",
          hint: "`key: text` makes them texts.")
        return nil
      }
      return .decimal(number)
    }
  }
}
