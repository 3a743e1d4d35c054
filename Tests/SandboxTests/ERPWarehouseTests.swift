import Foundation
import Testing

@testable import Sandbox

/// What each event does to quantities and transfers. The numbers were measured on Odoo 16, 17, 18 and 19.
@Suite("A warehouse of a simulated Odoo")
struct ERPWarehouseTests {
  private func product(_ erp: SimulatedERP, _ reference: String = "P", stock: Decimal = 10) -> Int {
    let product = erp.addProduct(reference: reference, name: reference)
    if stock != 0 { erp.setOnHand(product: product, quantity: stock) }
    return product
  }

  private func placed(
    _ erp: SimulatedERP, _ lines: [(product: Int, quantity: Decimal)], warehouse: Int = 1
  ) throws -> Int {
    let order = erp.placeOrder(lines, warehouse: warehouse)
    return try #require(order)
  }

  /// On hand, free, outgoing, incoming, forecast.
  private func quantities(_ erp: SimulatedERP, _ product: Int, _ warehouses: [Int]? = nil) -> [Decimal] {
    let level = erp.stockLevel(product: product, warehouses: warehouses)
    return [level.onHand, level.free, level.outgoing, level.incoming, level.forecast]
  }

  private func lines(_ erp: SimulatedERP, _ order: Int) -> [ERPOrderProof.Line] {
    erp.orders().first { $0.id == order }?.lines ?? []
  }

  @Test("Goods received are incoming until they are there, and serve those who wait", arguments: ERPVersion.allCases)
  func receipt(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let product = product(erp, stock: 2)
    let order = try placed(erp, [(product, 5)])
    #expect(quantities(erp, product) == [2, 0, 5, 0, -3])
    let receipt = try #require(erp.expect(product: product, quantity: 7))
    #expect(quantities(erp, product) == [2, 0, 5, 7, 4])
    #expect(erp.validate(transfer: receipt))
    #expect(quantities(erp, product) == [9, 4, 5, 0, 4])
    #expect(erp.transfers(ofOrder: order).map(\.state) == ["assigned"])
    #expect(!erp.validate(transfer: receipt))
    #expect(erp.record("stock.picking", receipt, fields: ["picking_type_code"])?["picking_type_code"] == "incoming")
  }

  @Test("A sale at the counter takes what was promised to others", arguments: ERPVersion.allCases)
  func counter(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let product = product(erp, stock: 5)
    let order = try placed(erp, [(product, 5)])
    #expect(quantities(erp, product) == [5, 0, 5, 0, 0])
    let sale = try #require(erp.sellAtCounter(product: product, quantity: 3))
    #expect(quantities(erp, product) == [2, 0, 5, 0, -3])
    #expect(erp.record("stock.picking", sale, fields: ["state", "sale_id"]) == ["state": "done", "sale_id": .null])
    #expect(erp.transfers(ofOrder: order).map(\.state) == ["assigned"])
    let moves = erp.records("stock.move", fields: ["state", "picking_id"]).filter { $0["state"] != "done" }
    #expect(moves.map { $0["state"] } == ["partially_available"])
    erp.sellAtCounter(product: product, quantity: 4)
    #expect(quantities(erp, product) == [-2, -2, 5, 0, -7])
  }

  @Test("Only 19 gives what an inventory finds to those who wait", arguments: ERPVersion.allCases)
  func inventory(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let product = product(erp, stock: 5)
    let first = try placed(erp, [(product, 4)])
    let second = try placed(erp, [(product, 1)])
    erp.setOnHand(product: product, quantity: 3)
    #expect(quantities(erp, product) == [3, 0, 5, 0, -2])
    #expect(erp.transfers(ofOrder: second).map(\.state) == ["confirmed"])
    erp.setOnHand(product: product, quantity: 9)
    let free: Decimal = version >= .v19 ? 4 : 6
    #expect(quantities(erp, product) == [9, free, 5, 0, 4])
    #expect(erp.transfers(ofOrder: first).map(\.state) == ["assigned"])
  }

