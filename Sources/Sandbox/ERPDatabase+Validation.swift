import Foundation

/// Doing transfers, with the wizards that stand in their way (FACTS-odoo e).
extension ERPDatabase {
  func finishMoveWrite(_ id: Int, _ values: RPCMap) {
    if values["quantity"] != nil || values["quantity_done"] != nil { set("stock.move", id, "_typed", .yes) }
  }

  func validate(_ ids: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    for id in ids {
      if let wizard = try obstacle(id, context) { return wizard }
    }
    let dropped = Set(context.values["picking_ids_not_to_backorder"]?.references ?? [])
    for id in ids { transfer(id, dropRest: dropped.contains(id)) }
    return .yes
  }

  /// The wizard that a person would see instead of a done transfer; nil when nothing stands in the way.
  private func obstacle(_ id: Int, _ context: ERPContext) throws(RPCFailure) -> RPCValue? {
    let moves = moves(of: id).filter(isOpen)
    let done = moves.map(doneQuantity)
    if done.allSatisfy({ $0 == 0 }) {
      let reserved = moves.contains { number("stock.move", $0, "_reserved") > 0 }
      guard version == .v16, reserved else { throw RPCFailure.user(nothingReserved) }
      if !context.isOn("skip_immediate") {
        return wizard("Immediate Transfer?", "stock.immediate.transfer", id, context)
      }
    }
    let short = zip(moves, done).contains { number("stock.move", $0, "product_uom_qty") > $1 }
    if short, !context.isOn("skip_backorder") {
      return wizard("Create Backorder?", "stock.backorder.confirmation", id, context)
    }
    let partner = integer("stock.picking", id, "partner_id")
    let phones = ["phone", "mobile"].compactMap { field in partner.flatMap { text("res.partner", $0, field) } }
    if !phones.isEmpty, !context.isOn("skip_sms") { return wizard("SMS", "confirm.stock.sms", id, context) }
    return nil
  }

  private var nothingReserved: String {
    version == .v16
      ? "You cannot validate a transfer if no quantities are reserved nor done. To force the transfer, switch in edit mode and "
        + "encode the done quantities."
      : "You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities."
  }

  private func wizard(_ name: String, _ model: String, _ picking: Int, _ context: ERPContext) -> RPCValue {
    var context = context.values
    context["button_validate_picking_ids"] = [.integer(picking)]
    if model != "confirm.stock.sms" {
      context["default_show_transfers"] = false
      context["default_pick_ids"] = [[4, .integer(picking)]]
    }
    return [
      "name": .text(name), "type": "ir.actions.act_window", "view_mode": "form", "res_model": .text(model),
      "views": [[979, "form"]], "view_id": 979, "target": "new", "context": .map(context),
    ]
  }

  private func doneQuantity(_ move: Int) -> Decimal {
    guard version >= .v17 else { return number("stock.move", move, "quantity_done") }
    let siblings = integer("stock.move", move, "picking_id").map(moves) ?? []
    let anyPicked = siblings.contains { flag("stock.move", $0, "picked") }
    return anyPicked && !flag("stock.move", move, "picked") ? 0 : number("stock.move", move, "quantity")
  }

  /// What 16 calls "set quantities": done becomes what is reserved.
  func setQuantitiesToReservation(_ picking: Int) {
    for move in moves(of: picking) {
      set("stock.move", move, "quantity_done", .decimal(number("stock.move", move, "_reserved")))
      touch("stock.move", move, user: 1)
    }
  }

  /// Ships what is done; the rest goes to a new transfer or is dropped.
  func transfer(_ picking: Int, dropRest: Bool) {
    var rest: [Int] = []
    let open = moves(of: picking).filter(isOpen)
    // Asked before anything is done: what is picked counts for all moves of the transfer.
    for (move, done) in open.map({ ($0, doneQuantity($0)) }) {
      guard done > 0 else {
        if dropRest { cancel(move: move) } else { rest.append(move) }
        continue
      }
      let missing = number("stock.move", move, "product_uom_qty") - done
      // Since 17 a move whose rest is dropped keeps its demand; else the rest is a move of its own (measured).
      if missing > 0, !dropRest || version == .v16 {
        let remainder = split(move, missing)
        if dropRest { cancel(move: remainder) } else { rest.append(remainder) }
      }
      finish(move, done)
    }
    set("stock.picking", picking, "state", "done")
    set("stock.picking", picking, "date_done", .text(nowSeconds))
    touch("stock.picking", picking, user: 1)
    if !rest.isEmpty { backorder(picking, rest) }
    if let order = integer("stock.picking", picking, "sale_id") { dirtyOrders.insert(order) }
  }

  /// Takes so much of a move's demand to a new one; gives it.
  private func split(_ move: Int, _ quantity: Decimal) -> Int {
    let kept = number("stock.move", move, "product_uom_qty") - quantity
    set("stock.move", move, "product_uom_qty", .decimal(kept))
    let copied = ["product_id", "sale_line_id", "name", "_line", "_next", "_final"]
    var values = RPCMap(copied.map { ($0, cell("stock.move", move, $0) ?? .no) }, uniquingKeysWith: { $1 })
    values["product_uom_qty"] = .decimal(quantity)
    return addMove(integer("stock.move", move, "picking_id") ?? 0, values)
  }

