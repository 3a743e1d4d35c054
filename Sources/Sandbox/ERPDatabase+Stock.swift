import Foundation

/// Quants, reservations and moves. One step of delivery: stock to customer.
extension ERPDatabase {
  func isGoods(_ product: Int) -> Bool {
    let type = value("product.product", product, "type", ERPContext(user: 1)).text
    return type == "consu" || type == "product"
  }

  func isStorable(_ product: Int) -> Bool {
    let context = ERPContext(user: 1)
    return version <= .v17
      ? value("product.product", product, "detailed_type", context) == "product"
      : value("product.product", product, "is_storable", context) == .yes
  }

  func stockLevel(_ products: [Int], _ context: ERPContext) -> ERPStockLevel {
    var level = ERPStockLevel()
    let warehouses = context.warehouses(version).map(Set.init)
    func counts(_ location: Int?) -> Bool {
      guard let location, text("stock.location", location, "usage") == "internal" else { return false }
      return warehouses.map { $0.contains(integer("stock.location", location, "warehouse_id") ?? 0) } ?? true
    }
    for product in products where isStorable(product) {
      for quant in inverse("stock.quant", "product_id", product)
      where counts(integer("stock.quant", quant, "location_id")) {
        level.onHand += number("stock.quant", quant, "quantity")
        level.reserved += number("stock.quant", quant, "reserved_quantity")
      }
      for move in inverse("stock.move", "product_id", product) where isOpen(move) {
        let demand = number("stock.move", move, "product_uom_qty")
        let leaves = counts(integer("stock.move", move, "location_id"))
        let arrives = counts(integer("stock.move", move, "location_dest_id"))
        if leaves, !arrives { level.outgoing += demand }
        if arrives, !leaves { level.incoming += demand }
      }
    }
    return level
  }

  private func isOpen(_ move: Int) -> Bool {
    ["waiting", "confirmed", "assigned", "partially_available"].contains(text("stock.move", move, "state") ?? "")
  }

  // MARK: Quants

  /// The product's quant at a location, made when there is none.
  func quant(_ product: Int, at location: Int) -> Int {
    let known = inverse("stock.quant", "product_id", product).first {
      integer("stock.quant", $0, "location_id") == location
    }
    if let known { return known }
    let id = insertRow("stock.quant")
    let cells: RPCMap = [
      "product_id": .integer(product), "location_id": .integer(location), "quantity": .decimal(0), "company_id": 1,
      "reserved_quantity": .decimal(0), "in_date": .text(nowSeconds), "create_date": .text(now),
      "write_date": .text(now),
      "product_uom_id": 1,
    ]
    for (field, cell) in cells { set("stock.quant", id, field, cell) }
    return id
  }

  func change(quant id: Int, by quantity: Decimal, reserved: Decimal = 0) {
    set("stock.quant", id, "quantity", .decimal(number("stock.quant", id, "quantity") + quantity))
    set("stock.quant", id, "reserved_quantity", .decimal(number("stock.quant", id, "reserved_quantity") + reserved))
    touch("stock.quant", id, user: 1)
  }

  /// An inventory: the quant holds this quantity from now on, and a done move says what was lost or found.
  func apply(inventory quantity: Decimal, quant id: Int) {
    let difference = quantity - number("stock.quant", id, "quantity")
    set("stock.quant", id, "inventory_quantity", .decimal(0))
    set("stock.quant", id, "inventory_quantity_set", .no)
    guard difference != 0 || version == .v16 else { return }
    let product = integer("stock.quant", id, "product_id") ?? 0
    let location = integer("stock.quant", id, "location_id") ?? 0
    change(quant: id, by: difference)
    let loss = 14
    change(quant: quant(product, at: loss), by: -difference)
    let move = insertRow("stock.move")
    let cells: RPCMap = [
      "name": "Product Quantity Updated", "product_id": .integer(product), "product_uom_qty": .decimal(abs(difference)),
      "product_uom": 1, "state": "done", "is_inventory": true, "company_id": 1, "date": .text(nowSeconds),
      "location_id": .integer(difference < 0 ? location : loss), "create_date": .text(now), "write_date": .text(now),
      "location_dest_id": .integer(difference < 0 ? loss : location), version.moveQuantity: .decimal(abs(difference)),
    ]
    for (field, cell) in cells { set("stock.move", move, field, cell) }
  }

