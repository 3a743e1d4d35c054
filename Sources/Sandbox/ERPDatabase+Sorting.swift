import Foundation

extension ERPDatabase {
  private struct Key {
    let field: String
    let descending: Bool
  }

  /// The order that a model's records have when none is asked for.
  private static let orders: [String: String] = [
    "sale.order": "date_order desc, id desc", "sale.order.line": "order_id, sequence, id",
    "account.move": "date desc, name desc, invoice_date desc, id desc", "account.move.line": "id",
    "product.product": "default_code, name, id", "product.template": "name, id",
    "res.partner": "complete_name, id desc",
    "res.currency": "active desc, name", "res.lang": "active desc, name", "res.country": "name, id",
    "res.country.state": "code, id", "account.tax": "sequence, id",
    "stock.picking": "priority desc, scheduled_date, id desc",
    "stock.move": "sequence, id", "delivery.carrier": "sequence, id", "product.pricelist": "sequence, id",
    "product.pricelist.item": "applied_on, min_quantity desc, categ_id desc, id desc",
    "product.attribute": "sequence, id",
    "product.attribute.value": "attribute_id, sequence, id", "ir.model.data": "module, model, name",
    "product.category": "complete_name", "stock.location": "complete_name, id", "ir.attachment": "id desc",
    "account.journal": "sequence, type, code",
  ]

  /// Sorts by an `order` clause, which may be wrong: an unknown field is an error as in a domain. With `first`, no more than so many are
  /// needed.
  func checkedSort(
    _ model: String, _ ids: [Int], _ order: String?, first: Int? = nil, _ context: ERPContext
  ) throws(RPCFailure) -> [Int] {
    for key in Self.keys(order ?? "") where key.field != "id" && models[model]?.fields[key.field] == nil {
      throw RPCFailure.unknownField(key.field, on: model)
    }
    return sorted(model, ids, by: order, first: first, context)
  }

  func sorted(_ model: String, _ ids: [Int], by order: String?, first: Int? = nil, _ context: ERPContext) -> [Int] {
    let keys = Self.keys(order ?? Self.orders[model] ?? "id")
    guard ids.count > 1 else { return ids }
    if keys.count == 1, keys[0].field == "id" { return keys[0].descending ? ids.sorted(by: >) : ids.sorted() }
    let descending = keys.map(\.descending)
    let rows = ids.lazy.map { id in
      SortedRow(id: id, values: keys.map { self.sortValue(model, id, $0.field, context) })
    }
    guard let first, first < ids.count / 4 else {
      return rows.sorted { Self.isBefore($0, $1, descending) }.map(\.id)
    }
    var best: [SortedRow] = []
    for row in rows {
      if best.count >= first, let last = best.last, !Self.isBefore(row, last, descending) { continue }
      best.insert(row, at: Self.place(of: row, in: best, descending))
      if best.count > first { best.removeLast() }
    }
    return best.map(\.id)
  }

  private struct SortedRow {
    let id: Int
    let values: [RPCValue]
  }

  private static func place(of row: SortedRow, in rows: [SortedRow], _ descending: [Bool]) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(rows[middle], row, descending) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func isBefore(_ left: SortedRow, _ right: SortedRow, _ descending: [Bool]) -> Bool {
    for (index, isDescending) in descending.enumerated() {
      if isBefore(left.values[index], right.values[index]) { return !isDescending }
      if isBefore(right.values[index], left.values[index]) { return isDescending }
    }
    return left.id < right.id
  }

  private static func keys(_ order: String) -> [Key] {
    order.split(separator: ",").map { part in
      let words = part.split(separator: " ").map(String.init)
      return Key(field: words.first ?? "id", descending: words.dropFirst().first?.lowercased() == "desc")
    }
  }

  /// A many2one sorts as the record it points to does: orders by their date, others by their name.
  private func sortValue(_ model: String, _ id: Int, _ field: String, _ context: ERPContext) -> RPCValue {
    let value = value(model, id, field, context)
    guard let description = models[model]?.fields[field], description.kind == .many2one,
      let relation = description.relation,
      let target = value.reference
    else { return value }
    return relation == "sale.order" ? .integer(-target) : .text(displayName(relation, target, context))
  }

  /// PostgreSQL's ascending order: what is empty comes last.
  private static func isBefore(_ left: RPCValue, _ right: RPCValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.bool(false), .text), (.bool(false), .integer), (.bool(false), .decimal): false
    case (.text, .bool(false)), (.integer, .bool(false)), (.decimal, .bool(false)): true
    default: (left.number ?? 0) < (right.number ?? 0)
    }
  }
}
