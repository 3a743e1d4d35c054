import Foundation
import Records

/// What people do with goods: in the warehouse, at the counter, at the carrier's. An operation that Odoo would refuse does nothing and gives
/// nil or false. Quantities are in units; warehouse 1 is there from the beginning.
extension SimulatedERP {
  // MARK: Warehouses

  /// A second warehouse with its own stock; gives its id.
  @discardableResult
  public func addWarehouse(name: String, code: String) -> Int {
    work { database, _ throws(RPCFailure) in ERPSeed.addWarehouse(database, name: name, code: code) } ?? 0
  }

  /// From now on the warehouse picks goods to its output before it ships them. Up to 17 an order then has both transfers from the beginning;
  /// since 18 the delivery is made when the goods are picked.
  public func shipInTwoSteps(warehouse: Int = 1) {
    _ = work { database, _ throws(RPCFailure) in ERPSeed.shipInTwoSteps(database, warehouse: warehouse) }
  }

  // MARK: Goods

  /// An inventory: a variant's stock is this quantity from now on. What was promised and is not there falls back.
  public func setOnHand(product: Int, warehouse: Int = 1, quantity: Decimal) {
    _ = work { database, _ throws(RPCFailure) in
      guard let location = database.integer("stock.warehouse", warehouse, "lot_stock_id") else { return }
      database.apply(inventory: quantity, quant: database.quant(product, at: location))
    }
  }

  /// Goods come in from a vendor: a receipt is made and done. Orders that wait for them are served. Gives the transfer's id.
  @discardableResult
  public func receive(product: Int, quantity: Decimal, warehouse: Int = 1) -> Int? {
    guard let receipt = expect(product: product, quantity: quantity, warehouse: warehouse) else { return nil }
    return validate(transfer: receipt) ? receipt : nil
  }

  /// A receipt that is confirmed and not done yet: the goods count as incoming. Gives the transfer's id, for `validate(transfer:)`.
  @discardableResult
  public func expect(product: Int, quantity: Decimal, warehouse: Int = 1) -> Int? {
    work { database, _ throws(RPCFailure) in
      database.newTransfer(.receipt, warehouse: warehouse, of: product, quantity)
    }
  }

  /// A point of sale sells: the goods leave at once, whatever is promised to others, and the stock may fall below zero. Gives the
  /// transfer's id.
  @discardableResult
  public func sellAtCounter(product: Int, quantity: Decimal = 1, warehouse: Int = 1) -> Int? {
    work { database, _ throws(RPCFailure) in
      let transfer = database.newTransfer(.counter, warehouse: warehouse, of: product, quantity)
      database.moveEverything(transfer)
      return transfer
    }
  }

  /// Deletes the quants of nothing, as the scheduler and the opening of the inventory screen do: neither a quant nor a move tells of it
  /// afterwards. Gives how many.
  @discardableResult
  public func unlinkZeroQuants() -> Int {
    work { database, _ throws(RPCFailure) in database.unlinkZeroQuants() } ?? 0
  }

  /// A variant is no longer sold; its stock stays.
  @discardableResult
  public func archive(product: Int) -> Bool { editByHand("product.product", product, ["active": false]) }

  @discardableResult
  public func restore(product: Int) -> Bool { editByHand("product.product", product, ["active": true]) }

