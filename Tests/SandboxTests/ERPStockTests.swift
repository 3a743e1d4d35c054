import Foundation
import Testing

@testable import Sandbox

@Suite("Stock of a simulated Odoo")
struct ERPStockTests {
  private func quantities(_ desk: ERPDesk, _ product: Int, _ context: RPCMap = [:]) async throws -> [Decimal] {
    let fields = ["qty_available", "free_qty", "outgoing_qty"]
    let record = try await desk.read("product.product", product, fields, context: context)
    return fields.map { record[$0]?.number ?? -1 }
  }

  @Test("A confirmed order reserves what is there", arguments: ERPVersion.allCases)
  func reservation(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let (_, product) = try await desk.confirmedOrder(stock: 5)
    #expect(try await quantities(desk, product) == [5, 2, 3])
    #expect(desk.erp.orders()[0].transfers == ["assigned"])
  }

  @Test("What is short stays demanded without being reserved")
  func shortage() async throws {
    let desk = try ERPDesk(.v18)
    let (_, product) = try await desk.confirmedOrder(stock: 2, more: ["picking_policy": "one"])
    #expect(try await quantities(desk, product) == [2, 0, 3])
    #expect(desk.erp.orders()[0].transfers == ["confirmed"])
  }

  @Test("Each version reads its own key for the warehouse and ignores the other", arguments: ERPVersion.allCases)
  func warehouseKeys(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let product = desk.erp.addProduct(reference: "P", name: "P")
    let lyon = desk.erp.addWarehouse(name: "Lyon", code: "LYO")
    desk.erp.setOnHand(product: product, quantity: 4)
    desk.erp.setOnHand(product: product, warehouse: lyon, quantity: 7)
    let key = RPCValue.integer(lyon)
    #expect(try await quantities(desk, product) == [11, 11, 0])
    #expect(try await quantities(desk, product, ["warehouse": key, "warehouse_id": key]) == [7, 7, 0])
    #expect(try await quantities(desk, product, ["warehouse": key])[0] == (version <= .v17 ? 7 : 11))
    #expect(try await quantities(desk, product, ["warehouse_id": key])[0] == (version <= .v17 ? 11 : 7))
  }

  @Test("Counting without inventory mode adds a second quant instead of setting the first")
  func inventoryTrap() async throws {
    let desk = try ERPDesk(.v18)
    let product = desk.erp.addProduct(reference: "P", name: "P")
    desk.erp.setOnHand(product: product, quantity: 20)
    let counted: RPCValue = ["product_id": .integer(product), "location_id": 8, "inventory_quantity": 20]
    let quant = try await desk.call("stock.quant", "create", [counted])
    #expect(try await desk.call("stock.quant", "action_apply_inventory", [[quant]]) == .null)
    #expect(try await quantities(desk, product)[0] == 40)
  }

  @Test(
    "Counting with inventory mode is absolute, and the same number again makes no move",
    arguments: [ERPVersion.v17, .v18, .v19])
  func inventoryMode(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let product = desk.erp.addProduct(reference: "P", name: "P")
    let counted: RPCValue = ["product_id": .integer(product), "location_id": 8, "inventory_quantity_auto_apply": 9]
    for _ in 0..<2 { try await desk.call("stock.quant", "create", [[counted]], context: ["inventory_mode": true]) }
    #expect(try await quantities(desk, product)[0] == 9)
    #expect(desk.erp.count("stock.move") == 1)
  }

  @Test(
    "A customer with a telephone stops the validation, unless the message is skipped", arguments: ERPVersion.allCases)
  func messageWizard(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let partner = try await desk.partner(["name": "P", "phone": "+33612345678"])
    let (order, product) = try await desk.confirmedOrder(stock: 5, more: ["partner_id": .integer(partner)])
    let transfer = try await desk.search("stock.picking", [["sale_id", "=", .integer(order)]])
    if version == .v16 {
      let answer = try await desk.call("stock.picking", "button_validate", [.ids(transfer)])
      #expect(answer.map?["res_model"] == "stock.immediate.transfer")
      try await desk.call("stock.picking", "action_set_quantities_to_reservation", [.ids(transfer)])
    }
    let stopped = try await desk.call("stock.picking", "button_validate", [.ids(transfer)])
    #expect(stopped.map?["res_model"] == "confirm.stock.sms")
    #expect(desk.erp.orders()[0].transfers == ["assigned"])
    #expect(
      try await desk.call("stock.picking", "button_validate", [.ids(transfer)], context: ["skip_sms": true]) == .yes)
    #expect(desk.erp.orders()[0].transfers == ["done"])
    #expect(try await quantities(desk, product) == [2, 2, 0])
    #expect(desk.erp.orders()[0].lines[0].delivered == 3)
  }

  @Test("A partial delivery leaves the rest to a second transfer", arguments: ERPVersion.allCases)
  func partialDelivery(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let (order, product) = try await desk.confirmedOrder(stock: 5)
    let line = desk.erp.orders()[0].lines[0].id
    desk.erp.deliver(order: order, quantities: [line: 1], tracking: "6A1")
    #expect(desk.erp.orders()[0].lines[0].delivered == 1)
    #expect(desk.erp.orders()[0].transfers == ["done", "assigned"])
    #expect(try await quantities(desk, product) == [4, 2, 2])
    let done: RPCValue = [["picking_type_code", "=", "outgoing"], ["state", "=", "done"]]
    let fields: RPCValue = ["carrier_tracking_ref", "sale_id", "backorder_id"]
    let found = try await desk.call("stock.picking", "search_read", [done, fields]).list?.first?.map
    #expect(found?["carrier_tracking_ref"] == "6A1")
    #expect(found?["sale_id"]?.reference == order)
    desk.erp.deliver(order: order)
    #expect(desk.erp.orders()[0].transfers == ["done", "done"])
    #expect(desk.erp.orders()[0].lines[0].delivered == 3)
  }

  @Test("Nothing reserved at all cannot be validated", arguments: ERPVersion.allCases)
  func nothingReserved(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let (order, _) = try await desk.confirmedOrder(stock: 0)
    let transfer = try await desk.search("stock.picking", [["sale_id", "=", .integer(order)]])
    let failure = await desk.failure("stock.picking", "button_validate", [.ids(transfer)], context: ["skip_sms": true])
    #expect(failure?.name == "odoo.exceptions.UserError")
  }
}
