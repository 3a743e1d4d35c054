import Foundation

/// The wizards around invoices: making them from orders, registering payments, crediting.
extension ERPDatabase {
  /// `sale.advance.payment.inv.create_invoices`; a second call finds nothing left and is refused (FACTS-odoo f).
  func createInvoices(_ wizards: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("sale.advance.payment.inv", wizards, context)
    var made: [Int] = []
    for wizard in wizards {
      let orders = references("sale.advance.payment.inv", wizard, "sale_order_ids")
      try demand("sale.order", orders, context)
      let merges = cell("sale.advance.payment.inv", wizard, "consolidated_billing") != .no
      made += try invoice(orders: orders, merges: merges, context.unlimited)
    }
    flush()
    if version == .v16 { return ["type": "ir.actions.act_window_close"] }
    return action("Invoices", "account.move", made)
  }

  private func invoice(orders: [Int], merges: Bool, _ context: ERPContext) throws(RPCFailure) -> [Int] {
    let due = orders.filter { order in
      inverse("sale.order.line", "order_id", order).contains { quantityToInvoice($0) != 0 }
    }
    guard !due.isEmpty else { throw RPCFailure.user(nothingToInvoice) }
    var groups: [(key: [Int], orders: [Int])] = []
    for order in due {
      let key = [
        integer("sale.order", order, "partner_invoice_id") ?? 0, integer("sale.order", order, "currency_id") ?? 0,
        merges ? 0 : order,
      ]
      if let position = groups.firstIndex(where: { $0.key == key }) {
        groups[position].orders.append(order)
      } else {
        groups.append((key, [order]))
      }
    }
    var made: [Int] = []
    for group in groups { made.append(try invoice(group.orders, context)) }
    return made
  }

  private func invoice(_ orders: [Int], _ context: ERPContext) throws(RPCFailure) -> Int {
    let first = orders[0]
    func names(_ field: String) -> RPCValue {
      let texts = orders.compactMap { text("sale.order", $0, field) }
      return texts.isEmpty ? .no : .text(texts.joined(separator: ", "))
    }
    let lines = orders.flatMap {
      sorted("sale.order.line", inverse("sale.order.line", "order_id", $0), by: nil, context)
    }
    let commands = lines.filter { quantityToInvoice($0) != 0 }.map { line -> RPCValue in
      [
        0, 0,
        [
          "product_id": cell("sale.order.line", line, "product_id") ?? .no,
          "name": cell("sale.order.line", line, "name") ?? .no,
          "quantity": .decimal(quantityToInvoice(line)), "discount": cell("sale.order.line", line, "discount") ?? 0,
          "price_unit": cell("sale.order.line", line, "price_unit") ?? 0,
          "tax_ids": [[6, 0, cell("sale.order.line", line, version.lineTaxes) ?? []]],
          "sale_line_ids": [[6, 0, [.integer(line)]]],
        ],
      ]
    }
    return try create(
      "account.move",
      [
        "move_type": "out_invoice", "partner_id": cell("sale.order", first, "partner_invoice_id") ?? .no,
        "partner_shipping_id": cell("sale.order", first, "partner_shipping_id") ?? .no,
        "currency_id": cell("sale.order", first, "currency_id") ?? .no, "invoice_origin": names("name"),
        "ref": names("client_order_ref"), "invoice_line_ids": .list(commands),
      ], context)
  }

  private var nothingToInvoice: String {
    version == .v16
      ? "There is nothing to invoice!\n\nReason(s) of this behavior could be:\n- You should deliver your products before "
        + "invoicing them.\n- You should modify the invoicing policy of your product."
      : "Cannot create an invoice. No items are available to invoice.\n\nTo resolve this issue, please ensure that:\n   • The "
        + "products have been delivered before attempting to invoice them.\n   • The invoicing policy of the product is "
        + "configured correctly."
  }

  /// The window that a wizard opens on what it made.
  func action(_ name: String, _ model: String, _ ids: [Int]) -> RPCValue {
    var action: RPCMap = [
      "name": .text(name), "type": "ir.actions.act_window", "res_model": .text(model), "view_mode": "form",
      "context": [:],
    ]
    if ids.count == 1 {
      action["res_id"] = .integer(ids[0])
    } else {
      action["domain"] = [["id", "in", .ids(ids)]]
    }
    return .map(action)
  }

  // MARK: Payments