  @Test(
    "A part delivered leaves the rest to a backorder, which keeps what it has reserved", arguments: ERPVersion.allCases)
  func backorder(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let (one, two) = (product(erp, "P"), product(erp, "Q"))
    let order = try placed(erp, [(one, 4), (two, 2)])
    let line = lines(erp, order)[0].id
    #expect(erp.deliver(order: order, quantities: [line: 1], tracking: "6A1").count == 1)
    #expect(quantities(erp, one) == [9, 6, 3, 0, 6])
    #expect(quantities(erp, two) == [10, 8, 2, 0, 8])
    let transfers = erp.transfers(ofOrder: order)
    #expect(transfers.map(\.state) == ["done", "assigned"])
    #expect(transfers.map(\.tracking) == ["6A1", nil])
    #expect(transfers[1].backorderOf == transfers[0].id)
    #expect(transfers[0].done == [line: 1])
    #expect(erp.record("sale.order", order, fields: ["delivery_status"])?["delivery_status"] == "partial")
    #expect(erp.deliver(order: order, tracking: "6A2") == [transfers[1].id])
    #expect(quantities(erp, one) == [6, 6, 0, 0, 6])
    #expect(lines(erp, order).map(\.delivered) == [4, 2])
    #expect(erp.record("sale.order", order, fields: ["delivery_status"])?["delivery_status"] == "full")
  }

  @Test(
    "A rest that is dropped makes no backorder, and the order looks fully delivered", arguments: ERPVersion.allCases)
  func droppedRest(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let (one, two) = (product(erp, "P"), product(erp, "Q"))
    let order = try placed(erp, [(one, 4), (two, 2)])
    erp.deliver(order: order, quantities: [lines(erp, order)[0].id: 3], dropRest: true)
    #expect(quantities(erp, one) == [7, 7, 0, 0, 7])
    #expect(quantities(erp, two) == [10, 10, 0, 0, 10])
    #expect(erp.transfers(ofOrder: order).map(\.state) == ["done"])
    #expect(lines(erp, order).map(\.delivered) == [3, 0])
    #expect(erp.record("sale.order", order, fields: ["delivery_status"])?["delivery_status"] == "full")
    let demands = erp.records("stock.move", fields: ["product_uom_qty", "state", "sale_line_id"])
      .filter { $0["sale_line_id"] != .null }
    #expect(demands.map { $0["state"] } == (version == .v16 ? ["done", "cancel", "cancel"] : ["done", "cancel"]))
    #expect(demands[0]["product_uom_qty"]?.number == (version == .v16 ? 3 : 4))
  }

  @Test("What the stock does not have is shipped all the same when people say so")
  func forced() throws {
    let erp = try SimulatedERP(version: .v18)
    let product = product(erp, stock: 2)
    let order = try placed(erp, [(product, 5)])
    #expect(erp.deliver(order: order).count == 1)
    #expect(quantities(erp, product) == [-3, -3, 0, 0, -3])
    #expect(erp.deliver(order: order).isEmpty)
  }

  @Test("Two steps: the goods leave the shelf, then the house", arguments: ERPVersion.allCases)
  func twoSteps(version: ERPVersion) throws {
    let erp = try SimulatedERP(version: version)
    let lyon = erp.addWarehouse(name: "Lyon", code: "LYO")
    erp.shipInTwoSteps(warehouse: lyon)
    let product = erp.addProduct(reference: "P", name: "P")
    erp.setOnHand(product: product, warehouse: lyon, quantity: 10)
    let order = try placed(erp, [(product, 4)], warehouse: lyon)
    func codes() -> [String] { erp.transfers(ofOrder: order).map { "\($0.code) \($0.state)" } }
    #expect(quantities(erp, product, [lyon]) == [10, 6, 4, 0, 6])
    #expect(quantities(erp, product, [1]) == [0, 0, 0, 0, 0])
    let waiting = version <= .v17 ? ["outgoing waiting"] : []
    #expect(codes().sorted() == ["internal assigned"] + waiting)
    erp.pick(order: order)
    #expect(codes().sorted() == ["internal done", "outgoing assigned"])
    #expect(quantities(erp, product, [lyon]) == [10, 6, 4, 0, 6])
    let status = erp.record("sale.order", order, fields: ["delivery_status"])?["delivery_status"]
    #expect(status == (version == .v17 ? "partial" : "started"))
    erp.deliver(order: order, quantities: [lines(erp, order)[0].id: 1])
    #expect(quantities(erp, product, [lyon]) == [9, 6, 3, 0, 6])
    erp.cancelOrder(order)
    #expect(codes().sorted() == ["internal done", "outgoing cancel", "outgoing done"])
    #expect(quantities(erp, product, [lyon]) == [9, 9, 0, 0, 9])
  }

