import Records

/// One record to be created by `load`, as texts for cells, with its owned rows.
struct LoadDocument: Sendable, Hashable {
  struct Row: Sendable, Hashable {
    var externalID: String
    /// By column: "product_id/.id".
    var cells: [String: String]
  }

  var externalID: String
  var cells: [String: String]
  /// By the server's name of the one2many field.
  var rows: [String: [Row]]

  init(externalID: String, cells: [String: String], rows: [String: [Row]] = [:]) {
    self.externalID = externalID
    self.cells = cells
    self.rows = rows
  }

  /// Which columns it has. A column that one document lacks must not stand empty beside another that has it: an empty
  /// cell says "nothing" where a missing column leaves Odoo its default.
  struct Shape: Hashable {
    var columns: [String]
    var rowColumns: [[String]]
  }

  var shape: Shape {
    Shape(
      columns: cells.keys.sorted(),
      rowColumns: rows.sorted { $0.key < $1.key }.map { name, rows in
        [name] + Set(rows.flatMap { $0.cells.keys }).sorted()
      })
  }

  /// How many rows of the matrix it takes.
  var height: Int { max(1, rows.values.map(\.count).max() ?? 1) }
}
