import Foundation

/// A transfer as the tables hold it, for proofs.
public struct ERPTransferProof: Sendable, Hashable {
  public let id: Int
  public let name: String
  /// "incoming", "outgoing" or "internal".
  public let code: String
  /// "draft", "waiting", "confirmed", "assigned", "done" or "cancel".
  public let state: String
  public let tracking: String?
  /// "yyyy-MM-dd HH:mm:ss" in UTC; nil until it is done.
  public let dateDone: String?
  public let backorderOf: Int?
  /// What was done, by the order's line.
  public let done: [Int: Decimal]

  init(_ id: Int, _ database: ERPDatabase) {
    let model = "stock.picking"
    self.id = id
    name = database.text(model, id, "name") ?? ""
    code = database.value(model, id, "picking_type_code", ERPContext(user: 1)).text ?? ""
    state = database.text(model, id, "state") ?? ""
    tracking = database.text(model, id, "carrier_tracking_ref")
    dateDone = database.text(model, id, "date_done")
    backorderOf = database.integer(model, id, "backorder_id")
    var done: [Int: Decimal] = [:]
    for move in database.moves(of: id) where database.text("stock.move", move, "state") == "done" {
      let line = database.integer("stock.move", move, "sale_line_id") ?? database.integer("stock.move", move, "_line")
      done[line ?? 0, default: 0] += database.number("stock.move", move, database.version.moveQuantity)
    }
    self.done = done
  }
}
