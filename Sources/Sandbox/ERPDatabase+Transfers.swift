import Foundation

/// Transfers: what is to be moved from where to where. How they are done is in `ERPDatabase+Validation`.
extension ERPDatabase {
  static let vendors = 4
  static let customers = 5

  /// A warehouse that ships in two steps picks the goods to its output first.
  private func shipsInTwoSteps(_ warehouse: Int) -> Bool {
    text("stock.warehouse", warehouse, "delivery_steps") == "pick_ship"
  }

  /// Transfers for what an order's lines still have to ship.
  func ship(order: Int) {
    let lines = inverse("sale.order.line", "order_id", order).filter { line in
      guard let product = integer("sale.order.line", line, "product_id"), isGoods(product) else { return false }
      return number("sale.order.line", line, "product_uom_qty") > 0
    }
    guard !lines.isEmpty else { return }
    let warehouse = integer("sale.order", order, "warehouse_id") ?? 1
    let stock = cell("stock.warehouse", warehouse, "lot_stock_id") ?? .no
    let output = cell("stock.warehouse", warehouse, "wh_output_stock_loc_id") ?? .no
    guard shipsInTwoSteps(warehouse) else {
      let delivery = newDelivery(order, warehouse, from: stock)
      for line in lines { addMove(delivery, demand(of: line)) }
      return assign(delivery)
    }
    var values = heading(order)
    values["location_id"] = stock
    values["location_dest_id"] = output
    let pick = newTransfer(.pick, warehouse: warehouse, values)
    // Up to 17 the delivery is there from the beginning and waits; since 18 it is made when the goods are picked (measured).
    let delivery = version <= .v17 ? newDelivery(order, warehouse, from: output) : nil
    for line in lines {
      let shipping = delivery.map { delivery in
        addMove(delivery, demand(of: line).merging(["state": "waiting"]) { $1 })
      }
      var picking = demand(of: line)
      picking["sale_line_id"] = nil
      picking["_line"] = .integer(line)
      if let shipping { picking["_next"] = .integer(shipping) } else { picking["_final"] = .integer(Self.customers) }
      addMove(pick, picking)
    }
    if let delivery { rate(picking: delivery) }
    assign(pick)
  }

  /// What an order's transfers have in common.
  private func heading(_ order: Int) -> RPCMap {
    let name = text("sale.order", order, "name") ?? ""
    let reference = text("sale.order", order, "client_order_ref")
    return [
      "partner_id": cell("sale.order", order, "partner_shipping_id") ?? .no, "sale_id": .integer(order),
      "origin": .text(version == .v18 ? reference.map { "\(name) - \($0)" } ?? name : name),
      "move_type": cell("sale.order", order, "picking_policy") ?? "direct",
    ]
  }

  /// An empty delivery of an order.
  func newDelivery(_ order: Int, _ warehouse: Int, from location: RPCValue) -> Int {
    var values = heading(order)
    values["carrier_id"] = cell("sale.order", order, "carrier_id") ?? .no
    values["location_id"] = location
    return newTransfer(.delivery, warehouse: warehouse, values)
  }

  private func demand(of line: Int) -> RPCMap {
    let product = integer("sale.order.line", line, "product_id") ?? 0
    return [
      "product_id": .integer(product), "sale_line_id": .integer(line),
      "product_uom_qty": .decimal(number("sale.order.line", line, "product_uom_qty")),
      "name": .text(displayName("product.product", product, ERPContext(user: 1))),
    ]
  }

  func newTransfer(_ kind: ERPTransferKind, warehouse: Int, _ values: RPCMap) -> Int {
    let type = pickingType(kind, warehouse)
    let stock = cell("stock.warehouse", warehouse, "lot_stock_id") ?? .no
    let id = insertRow("stock.picking")
    let own: RPCMap = [
      "name": .text(transferName(kind, warehouse)),
      "company_id": 1, "state": "confirmed", "scheduled_date": .text(nowSeconds), "priority": "0",
      "location_id": kind == .receipt ? .integer(Self.vendors) : stock,
      "location_dest_id": kind == .receipt ? stock : .integer(Self.customers), "picking_type_id": .integer(type),
      "create_date": .text(now), "write_date": .text(now), "_warehouse": .integer(warehouse), "_kind": .text(kind.name),
      "move_type": "direct",
    ]
    for (field, cell) in own.merging(values, uniquingKeysWith: { _, given in given }) {
      set("stock.picking", id, field, cell)
    }
    return id
  }