  /// `stock.quant.create`: with `inventory_mode` the existing quant is counted, without it a second one is made (FACTS-odoo e).
  func prepareQuant(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) -> Int? {
    guard let product = values["product_id"]?.integer, let location = values["location_id"]?.integer else { return nil }
    let counted = values["inventory_quantity_auto_apply"]?.number ?? values["inventory_quantity"]?.number
    if context.isOn("inventory_mode"), let counted {
      let known = quant(product, at: location)
      if values["inventory_quantity_auto_apply"] != nil {
        apply(inventory: counted, quant: known)
      } else {
        count(counted, quant: known)
      }
      return known
    }
    values["inventory_quantity_auto_apply"] = nil
    values = Self.defaults(
      ["quantity": 0, "reserved_quantity": 0, "company_id": 1, "in_date": .text(nowSeconds), "product_uom_id": 1],
      values)
    return nil
  }

  func finishQuant(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    guard let counted = values["inventory_quantity"]?.number else { return }
    count(counted, quant: id)
  }

  private func count(_ quantity: Decimal, quant id: Int) {
    set("stock.quant", id, "inventory_quantity", .decimal(quantity))
    set("stock.quant", id, "inventory_quantity_set", .yes)
    touch("stock.quant", id, user: 1)
  }

  func applyInventories(_ ids: [Int]) {
    for id in ids where flag("stock.quant", id, "inventory_quantity_set") {
      apply(inventory: number("stock.quant", id, "inventory_quantity"), quant: id)
    }
  }

  // MARK: Reservation

  /// Reserves what the stock has for an open move.
  func reserve(_ move: Int) {
    guard isOpen(move), let product = integer("stock.move", move, "product_id"),
      let location = integer("stock.move", move, "location_id")
    else { return }
    let demand = number("stock.move", move, "product_uom_qty")
    var missing = demand - number("stock.move", move, "_reserved")
    if isStorable(product) {
      for quant in inverse("stock.quant", "product_id", product)
      where missing > 0 && integer("stock.quant", quant, "location_id") == location {
        let free = number("stock.quant", quant, "quantity") - number("stock.quant", quant, "reserved_quantity")
        let taken = min(missing, free)
        guard taken > 0 else { continue }
        change(quant: quant, by: 0, reserved: taken)
        addMoveLine(move, product, taken)
        missing -= taken
      }
    } else {
      missing = 0
    }
    set(reserved: demand - missing, of: move)
    let state = missing == 0 ? "assigned" : missing < demand ? "partially_available" : "confirmed"
    set("stock.move", move, "state", .text(state))
  }

  private func set(reserved quantity: Decimal, of move: Int) {
    set("stock.move", move, "_reserved", .decimal(quantity))
    set("stock.move", move, version == .v16 ? "reserved_availability" : "quantity", .decimal(quantity))
    touch("stock.move", move, user: 1)
  }

  private func addMoveLine(_ move: Int, _ product: Int, _ quantity: Decimal) {
    let line = insertRow("stock.move.line")
    let cells: RPCMap = [
      "move_id": .integer(move), "product_id": .integer(product),
      "picking_id": cell("stock.move", move, "picking_id") ?? .no,
      "location_id": cell("stock.move", move, "location_id") ?? .no, "company_id": 1, "state": "assigned",
      "location_dest_id": cell("stock.move", move, "location_dest_id") ?? .no, "create_date": .text(now),
      "write_date": .text(now), "product_uom_id": 1, "date": .text(nowSeconds),
      version == .v16 ? "reserved_uom_qty" : "quantity": .decimal(quantity),
    ]
    for (field, cell) in cells { set("stock.move.line", line, field, cell) }
  }

  /// Gives back what a move had reserved.
  func release(_ move: Int) {
    let reserved = number("stock.move", move, "_reserved")
    for line in inverse("stock.move.line", "move_id", move) { removeRow("stock.move.line", line) }
    guard reserved > 0, let product = integer("stock.move", move, "product_id"), isStorable(product),
      let location = integer("stock.move", move, "location_id")
    else { return set(reserved: 0, of: move) }
    change(quant: quant(product, at: location), by: 0, reserved: -reserved)
    set(reserved: 0, of: move)
  }
}
