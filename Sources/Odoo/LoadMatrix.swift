/// The arguments of `load`: column names and rows of texts. A document takes as many rows as it has owned rows; on all
/// but its first row its own columns are empty, which is how Odoo knows that they belong together (FACTS-odoo b,
/// "Orders").
struct LoadMatrix: Sendable, Hashable {
  private(set) var fields: [String]
  private(set) var data: [[String]] = []
  /// Which rows of the matrix each document took, in order.
  private(set) var ranges: [Range<Int>] = []

  /// - Parameter documents: of one shape. A row without one of the columns that others of its field have gets an empty
  ///   cell.
  init(_ documents: [LoadDocument]) {
    let own = Set(documents.flatMap { $0.cells.keys }).sorted()
    let names = Set(documents.flatMap { $0.rows.keys }).sorted()
    let rowColumns = names.map { name in
      Set(documents.flatMap { $0.rows[name] ?? [] }.flatMap { $0.cells.keys }).sorted()
    }
    fields = ["id"] + own
    for (name, columns) in zip(names, rowColumns) {
      fields += ["\(name)/id"] + columns.map { "\(name)/\($0)" }
    }
    for document in documents {
      let start = data.count
      for line in 0..<document.height {
        var row =
          line == 0
          ? [document.externalID] + own.map { document.cells[$0] ?? "" } : Array(repeating: "", count: 1 + own.count)
        for (name, columns) in zip(names, rowColumns) {
          let child = document.rows[name].flatMap { $0.indices.contains(line) ? $0[line] : nil }
          row.append(child?.externalID ?? "")
          row += columns.map { child?.cells[$0] ?? "" }
        }
        data.append(row)
      }
      ranges.append(start..<data.count)
    }
  }

  /// The document to which a row of the matrix belongs.
  func document(atRow row: Int) -> Int? { ranges.firstIndex { $0.contains(row) } }

  var arguments: [OdooCall.Argument] {
    [OdooCall.Argument("fields", .strings(fields)), OdooCall.Argument("data", .array(data.map { .strings($0) }))]
  }
}
