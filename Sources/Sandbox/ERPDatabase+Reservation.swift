import Foundation

/// Who is promised what the stock has.
extension ERPDatabase {
  /// Reserves what the stock has for an open move. One that waits for another transfer is left alone.
  func reserve(_ move: Int) {
    guard isOpen(move), text("stock.move", move, "state") != "waiting",
      let product = integer("stock.move", move, "product_id"), let location = integer("stock.move", move, "location_id")
    else { return }
    let demand = number("stock.move", move, "product_uom_qty")
    var missing = demand - number("stock.move", move, "_reserved")
    if isStorable(product), isStock(location) {
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
    rate(move)
  }

  /// Only what lies in a warehouse is reserved: vendors have as much as is asked of them.
  private func isStock(_ location: Int) -> Bool { text("stock.location", location, "usage") == "internal" }

  /// The state of an open move follows from how much of it is reserved.
  private func rate(_ move: Int) {
    let reserved = number("stock.move", move, "_reserved")
    let demand = number("stock.move", move, "product_uom_qty")
    let state = reserved >= demand ? "assigned" : reserved > 0 ? "partially_available" : "confirmed"
    set(state: state, ofMove: move)
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
  func release(_ move: Int) { release(number("stock.move", move, "_reserved"), of: move) }

  /// Gives back so much of what a move had reserved.
  private func release(_ quantity: Decimal, of move: Int) {
    let before = number("stock.move", move, "_reserved")
    let rest = before - quantity
    for line in inverse("stock.move.line", "move_id", move) { removeRow("stock.move.line", line) }
    if quantity > 0, let product = integer("stock.move", move, "product_id"), isStorable(product),
      let location = integer("stock.move", move, "location_id"), isStock(location)
    {
      change(quant: quant(product, at: location), by: 0, reserved: -quantity)
      if rest > 0 { addMoveLine(move, product, rest) }
    }
    set(reserved: rest, of: move)
  }

  /// After goods are gone that were promised to others: whoever was promised last loses them, and their transfers fall back
  /// (stock_move_line.py, `_free_reservation`).
  func freeReservations(_ product: Int, at location: Int) {
    let quants = inverse("stock.quant", "product_id", product).filter {
      integer("stock.quant", $0, "location_id") == location
    }
    var excess = quants.reduce(Decimal(0)) {
      $0 + number("stock.quant", $1, "reserved_quantity") - max(0, number("stock.quant", $1, "quantity"))
    }
    for move in inverse("stock.move", Self.openProduct, product).reversed()
    where excess > 0 && integer("stock.move", move, "location_id") == location {
      let taken = min(excess, number("stock.move", move, "_reserved"))
      guard taken > 0 else { continue }
      release(taken, of: move)
      rate(move)
      if let picking = integer("stock.move", move, "picking_id") { rate(picking: picking) }
      excess -= taken
    }
  }

  /// After goods have come in: those who wait for them are served, the oldest first.
  func assignWaiting(_ product: Int, at location: Int) {
    let waiting = inverse("stock.move", Self.openProduct, product).filter {
      integer("stock.move", $0, "location_id") == location
        && number("stock.move", $0, "_reserved") < number("stock.move", $0, "product_uom_qty")
    }
    for picking in Set(waiting.compactMap { integer("stock.move", $0, "picking_id") }).sorted() { assign(picking) }
  }
}
