import Foundation

/// Transfers of goods to customers, with the wizards that stand in their way (FACTS-odoo e).
extension ERPDatabase {
  /// A transfer for what an order's lines still have to ship.
  func ship(order: Int) {
    let lines = inverse("sale.order.line", "order_id", order).filter { line in
      guard let product = integer("sale.order.line", line, "product_id"), isGoods(product) else { return false }
      return number("sale.order.line", line, "product_uom_qty") > 0
    }
    guard !lines.isEmpty else { return }
    let warehouse = integer("sale.order", order, "warehouse_id") ?? 1
    let name = text("sale.order", order, "name") ?? ""
    let reference = text("sale.order", order, "client_order_ref")
    let picking = newTransfer(
      warehouse: warehouse,
      [
        "partner_id": cell("sale.order", order, "partner_shipping_id") ?? .no, "sale_id": .integer(order),
        "origin": .text(version == .v18 ? reference.map { "\(name) - \($0)" } ?? name : name),
        "carrier_id": cell("sale.order", order, "carrier_id") ?? .no,
        "move_type": cell("sale.order", order, "picking_policy") ?? "direct",
      ])
    for line in lines {
      let product = integer("sale.order.line", line, "product_id") ?? 0
      addMove(
        picking,
        [
          "product_id": .integer(product), "sale_line_id": .integer(line),
          "product_uom_qty": .decimal(number("sale.order.line", line, "product_uom_qty")),
          "name": .text(displayName("product.product", product, ERPContext(user: 1))),
        ])
    }
    assign(picking)
  }

  private func newTransfer(warehouse: Int, _ values: RPCMap) -> Int {
    let code = text("stock.warehouse", warehouse, "code") ?? "WH"
    let number = String(next("\(code)/OUT"))
    let type = inverse("stock.picking.type", "warehouse_id", warehouse).first {
      text("stock.picking.type", $0, "code") == "outgoing"
    }
    let id = insertRow("stock.picking")
    let own: RPCMap = [
      "name": .text("\(code)/OUT/" + String(repeating: "0", count: max(0, 5 - number.count)) + number), "company_id": 1,
      "state": "confirmed", "scheduled_date": .text(nowSeconds), "location_dest_id": 5, "priority": "0",
      "location_id": cell("stock.warehouse", warehouse, "lot_stock_id") ?? .no, "picking_type_id": .reference(type),
      "create_date": .text(now), "write_date": .text(now), "_warehouse": .integer(warehouse),
    ]
    for (field, cell) in own.merging(values, uniquingKeysWith: { _, given in given }) {
      set("stock.picking", id, field, cell)
    }
    return id
  }

  private func addMove(_ picking: Int, _ values: RPCMap) {
    let id = insertRow("stock.move")
    let own: RPCMap = [
      "picking_id": .integer(picking), "state": "confirmed", "product_uom": 1, "company_id": 1,
      "date": .text(nowSeconds),
      "location_id": cell("stock.picking", picking, "location_id") ?? .no,
      "location_dest_id": cell("stock.picking", picking, "location_dest_id") ?? .no,
      "picking_type_id": cell("stock.picking", picking, "picking_type_id") ?? .no,
      "warehouse_id": cell("stock.picking", picking, "_warehouse") ?? .no,
      "origin": cell("stock.picking", picking, "origin") ?? .no, "create_date": .text(now), "write_date": .text(now),
    ]
    for (field, cell) in own.merging(values, uniquingKeysWith: { _, given in given }) {
      set("stock.move", id, field, cell)
    }
  }

  func moves(of picking: Int) -> [Int] { inverse("stock.move", "picking_id", picking) }

  /// Reserves what can be reserved and says in the transfer's state how far it got.
  func assign(_ picking: Int) {
    for move in moves(of: picking) { reserve(move) }
    let states = moves(of: picking).compactMap { text("stock.move", $0, "state") }.filter { $0 != "cancel" }
    let all = states.allSatisfy { $0 == "assigned" }
    let some = states.contains { $0 != "confirmed" }
    let ready = text("stock.picking", picking, "move_type") == "one" ? all : some
    set("stock.picking", picking, "state", .text(ready && !states.isEmpty ? "assigned" : "confirmed"))
    touch("stock.picking", picking, user: 1)
  }

  func cancel(picking: Int) {
    guard text("stock.picking", picking, "state") != "done" else { return }
    for move in moves(of: picking) where text("stock.move", move, "state") != "done" {
      release(move)
      set("stock.move", move, "state", "cancel")
    }
    set("stock.picking", picking, "state", "cancel")
    touch("stock.picking", picking, user: 1)
  }

  func finishMoveWrite(_ id: Int, _ values: RPCMap) {
    if values["quantity"] != nil || values["quantity_done"] != nil { set("stock.move", id, "_typed", .yes) }
  }

  // MARK: Validation

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
    let moves = moves(of: id)
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
    var rest: [(move: Int, quantity: Decimal)] = []
    for move in moves(of: picking) where text("stock.move", move, "state") != "cancel" {
      let done = doneQuantity(move)
      let demand = number("stock.move", move, "product_uom_qty")
      if done < demand { rest.append((move, demand - done)) }
      finish(move, done)
    }
    set("stock.picking", picking, "state", "done")
    set("stock.picking", picking, "date_done", .text(nowSeconds))
    touch("stock.picking", picking, user: 1)
    if !rest.isEmpty, !dropRest { backorder(picking, rest) }
    if let order = integer("stock.picking", picking, "sale_id") { dirtyOrders.insert(order) }
  }

  private func finish(_ move: Int, _ done: Decimal) {
    let product = integer("stock.move", move, "product_id") ?? 0
    release(move)
    set("stock.move", move, version.moveQuantity, .decimal(done))
    set("stock.move", move, "state", .text(done > 0 ? "done" : "cancel"))
    guard done > 0 else { return }
    if isStorable(product) {
      change(quant: quant(product, at: integer("stock.move", move, "location_id") ?? 0), by: -done)
      change(quant: quant(product, at: integer("stock.move", move, "location_dest_id") ?? 0), by: done)
    }
    guard let line = integer("stock.move", move, "sale_line_id") else { return }
    set("sale.order.line", line, "qty_delivered", .decimal(number("sale.order.line", line, "qty_delivered") + done))
    touch("sale.order.line", line, user: 1)
  }

  private func backorder(_ picking: Int, _ rest: [(move: Int, quantity: Decimal)]) {
    let kept = ["partner_id", "sale_id", "origin", "carrier_id", "move_type"]
    var values = RPCMap(kept.map { ($0, cell("stock.picking", picking, $0) ?? .no) }, uniquingKeysWith: { $1 })
    values["backorder_id"] = .integer(picking)
    let copy = newTransfer(warehouse: integer("stock.picking", picking, "_warehouse") ?? 1, values)
    for (move, quantity) in rest {
      addMove(
        copy,
        [
          "product_id": cell("stock.move", move, "product_id") ?? .no, "product_uom_qty": .decimal(quantity),
          "sale_line_id": cell("stock.move", move, "sale_line_id") ?? .no,
          "name": cell("stock.move", move, "name") ?? .no,
        ])
    }
    assign(copy)
  }

  func trackingAddress(_ picking: Int) -> RPCValue {
    guard let carrier = integer("stock.picking", picking, "carrier_id"), version >= .v18,
      let number = text("stock.picking", picking, "carrier_tracking_ref"),
      let form = text("delivery.carrier", carrier, "tracking_url")
    else { return .no }
    return .text(form.replacing("<shipmenttrackingnumber>", with: number))
  }
}