  func prepareRegistration(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    let invoices = context.values["active_ids"]?.references ?? []
    let lines = context.values["active_model"] == "account.move" ? invoices : []
    let residual = lines.reduce(Decimal(0)) { $0 + number("account.move", $1, "amount_residual") }
    guard residual > 0 else {
      throw RPCFailure.user(
        "You can't register a payment because there is nothing left to pay on the selected journal items.")
    }
    guard lines.allSatisfy({ text("account.move", $0, "state") == "posted" }) else {
      throw RPCFailure.user("You can only register payment for posted journal entries.")
    }
    values = Self.defaults(
      [
        "payment_date": .text(today), "amount": .decimal(residual), "journal_id": 3,
        "currency_id": cell("account.move", lines[0], "currency_id") ?? .no,
        "partner_id": cell("account.move", lines[0], "partner_id") ?? .no, "payment_type": "inbound",
      ], values)
    pendingRegistration = lines
  }

  /// `account.payment.register.action_create_payments`.
  func createPayments(_ wizards: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("account.payment.register", wizards, context)
    var made: [Int] = []
    for wizard in wizards {
      for invoice in references("account.payment.register", wizard, "_invoices") {
        made.append(pay(invoice, wizard, context))
      }
    }
    flush()
    return action("Payments", "account.payment", made)
  }

  private func pay(_ invoice: Int, _ wizard: Int, _ context: ERPContext) -> Int {
    let model = "account.payment.register"
    let invoices = references(model, wizard, "_invoices")
    let residual = number("account.move", invoice, "amount_residual")
    let amount = invoices.count == 1 ? number(model, wizard, "amount") : residual
    let journal = integer(model, wizard, "journal_id") ?? 3
    let payment = insertRow("account.payment")
    let code = text("account.journal", journal, "code") ?? "BNK1"
    let year = String((text(model, wizard, "payment_date") ?? today).prefix(4))
    let number = String(next("P\(code)/\(year)"))
    let refund = text("account.move", invoice, "move_type") == "out_refund"
    let cells: RPCMap = [
      "name": .text("P\(code)/\(year)/" + String(repeating: "0", count: max(0, 5 - number.count)) + number),
      "amount": .decimal(amount), "date": cell(model, wizard, "payment_date") ?? .text(today),
      "journal_id": .integer(journal),
      "partner_id": cell("account.move", invoice, "partner_id") ?? .no, "payment_type": refund ? "outbound" : "inbound",
      "partner_type": "customer", "currency_id": cell("account.move", invoice, "currency_id") ?? .no,
      version >= .v18 ? "memo" : "ref": cell(model, wizard, "communication") ?? .no,
      "state": version >= .v18 ? "paid" : "posted", "reconciled_invoice_id": .integer(invoice), "company_id": 1,
      "reconciled_invoice_ids": .ids([invoice]), "create_date": .text(now), "create_uid": .integer(context.user),
    ]
    for (field, cell) in cells { set("account.payment", payment, field, cell) }
    touch("account.payment", payment, user: context.user)
    let paid = self.number("account.move", invoice, "_paid") + amount
    set("account.move", invoice, "_paid", .decimal(paid))
    set(
      "account.move", invoice, "payment_state",
      paid >= self.number("account.move", invoice, "amount_total") ? "paid" : "partial")
    dirtyInvoices.insert(invoice)
    return payment
  }

  // MARK: Credit notes

  /// `account.move.reversal`: a draft credit note of each invoice, linked by `reversed_entry_id`.
  func reverse(_ wizards: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("account.move.reversal", wizards, context)
    var made: [Int] = []
    for wizard in wizards {
      let invoices = references("account.move.reversal", wizard, "move_ids")
      for invoice in invoices.isEmpty ? context.values["active_ids"]?.references ?? [] : invoices {
        made.append(try credit(invoice, reason: text("account.move.reversal", wizard, "reason"), context))
      }
    }
    flush()
    return action("Reverse Moves", "account.move", made)
  }

  func credit(_ invoice: Int, reason: String?, _ context: ERPContext) throws(RPCFailure) -> Int {
    let name = text("account.move", invoice, "name") ?? ""
    let copied = ["product_id", "name", "quantity", "discount", "price_unit"]
    let commands = productLines(invoice).map { line -> RPCValue in
      var values = RPCMap(copied.map { ($0, cell("account.move.line", line, $0) ?? .no) }, uniquingKeysWith: { $1 })
      values["tax_ids"] = [[6, 0, cell("account.move.line", line, "tax_ids") ?? []]]
      values["sale_line_ids"] = [[6, 0, cell("account.move.line", line, "sale_line_ids") ?? []]]
      return [0, 0, .map(values)]
    }
    return try create(
      "account.move",
      [
        "move_type": "out_refund", "partner_id": cell("account.move", invoice, "partner_id") ?? .no,
        "currency_id": cell("account.move", invoice, "currency_id") ?? .no, "reversed_entry_id": .integer(invoice),
        "ref": .text("Reversal of: \(name)" + (reason.map { ", \($0)" } ?? "")), "invoice_line_ids": .list(commands),
        "invoice_origin": cell("account.move", invoice, "invoice_origin") ?? .no,
      ], context)
  }
}
