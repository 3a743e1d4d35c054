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

  /// Odoo's quantities: what is on hand and reserved is in the quants, what is to come and to go in the open moves (stock/models/product.py,
  /// `_compute_quantities_dict`).
  func stockLevel(_ products: [Int], _ context: ERPContext) -> ERPStockLevel {
    let warehouses = context.warehouses(version).map(Set.init)
    return products.reduce(into: ERPStockLevel()) { $0 += knownLevel($1, warehouses) }
  }

  /// A record's quantities are read one after the other: they are added up once.
  private func knownLevel(_ product: Int, _ warehouses: Set<Int>?) -> ERPStockLevel {
    if let last = lastLevel, last.product == product, last.warehouses == warehouses, last.changes == changes {
      return last.level
    }
    let level = isStorable(product) ? addedUp(product, warehouses) : ERPStockLevel()
    lastLevel = KnownLevel(product: product, warehouses: warehouses, changes: changes, level: level)
    return level
  }

  private func addedUp(_ product: Int, _ warehouses: Set<Int>?) -> ERPStockLevel {
    var level = ERPStockLevel()
    func counts(_ location: Int?) -> Bool {
      guard let location, text("stock.location", location, "usage") == "internal" else { return false }
      return warehouses.map { $0.contains(integer("stock.location", location, "warehouse_id") ?? 0) } ?? true
    }
    for quant in inverse("stock.quant", "product_id", product)
    where counts(integer("stock.quant", quant, "location_id")) {
      level.onHand += number("stock.quant", quant, "quantity")
      level.reserved += number("stock.quant", quant, "reserved_quantity")
    }
    for move in inverse("stock.move", Self.openProduct, product) {
      let demand = number("stock.move", move, "product_uom_qty")
      let leaves = counts(integer("stock.move", move, "location_id"))
      let arrives = counts(integer("stock.move", move, "_final") ?? integer("stock.move", move, "location_dest_id"))
      if leaves, !arrives { level.outgoing += demand }
      if arrives, !leaves { level.incoming += demand }
    }
    return level
  }

  /// The cell of a move that holds its product as long as it is neither done nor cancelled: who asks for open moves does not walk through
  /// all that were ever done.
  static let openProduct = "_open"

  func isOpen(_ move: Int) -> Bool {
    ["waiting", "confirmed", "assigned", "partially_available"].contains(text("stock.move", move, "state") ?? "")
  }

  func set(state: String, ofMove move: Int) {
    set("stock.move", move, "state", .text(state))
    let product = cell("stock.move", move, "product_id") ?? .no
    set("stock.move", move, Self.openProduct, isOpen(move) ? product : .no)
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
    let loss = 14
    let move = insertRow("stock.move")
    let cells: RPCMap = [
      "name": "Product Quantity Updated", "product_id": .integer(product), "product_uom_qty": .decimal(abs(difference)),
      "product_uom": 1, "is_inventory": true, "company_id": 1, "date": .text(nowSeconds),
      "location_id": .integer(difference < 0 ? location : loss), "create_date": .text(now), "write_date": .text(now),
      "location_dest_id": .integer(difference < 0 ? loss : location), version.moveQuantity: .decimal(abs(difference)),
    ]
    for (field, cell) in cells { set("stock.move", move, field, cell) }
    set(state: "done", ofMove: move)
    change(quant: id, by: difference)
    change(quant: quant(product, at: loss), by: -difference)
    if difference < 0 { freeReservations(product, at: location) }
    // Before 19 what is found is not given to those who wait for it.
    if difference > 0, version >= .v19 { assignWaiting(product, at: location) }
  }

  /// What opening the inventory screen and the scheduler do: quants of nothing are deleted, and no move tells (FACTS-odoo d).
  func unlinkZeroQuants() -> Int {
    let empty = table("stock.quant").ids.filter { quant in
      number("stock.quant", quant, "quantity") == 0 && number("stock.quant", quant, "reserved_quantity") == 0
        && !flag("stock.quant", quant, "inventory_quantity_set")
    }
    for quant in empty { erase("stock.quant", quant) }
    return empty.count
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

  /// Copies a product with its stock, without the transaction's bookkeeping. Gives the range of the variants' ids.
  func multiply(
    product first: Int, _ count: Int, _ reference: String, _ quantity: Decimal, _ warehouse: Int
  ) -> Range<Int> {
    let location = integer("stock.warehouse", warehouse, "lot_stock_id") ?? 0
    let stock = quant(first, at: location)
    set("stock.quant", stock, "quantity", .decimal(quantity))
    let template = integer("product.product", first, "product_tmpl_id") ?? 0
    for number in 1..<max(1, count) {
      let shared = table("product.template").copy(template, [])
      let variant = table("product.product").copy(
        first,
        [("product_tmpl_id", .integer(shared)), ("default_code", .text("\(reference)\(number + 1)"))])
      _ = table("stock.quant").copy(stock, [("product_id", .integer(variant))])
    }
    return first..<(first + count)
  }
}
