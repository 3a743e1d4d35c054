import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("Invoices of a simulated Odoo")
struct ERPInvoiceTests {
  private func invoice(_ desk: ERPDesk, _ orders: [Int], merged: Bool = false) async throws {
    var values: RPCMap = ["advance_payment_method": "delivered", "sale_order_ids": [[6, 0, .ids(orders)]]]
    if desk.erp.version >= .v17 { values["consolidated_billing"] = .bool(merged) }
    let wizard = try await desk.call("sale.advance.payment.inv", "create", [.map(values)])
    try await desk.call("sale.advance.payment.inv", "create_invoices", [[wizard]])
  }

  private func confirmed(_ desk: ERPDesk) async throws -> Int {
    let order = try await desk.order([
      desk.line(Decimal(string: "19.90") ?? 0, quantity: 3, tax: try await desk.tax(20))
    ])
    try await desk.call("sale.order", "action_confirm", [[.integer(order)]])
    return order
  }

  @Test("The wizard makes a draft invoice once; a second call is refused", arguments: ERPVersion.allCases)
  func wizardTwice(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let order = try await confirmed(desk)
    #expect(desk.erp.orders()[0].invoiceStatus == "to invoice")
    try await invoice(desk, [order])
    let made = try #require(desk.erp.orders()[0].invoices.first)
    #expect(made.state == "draft")
    #expect(made.total == Decimal(string: "59.70"))
    #expect(made.taxes == [20: Decimal(string: "9.95") ?? 0])
    #expect(desk.erp.orders()[0].invoiceStatus == "invoiced")
    await #expect(throws: RPCFailure.self) { try await invoice(desk, [order]) }
    #expect(desk.erp.orders()[0].invoices.count == 1)
  }

  @Test("16 does not know consolidated_billing")
  func consolidatedBilling() async throws {
    let desk = try ERPDesk(.v16)
    let failure = await desk.failure("sale.advance.payment.inv", "create", [["consolidated_billing": false]])
    #expect(failure?.name == "builtins.ValueError")
  }

  @Test("Orders of one customer are merged in one invoice only when asked")
  func merging() async throws {
    let desk = try ERPDesk(.v18)
    let partner: RPCMap = ["partner_id": 1]
    var orders: [Int] = []
    for _ in 0..<4 { orders.append(try await desk.order([desk.line(10, tax: nil)], partner)) }
    try await desk.call("sale.order", "action_confirm", [.ids(orders)])
    try await invoice(desk, Array(orders.prefix(2)))
    #expect(desk.erp.count("account.move") == 2)
    try await invoice(desk, Array(orders.suffix(2)), merged: true)
    #expect(desk.erp.count("account.move") == 3)
  }

  @Test("A tax amount typed on the draft survives another line and the posting", arguments: ERPVersion.allCases)
  func manualTax(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    try await invoice(desk, [try await confirmed(desk)])
    let made = desk.erp.orders()[0].invoices[0].id
    let line = try await desk.search(
      "account.move.line", [["move_id", "=", .integer(made)], ["display_type", "=", "tax"]])[0]
    let typed: RPCValue = [
      "line_ids": [[1, .integer(line), ["amount_currency": .decimal(Decimal(string: "-9.96") ?? 0)]]]
    ]
    try await desk.call("account.move", "write", [[.integer(made)], typed])
    let cent = RPCValue.decimal(Decimal(string: "-0.01") ?? 0)
    let rounding: RPCValue = ["name": "Arrondi TVA", "quantity": 1, "price_unit": cent, "tax_ids": []]
    try await desk.call("account.move", "write", [[.integer(made)], ["invoice_line_ids": [[0, 0, rounding]]]])
    #expect(try await desk.call("account.move", "action_post", [[.integer(made)]]) == .no)
    let posted = desk.erp.orders()[0].invoices[0]
    #expect(posted.tax == Decimal(string: "9.96"))
    #expect(posted.total == Decimal(string: "59.70"))
    #expect(posted.name?.hasPrefix("INV/") == true)
    #expect(await desk.failure("account.move", "action_post", [[.integer(made)]])?.name == "odoo.exceptions.UserError")
  }

  @Test("A payment settles an invoice once; there is nothing left to pay then", arguments: ERPVersion.allCases)
  func payment(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    try await invoice(desk, [try await confirmed(desk)])
    let made = desk.erp.orders()[0].invoices[0].id
    #expect(desk.erp.post(invoice: made))
    let context: RPCMap = ["active_model": "account.move", "active_ids": [.integer(made)]]
    let values: RPCValue = ["journal_id": 3, "communication": "PS-1"]
    let wizard = try await desk.call("account.payment.register", "create", [values], context: context)
    try await desk.call("account.payment.register", "action_create_payments", [[wizard]])
    #expect(desk.erp.orders()[0].invoices[0].paymentState == "paid")
    let note = version >= .v18 ? "memo" : "ref"
    #expect(desk.erp.records("account.payment", fields: [note, "amount"]).first?[note] == "PS-1")
    #expect(
      await desk.failure("account.payment.register", "create", [values], context: context)?.name
        == "odoo.exceptions.UserError")
  }

  @Test("A credit note sets the order back to be invoiced and points to its invoice", arguments: ERPVersion.allCases)
  func creditNote(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    try await invoice(desk, [try await confirmed(desk)])
    let made = desk.erp.orders()[0].invoices[0].id
    desk.erp.post(invoice: made)
    let values: RPCValue = ["move_ids": [[6, 0, [.integer(made)]]], "reason": "retour", "journal_id": 1]
    let wizard = try await desk.call("account.move.reversal", "create", [values])
    let action = try await desk.call("account.move.reversal", "reverse_moves", [[wizard]])
    let credit = try #require(action.map?["res_id"]?.integer)
    #expect(
      desk.erp.record("account.move", credit, fields: ["reversed_entry_id"])?["reversed_entry_id"] == .integer(made))
    #expect(desk.erp.orders()[0].invoiceStatus == "to invoice")
    #expect(desk.erp.orders()[0].invoices.map(\.type) == ["out_invoice", "out_refund"])
    let older = await desk.failure("account.move.reversal", "refund_moves", [[wizard]])
    #expect(older?.name == (version == .v16 ? "builtins.AttributeError" : nil))
  }
}