  /// Many storable products at once, for measurements: references "P1", "P2", …, one name, so many of each in the warehouse. There is no
  /// inventory move behind their stock; in everything else they are as those of `addProduct`. Gives the variants' ids.
  public func addProducts(
    count: Int, reference: String = "P", quantity: Decimal = 10, warehouse: Int = 1
  ) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    let first = addProduct(reference: reference + "1", name: reference)
    return gate.withLock { $0.database.multiply(product: first, count, reference, quantity, warehouse) }
  }

  // MARK: Orders of the ERP's own

  /// An order that did not come from the shop, confirmed unless told otherwise; gives its id. Confirmed, it reserves what is there.
  @discardableResult
  public func placeOrder(
    _ lines: [(product: Int, quantity: Decimal)], customer: Int? = nil, warehouse: Int = 1, carrier: Int? = nil,
    confirmed: Bool = true
  ) -> Int? {
    let rows = lines.map { line -> Value in
      [
        "product_id": .integer(line.product), "product_uom_qty": .decimal(line.quantity), "price_unit": 1,
        "name": "Counter",
      ]
    }
    return work { database, context throws(RPCFailure) in
      var partner = customer ?? database.table("res.partner").ids(where: "name", is: "Counter").first ?? 0
      if partner == 0 { partner = try database.create("res.partner", ["name": "Counter"], context) }
      let commands = rows.map { row -> RPCValue in [0, 0, ERPValues.cell(row)] }
      let order = try database.create(
        "sale.order",
        [
          "partner_id": .integer(partner), "warehouse_id": .integer(warehouse), "carrier_id": .reference(carrier),
          "order_line": .list(commands),
        ], context)
      database.flush()
      if confirmed { _ = try database.confirm([order], context) }
      return order
    }
  }

  // MARK: Transfers

  /// Takes the goods of an order from the shelf, where the warehouse ships in two steps. Gives the transfers' ids.
  @discardableResult
  public func pick(order: Int) -> [Int] {
    work { database, _ throws(RPCFailure) in
      let open = database.openTransfers(order, kind: .pick)
      for transfer in open { database.moveEverything(transfer) }
      return open
    } ?? []
  }

  /// Ships an order, in stock or not; what has to be picked is picked before. `quantities` by order line ships these, and the rest goes to a
  /// backorder, or is dropped; without it all that is still due goes out. Gives the ids of the deliveries that were done.
  @discardableResult
  public func deliver(
    order: Int, quantities: [Int: Decimal]? = nil, tracking: String? = nil, dropRest: Bool = false
  ) -> [Int] {
    pick(order: order)
    return work { database, _ throws(RPCFailure) in
      var wanted = quantities
      return database.openTransfers(order, kind: .delivery).filter { delivery in
        guard database.setDone(delivery, &wanted) else { return false }
        if let tracking { database.set("stock.picking", delivery, "carrier_tracking_ref", .text(tracking)) }
        database.transfer(delivery, dropRest: dropRest)
        return true
      }
    } ?? []
  }

  /// Does a whole open transfer of any kind.
  @discardableResult
  public func validate(transfer: Int) -> Bool {
    work { database, _ throws(RPCFailure) in
      guard database.exists("stock.picking", transfer), database.isOpenTransfer(transfer) else { return false }
      database.moveEverything(transfer)
      return true
    } ?? false
  }

  /// Cancels one transfer; the order stays as it is.
  public func cancel(transfer: Int) {
    _ = work { database, _ throws(RPCFailure) in
      database.cancel(picking: transfer)
      if let order = database.integer("stock.picking", transfer, "sale_id") { database.dirtyOrders.insert(order) }
    }
  }

  /// Types or corrects a transfer's tracking number, also after it is done; nil takes it away. Several parcels of one transfer are one text,
  /// as carriers' modules write it: "6A1,6A2".
  public func setTracking(_ number: String?, carrier: Int? = nil, transfer: Int) {
    var values: [String: Value] = ["carrier_tracking_ref": number.map(Value.text) ?? .null]
    if let carrier { values["carrier_id"] = .integer(carrier) }
    editByHand("stock.picking", transfer, values)
  }

  // MARK: Proof

  /// A variant's quantities as Odoo counts them; `warehouses` nil counts all.
  public func stockLevel(product: Int, warehouses: [Int]? = nil) -> ERPStockLevel {
    gate.withLock { gate in
      let key = gate.database.version <= .v17 ? "warehouse" : "warehouse_id"
      let values: RPCMap = warehouses.map { [key: .ids($0)] } ?? [:]
      return gate.database.stockLevel([product], ERPContext(values, user: 2))
    }
  }

  /// An order's transfers of all kinds, by id.
  public func transfers(ofOrder order: Int) -> [ERPTransferProof] {
    gate.withLock { gate in
      let database = gate.database
      return database.inverse("stock.picking", "sale_id", order).map { ERPTransferProof($0, database) }
    }
  }
}