  @Test("A tracking number typed later moves the transfer's write date and not the day it was done")
  func lateTracking() throws {
    let clock = ManualClock()
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(clock: { clock.now }))
    let product = product(erp)
    let order = try placed(erp, [(product, 1)])
    let delivery = try #require(erp.deliver(order: order).first)
    let before = erp.record("stock.picking", delivery, fields: ["write_date", "date_done"])
    clock.advance(60)
    erp.setTracking("6A9", transfer: delivery)
    let after = erp.record("stock.picking", delivery, fields: ["write_date", "date_done"])
    #expect(before?["date_done"] == after?["date_done"])
    #expect(before?["write_date"] != after?["write_date"])
    #expect(erp.transfers(ofOrder: order).map(\.tracking) == ["6A9"])
    erp.setTracking(nil, transfer: delivery)
    #expect(erp.transfers(ofOrder: order).map(\.tracking) == [nil])
  }

  @Test("Quants of nothing go without a trace, and an archived product keeps its stock")
  func gone() throws {
    let erp = try SimulatedERP(version: .v18)
    let (sold, kept) = (product(erp, "P"), product(erp, "Q"))
    erp.setOnHand(product: sold, quantity: 0)
    let moves = erp.count("stock.move")
    #expect(erp.unlinkZeroQuants() == 2)
    #expect(erp.records("stock.quant", fields: ["product_id"]).allSatisfy { $0["product_id"] != .integer(sold) })
    #expect(erp.count("stock.move") == moves)
    #expect(quantities(erp, sold) == [0, 0, 0, 0, 0])
    #expect(erp.archive(product: kept))
    #expect(quantities(erp, kept) == [10, 10, 0, 0, 10])
    #expect(!erp.removeRecord("product.product", sold), "what was ever moved cannot be deleted")
    let unused = erp.addProduct(reference: "U", name: "U")
    #expect(erp.removeRecord("product.product", unused))
  }

  @Test("Each event moves the write dates that it moves in Odoo", arguments: ERPVersion.allCases)
  func writeDates(version: ERPVersion) throws {
    let clock = ManualClock()
    let erp = try SimulatedERP(version: version, settings: ERPSettings(clock: { clock.now }))
    let product = product(erp)
    /// Which models have rows of this product that this event wrote.
    func touched(_ event: () -> Void) -> Set<String> {
      clock.advance(10)
      let now = clock.text
      event()
      return ["stock.quant", "stock.move", "product.product"].filter { model in
        let field = model == "product.product" ? "id" : "product_id"
        return erp.records(model, fields: ["write_date", field]).contains {
          $0[field] == .integer(product) && ($0["write_date"]?.text ?? "") >= now
        }
      }.reduce(into: []) { $0.insert($1) }
    }
    var order = 0
    #expect(touched { order = erp.placeOrder([(product, 4)], confirmed: false) ?? 0 } == [])
    #expect(touched { erp.confirmOrder(order) } == ["stock.quant", "stock.move"])
    #expect(touched { erp.deliver(order: order) } == ["stock.quant", "stock.move"])
    #expect(touched { erp.sellAtCounter(product: product) } == ["stock.quant", "stock.move"])
    #expect(touched { erp.setOnHand(product: product, quantity: 0) } == ["stock.quant", "stock.move"])
    #expect(touched { erp.expect(product: product, quantity: 3) } == ["stock.move"])
    #expect(touched { order = erp.placeOrder([(product, 4)]) ?? 0 } == ["stock.move"])
    #expect(touched { erp.cancelOrder(order) } == ["stock.move"])
    #expect(touched { erp.unlinkZeroQuants() } == [])
  }
}