  /// The warehouse's type of transfer, made when it has none.
  private func pickingType(_ kind: ERPTransferKind, _ warehouse: Int) -> Int {
    let known = inverse("stock.picking.type", "warehouse_id", warehouse).first {
      text("stock.picking.type", $0, "name") == kind.name
    }
    if let known { return known }
    let id = insertRow("stock.picking.type")
    let cells: RPCMap = [
      "name": .text(kind.name), "code": .text(kind.code), "warehouse_id": .integer(warehouse), "active": true,
      "create_date": .text(now), "write_date": .text(now),
    ]
    for (field, cell) in cells { set("stock.picking.type", id, field, cell) }
    return id
  }

  @discardableResult
  func addMove(_ picking: Int, _ values: RPCMap) -> Int {
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
    set(state: text("stock.move", id, "state") ?? "confirmed", ofMove: id)
    return id
  }

  // MARK: Made by hand

  /// A transfer that somebody made, a draft until `action_confirm`.
  func finishTransfer(_ id: Int) {
    let type = integer("stock.picking", id, "picking_type_id") ?? 0
    let warehouse = integer("stock.picking.type", type, "warehouse_id") ?? 1
    let kind =
      ERPTransferKind.allCases.first { $0.name == text("stock.picking.type", type, "name") }
      ?? ERPTransferKind.allCases.first { $0.code == text("stock.picking.type", type, "code") } ?? .delivery
    let own: RPCMap = [
      "name": .text(transferName(kind, warehouse)), "company_id": 1, "state": "draft",
      "scheduled_date": .text(nowSeconds), "priority": "0", "move_type": "direct", "_warehouse": .integer(warehouse),
      "_kind": .text(kind.name),
    ]
    for (field, value) in own where cell("stock.picking", id, field)?.isTrue != true {
      set("stock.picking", id, field, value)
    }
  }

  func finishMove(_ id: Int) {
    let picking = integer("stock.move", id, "picking_id") ?? 0
    var own: RPCMap = ["product_uom": 1, "company_id": 1, "date": .text(nowSeconds), "state": "draft"]
    for field in ["picking_type_id", "location_id", "location_dest_id"] {
      own[field] = cell("stock.picking", picking, field) ?? .no
    }
    for (field, value) in own where cell("stock.move", id, field)?.isTrue != true {
      set("stock.move", id, field, value)
    }
    set(state: text("stock.move", id, "state") ?? "draft", ofMove: id)
  }

  func confirm(picking: Int) {
    for move in moves(of: picking) where text("stock.move", move, "state") == "draft" {
      set(state: "confirmed", ofMove: move)
    }
    assign(picking)
  }

  private func transferName(_ kind: ERPTransferKind, _ warehouse: Int) -> String {
    let sequence = "\(text("stock.warehouse", warehouse, "code") ?? "WH")/\(kind.prefix)"
    let number = String(next(sequence))
    return "\(sequence)/" + String(repeating: "0", count: max(0, 5 - number.count)) + number
  }

  func moves(of picking: Int) -> [Int] { inverse("stock.move", "picking_id", picking) }

  func isOpenTransfer(_ picking: Int) -> Bool {
    !["done", "cancel"].contains(text("stock.picking", picking, "state") ?? "")
  }

  /// Reserves what can be reserved and says in the transfer's state how far it got.
  func assign(_ picking: Int) {
    for move in moves(of: picking) { reserve(move) }
    rate(picking: picking)
  }

  /// An open transfer's state follows from its moves' (stock_picking.py, `_compute_state`).
  func rate(picking: Int) {
    guard isOpenTransfer(picking) else { return }
    let states = moves(of: picking).compactMap { text("stock.move", $0, "state") }.filter {
      $0 != "cancel" && $0 != "done"
    }
    let all = states.allSatisfy { $0 == "assigned" }
    let some = states.contains { $0 == "assigned" || $0 == "partially_available" }
    let ready = text("stock.picking", picking, "move_type") == "one" ? all : some
    let idle = states.contains("waiting") && !states.contains("confirmed") ? "waiting" : "confirmed"
    set("stock.picking", picking, "state", .text(ready && !states.isEmpty ? "assigned" : idle))
    touch("stock.picking", picking, user: 1)
  }

  func cancel(picking: Int) {
    guard text("stock.picking", picking, "state") != "done" else { return }
    for move in moves(of: picking) where isOpen(move) { cancel(move: move) }
    set("stock.picking", picking, "state", "cancel")
    touch("stock.picking", picking, user: 1)
  }

  func cancel(move: Int) {
    release(move)
    set(state: "cancel", ofMove: move)
  }

  func trackingAddress(_ picking: Int) -> RPCValue {
    guard let carrier = integer("stock.picking", picking, "carrier_id"), version >= .v18,
      let number = text("stock.picking", picking, "carrier_tracking_ref"),
      let form = text("delivery.carrier", carrier, "tracking_url")
    else { return .no }
    return .text(form.replacing("<shipmenttrackingnumber>", with: number))
  }
}