  private func finish(_ move: Int, _ done: Decimal) {
    let product = integer("stock.move", move, "product_id") ?? 0
    let from = integer("stock.move", move, "location_id") ?? 0
    let to = integer("stock.move", move, "location_dest_id") ?? 0
    release(move)
    set("stock.move", move, version.moveQuantity, .decimal(done))
    set(state: "done", ofMove: move)
    if isStorable(product) {
      change(quant: quant(product, at: from), by: -done)
      change(quant: quant(product, at: to), by: done)
      freeReservations(product, at: from)
    }
    if integer("stock.move", move, "_line") != nil { forward(move, done) }
    if from == Self.vendors { assignWaiting(product, at: to) }
    guard let line = integer("stock.move", move, "sale_line_id") else { return }
    set("sale.order.line", line, "qty_delivered", .decimal(number("sale.order.line", line, "qty_delivered") + done))
    touch("sale.order.line", line, user: 1)
  }

  /// What was picked can be delivered: by the move that waits for it, or by one made now.
  private func forward(_ move: Int, _ picked: Decimal) {
    if let next = integer("stock.move", move, "_next"), isOpen(next) {
      set(state: "confirmed", ofMove: next)
      if let picking = integer("stock.move", next, "picking_id") { assign(picking) }
      return
    }
    guard let picking = integer("stock.move", move, "picking_id"),
      let order = integer("stock.picking", picking, "sale_id"), let line = integer("stock.move", move, "_line")
    else { return }
    let warehouse = integer("stock.picking", picking, "_warehouse") ?? 1
    let output = cell("stock.move", move, "location_dest_id") ?? .no
    let open = inverse("stock.picking", "sale_id", order).first {
      isOpenTransfer($0) && text("stock.picking", $0, "_kind") == ERPTransferKind.delivery.name
    }
    let delivery = open ?? newDelivery(order, warehouse, from: output)
    addMove(
      delivery,
      [
        "product_id": cell("stock.move", move, "product_id") ?? .no, "name": cell("stock.move", move, "name") ?? .no,
        "sale_line_id": .integer(line), "product_uom_qty": .decimal(picked),
      ])
    assign(delivery)
  }

  /// The rest of a transfer: a new one that its moves go over to, with what they have reserved.
  private func backorder(_ picking: Int, _ rest: [Int]) {
    let kept = ["partner_id", "sale_id", "origin", "carrier_id", "move_type", "location_id", "location_dest_id"]
    var values = RPCMap(kept.map { ($0, cell("stock.picking", picking, $0) ?? .no) }, uniquingKeysWith: { $1 })
    values["backorder_id"] = .integer(picking)
    let kind = ERPTransferKind.allCases.first { $0.name == text("stock.picking", picking, "_kind") } ?? .delivery
    let copy = newTransfer(kind, warehouse: integer("stock.picking", picking, "_warehouse") ?? 1, values)
    for move in rest {
      set("stock.move", move, "picking_id", .integer(copy))
      set("stock.move", move, "picked", .no)
      if version == .v16 { set("stock.move", move, "quantity_done", .decimal(0)) }
      touch("stock.move", move, user: 1)
    }
    assign(copy)
  }

  // MARK: What people do

  /// A transfer of one product, assigned.
  func newTransfer(_ kind: ERPTransferKind, warehouse: Int, of product: Int, _ quantity: Decimal) -> Int {
    let transfer = newTransfer(kind, warehouse: warehouse, [:])
    let name = displayName("product.product", product, ERPContext(user: 1))
    addMove(
      transfer, ["product_id": .integer(product), "product_uom_qty": .decimal(quantity), "name": .text(name)])
    if kind != .counter { assign(transfer) }
    return transfer
  }

  /// Does the whole transfer, whether what it takes is there or not.
  func moveEverything(_ picking: Int) {
    var all: [Int: Decimal]?
    _ = setDone(picking, &all)
    transfer(picking, dropRest: false)
  }

  func openTransfers(_ order: Int, kind: ERPTransferKind) -> [Int] {
    inverse("stock.picking", "sale_id", order).filter {
      isOpenTransfer($0) && text("stock.picking", $0, "_kind") == kind.name
    }
  }

  /// Types what is done: all, or the quantities by order line, of which what is used is taken away. False when that is nothing.
  func setDone(_ picking: Int, _ quantities: inout [Int: Decimal]?) -> Bool {
    let open = moves(of: picking).filter(isOpen)
    var typed: [(move: Int, quantity: Decimal)] = []
    for move in open {
      let due = number("stock.move", move, "product_uom_qty")
      let line = integer("stock.move", move, "sale_line_id") ?? 0
      let quantity = quantities.map { $0[line] ?? 0 } ?? due
      quantities?[line] = 0
      typed.append((move, quantity))
    }
    guard typed.contains(where: { $0.quantity > 0 }) else { return false }
    for (move, quantity) in typed {
      if quantity > 0 || version == .v16 { set("stock.move", move, version.moveQuantity, .decimal(quantity)) }
      set("stock.move", move, "picked", .bool(quantity > 0))
    }
    return true
  }
}
