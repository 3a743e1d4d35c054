import Records

extension LoadDocument {
  /// - Parameter children: the models of the owned rows, by the parent's canonical field.
  init(_ write: Write, key: ExternalKey, model: Model, children: [String: Model]) throws(Fault) {
    var rows: [String: [Row]] = [:]
    for (name, given) in write.children where !given.isEmpty {
      let field = try model.field(name)
      guard let child = children[name] else { continue }
      rows[field.serverName] = try Self.rows(given, of: write.childKey ?? key, child: child)
    }
    self.init(externalID: ExternalID.text(key), cells: try Self.cells(write.fields, model), rows: rows)
  }

  /// Rows to be added to a document that exists, each a document of its own that points to its parent.
  static func additions(
    _ rows: [ChildWrite], of key: ExternalKey, parent: Int, inverse: String, child: Model
  ) throws(Fault) -> [LoadDocument] {
    let inverseField = try child.field(inverse)
    return try Self.rows(rows, of: key, child: child).map { row in
      var cells = row.cells
      cells[ValueCodec.column(inverseField)] = String(parent)
      return LoadDocument(externalID: row.externalID, cells: cells)
    }
  }

  private static func rows(_ given: [ChildWrite], of key: ExternalKey, child: Model) throws(Fault) -> [Row] {
    var rows: [Row] = []
    for row in given {
      rows.append(Row(externalID: ExternalID.text(row: row.key, of: key), cells: try cells(row.fields, child)))
    }
    return rows
  }

  /// A null is an empty cell, which says "nothing" and keeps Odoo's default out, as wanted. Only a required field,
  /// which cannot be nothing, gets no column: its default stands.
  private static func cells(_ fields: [String: Value], _ model: Model) throws(Fault) -> [String: String] {
    var cells: [String: String] = [:]
    for (name, value) in model.reconciled(fields) {
      let field = try model.field(name)
      guard field.isSent, value != .null || !field.schema.isRequired else { continue }
      cells[ValueCodec.column(field)] = try ValueCodec.cell(value, field)
    }
    return cells
  }
}
