import Records

/// What must happen to the owned rows of a document so that they are as wanted. Pure. Rows without an external id of
/// ours, added by a person, are never touched.
struct RowRewrite: Sendable, Hashable {
  /// A row as the server holds it.
  struct Current: Sendable, Hashable {
    var id: Int
    var externalID: String?
    var fields: [String: Value]
  }

  struct Change: Sendable, Hashable {
    var id: Int
    /// All wanted fields of the row, not only the differing ones: Odoo computes the price, name and taxes anew when
    /// product or quantity is written without them (FACTS-odoo, table: "qty and price_unit written together").
    var fields: [String: Value]
  }

  private(set) var changes: [Change] = []
  private(set) var additions: [ChildWrite] = []
  private(set) var removals: [Int] = []

  var isEmpty: Bool { changes.isEmpty && additions.isEmpty && removals.isEmpty }

  init(current: [Current], wanted: [ChildWrite], parent: ExternalKey, model: Model) {
    var ours: [String: Current] = [:]
    for row in current {
      guard let text = row.externalID, let key = ExternalID.row(text, of: parent) else { continue }
      ours[key] = row
    }
    var kept: Set<String> = []
    for row in wanted {
      let key = ExternalID.safe(row.key)
      kept.insert(key)
      guard let existing = ours[key] else {
        additions.append(row)
        continue
      }
      if Self.differs(row.fields, existing.fields, model) {
        changes.append(Change(id: existing.id, fields: row.fields))
      }
    }
    removals = ours.filter { !kept.contains($0.key) }.map(\.value.id).sorted()
  }

  static func differs(_ wanted: [String: Value], _ current: [String: Value], _ model: Model) -> Bool {
    wanted.contains { name, value in
      guard let field = model.fields[name], field.isSent else { return false }
      return !field.isComparable || !ValueCodec.areEqual(value, current[name] ?? .null, field)
    }
  }
}
