import Foundation

/// Sales orders: what a new one starts from, and the totals that follow from its lines.
extension ERPDatabase {
  func prepareOrder(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    if version == .v16, let pricelist = values["pricelist_id"], !pricelist.isTrue {
      throw mandatory("sale.order", "pricelist_id")
    }
    let partner = values["partner_id"]?.integer.flatMap { exists("res.partner", $0) ? $0 : nil }
    var defaults: RPCMap = [
      "state": "draft", "company_id": 1, "date_order": .text(nowSeconds), "user_id": .integer(context.user),
      "warehouse_id": 1, "picking_policy": "direct", "invoice_status": "no", "locked": false, "currency_rate": 1,
    ]
    if let partner {
      defaults["partner_invoice_id"] = .integer(address("invoice", of: partner))
      defaults["partner_shipping_id"] = .integer(address("delivery", of: partner))
      defaults["pricelist_id"] = .reference(defaultPricelist(of: partner))
    }
    if !(values["name"]?.isTrue ?? false) {
      let number = String(next("sale.order"))
      values["name"] = .text("S" + String(repeating: "0", count: max(0, 5 - number.count)) + number)
    }
    values = Self.defaults(defaults, values).filter { models["sale.order"]?.fields[$0.key] != nil }
  }

  func defaultPricelist(of partner: Int) -> Int? {
    let own = integer("res.partner", partner, "property_product_pricelist")
    return own
      ?? sorted(
        "product.pricelist", visible("product.pricelist", table("product.pricelist").ids, ERPContext(user: 1)), by: nil,
        ERPContext(user: 1)
      ).first
  }

  func finishOrder(_ id: Int) {
    updateCurrency(id)
    dirtyOrders.insert(id)
  }

  /// The order's currency is its price list's (sale_order.py:441).
  private func updateCurrency(_ id: Int) {
    let list = integer("sale.order", id, "pricelist_id").flatMap { integer("product.pricelist", $0, "currency_id") }
    set("sale.order", id, "currency_id", .reference(list ?? integer("res.company", 1, "currency_id")))
  }

  func checkOrderWrite(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    if version == .v16, let pricelist = values["pricelist_id"], !pricelist.isTrue {
      throw mandatory("sale.order", "pricelist_id")
    }
    if let partner = values["partner_id"], !partner.isTrue { throw mandatory("sale.order", "partner_id") }
    let confirmed = !["draft", "sent"].contains(text("sale.order", id, "state") ?? "draft")
    if version >= .v17, confirmed, values["pricelist_id"] != nil {
      throw RPCFailure.user("It is not possible to change the pricelist of a confirmed order.")
    }
  }

  func finishOrderWrite(_ id: Int, _ values: RPCMap) {
    if values["pricelist_id"] != nil { updateCurrency(id) }
    dirtyOrders.insert(id)
  }

  /// Is the order closed to changes of its lines? 16 has the state "done", later versions a flag of its own.
  func isLocked(_ id: Int) -> Bool {
    version == .v16 ? text("sale.order", id, "state") == "done" : flag("sale.order", id, "locked")
  }

  /// Brings the totals of all changed documents up to date.
  func flush() {
    let invoices = dirtyInvoices.sorted()
    dirtyInvoices = []
    for invoice in invoices where exists("account.move", invoice) { recompute(invoice: invoice) }
    let orders = dirtyOrders.sorted()
    dirtyOrders = []
    for order in orders where exists("sale.order", order) { recompute(order: order) }
  }

  private func recompute(order id: Int) {
    let lines = inverse("sale.order.line", "order_id", id)
    let totals = orderTotals(lines)
    let cells: [(String, Decimal)] = [
      ("amount_untaxed", totals.untaxed), ("amount_tax", totals.tax), ("amount_total", totals.total),
    ]
    let changed = cells.contains { cell("sale.order", id, $0.0)?.number != $0.1 }
    for (field, amount) in cells { set("sale.order", id, field, .decimal(amount)) }
    let status = invoiceStatus(id, lines)
    if changed || text("sale.order", id, "invoice_status") != status {
      set("sale.order", id, "invoice_status", .text(status))
      touch("sale.order", id, user: integer("sale.order", id, "write_uid") ?? 1)
    }
    updateDeliveryStatus(id, lines)
  }

  /// 16 and 17 add up the lines' own amounts when they round a line; the others compute the order as a whole.
  private func orderTotals(_ lines: [Int]) -> ERPTotals {
    guard version <= .v17, rounding == .perLine else { return taxEngine.totals(lines.map(priced)) }
    var totals = ERPTotals()
    for line in lines {
      totals.untaxed += number("sale.order.line", line, "price_subtotal")
      totals.tax += number("sale.order.line", line, "price_tax")
    }
    return totals
  }

  private func invoiceStatus(_ id: Int, _ lines: [Int]) -> String {
    guard ["sale", "done"].contains(text("sale.order", id, "state") ?? "") else { return "no" }
    let states = lines.map { line -> String in
      if quantityToInvoice(line) != 0 { return "to invoice" }
      let ordered = number("sale.order.line", line, "product_uom_qty")
      return number("sale.order.line", line, "qty_invoiced") >= ordered ? "invoiced" : "no"
    }
    for (line, state) in zip(lines, states) { set("sale.order.line", line, "invoice_status", .text(state)) }
    if states.contains("to invoice") { return "to invoice" }
    return !states.isEmpty && states.allSatisfy { $0 == "invoiced" } ? "invoiced" : "no"
  }

  private func updateDeliveryStatus(_ id: Int, _ lines: [Int]) {
    let states = inverse("stock.picking", "sale_id", id).compactMap { text("stock.picking", $0, "state") }
      .filter { $0 != "cancel" }
    guard !states.isEmpty else { return set("sale.order", id, "delivery_status", .no) }
    let done = states.count { $0 == "done" }
    let delivered = lines.contains { number("sale.order.line", $0, "qty_delivered") > 0 }
    let status: String
    switch done {
    case 0: status = "pending"
    case states.count: status = "full"
    // Picked and nothing shipped: 17 does not tell it from a part shipped (measured).
    default: status = delivered || version == .v17 ? "partial" : "started"
    }
    set("sale.order", id, "delivery_status", .text(status))
  }
}
