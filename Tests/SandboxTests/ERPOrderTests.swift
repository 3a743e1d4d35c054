import Foundation
import Testing

@testable import Sandbox

@Suite("Orders of a simulated Odoo")
struct ERPOrderTests {
  private func state(_ desk: ERPDesk, _ order: Int) -> String? { desk.erp.orders().first { $0.id == order }?.state }

  @Test(
    "Confirming twice: 16 says nothing and overwrites the date, later versions refuse", arguments: ERPVersion.allCases)
  func confirmTwice(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let order = try await desk.order([desk.line(10, tax: nil)], ["date_order": "2020-01-01 10:00:00"])
    #expect(try await desk.call("sale.order", "action_confirm", [[.integer(order)]]) == .yes)
    #expect(state(desk, order) == "sale")
    #expect(desk.erp.orders()[0].date != "2020-01-01 10:00:00")
    let again = await desk.failure("sale.order", "action_confirm", [[.integer(order)]])
    #expect(again?.name == (version == .v16 ? nil : "odoo.exceptions.UserError"))
  }

  @Test(
    "A mix of draft and confirmed orders: 16 confirms the drafts, later versions do nothing",
    arguments: ERPVersion.allCases)
  func confirmMix(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let first = try await desk.order([desk.line(10, tax: nil)])
    let second = try await desk.order([desk.line(10, tax: nil)])
    try await desk.call("sale.order", "action_confirm", [[.integer(first)]])
    _ = await desk.failure("sale.order", "action_confirm", [[.integer(first), .integer(second)]])
    #expect(state(desk, second) == (version == .v16 ? "sale" : "draft"))
  }

  @Test(
    "Cancelling a confirmed order only opens a window before 19, unless the context says not to",
    arguments: ERPVersion.allCases)
  func cancelTrap(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let (order, product) = try await desk.confirmedOrder(stock: 5)
    let answer = try await desk.call("sale.order", "action_cancel", [[.integer(order)]])
    if version <= .v18 {
      #expect(answer.map?["res_model"] == "sale.order.cancel")
      #expect(state(desk, order) == "sale")
      let context: RPCMap = ["disable_cancel_warning": true]
      #expect(try await desk.call("sale.order", "action_cancel", [[.integer(order)]], context: context) == .yes)
    }
    #expect(state(desk, order) == "cancel")
    #expect(desk.erp.orders()[0].transfers == ["cancel"])
    #expect(try await desk.read("product.product", product, ["free_qty"])["free_qty"] == .decimal(5))
  }

  @Test("A locked order's lines cannot be changed, a confirmed order's not removed", arguments: ERPVersion.allCases)
  func protection(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let (order, _) = try await desk.confirmedOrder(stock: 5)
    let line = desk.erp.orders()[0].lines[0].id
    let removal: RPCValue = ["order_line": [[2, .integer(line), 0]]]
    #expect(
      await desk.failure("sale.order", "write", [[.integer(order)], removal])?.name == "odoo.exceptions.UserError")
    desk.erp.lockOrder(order)
    #expect(desk.erp.orders()[0].locked)
    let change: RPCValue = ["product_uom_qty": 1]
    #expect(
      await desk.failure("sale.order.line", "write", [[.integer(line)], change])?.name == "odoo.exceptions.UserError")
    #expect(desk.erp.orders()[0].lines[0].quantity == 3)
  }

  @Test(
    "A draft's lines are changed, added and removed by commands, and its totals follow", arguments: ERPVersion.allCases)
  func commands(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let order = try await desk.order([desk.line(10, tax: nil), desk.line(5, tax: nil)])
    let lines = desk.erp.orders()[0].lines.map(\.id)
    let new = desk.line(100, tax: nil)
    let values: RPCValue = [
      "order_line": [[1, .integer(lines[0]), ["price_unit": 20]], [2, .integer(lines[1]), 0], new]
    ]
    try await desk.call("sale.order", "write", [[.integer(order)], values])
    #expect(desk.erp.orders()[0].total == 120)
    #expect(desk.erp.orders()[0].lines.map(\.price) == [20, 100])
  }

  @Test("Deleting a record takes its external id along; a confirmed order cannot be deleted")
  func deletion() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    let row: RPCValue = ["passerelle.o", .text("\(partner)")]
    _ = try await desk.call("sale.order", "load", [["id", "partner_id/.id"], [row]])
    let order = try #require(desk.erp.record(named: "passerelle.o")).id
    try await desk.call("sale.order", "action_confirm", [[.integer(order)]])
    #expect(!desk.erp.removeRecord("sale.order", order))
    desk.erp.cancelOrder(order)
    #expect(desk.erp.removeRecord("sale.order", order))
    #expect(desk.erp.record(named: "passerelle.o") == nil)
    #expect(desk.erp.orders().isEmpty)
  }

  @Test(
    "Without a price list 16 refuses an order, the others use the company's currency", arguments: ERPVersion.allCases)
  func noPricelist(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let partner = try await desk.partner()
    let failure = await desk.failure(
      "sale.order", "create", [["partner_id": .integer(partner), "pricelist_id": false]])
    #expect(failure?.name == (version == .v16 ? "odoo.exceptions.ValidationError" : nil))
    if version >= .v17 { #expect(desk.erp.orders()[0].currency == "EUR") }
  }
}
