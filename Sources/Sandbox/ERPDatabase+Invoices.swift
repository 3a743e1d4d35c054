import Foundation
import Records

/// Invoices and credit notes: lines, tax lines and totals (FACTS-odoo f, FACTS-money 7).
extension ERPDatabase {
  func invoices(ofOrder order: Int) -> [Int] {
    var seen: Set<Int> = []
    var ids: [Int] = []
    for line in inverse("sale.order.line", "order_id", order) {
      for invoiceLine in inverse("account.move.line", "_sale_line", line) {
        if let id = integer("account.move.line", invoiceLine, "move_id"), seen.insert(id).inserted { ids.append(id) }
      }
    }
    return ids.sorted()
  }

  func prepareInvoice(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    let type = values["move_type"]?.text ?? context.values["default_move_type"]?.text ?? "entry"
    let partner = values["partner_id"]?.integer
    var defaults: RPCMap = [
      "move_type": .text(type), "state": "draft", "date": .text(today), "journal_id": 1, "auto_post": "no",
      "company_id": 1,
      "payment_state": "not_paid", "currency_id": .reference(integer("res.company", 1, "currency_id")),
      "invoice_user_id": .integer(context.user),
    ]
    defaults["partner_shipping_id"] = .reference(partner)
    values = Self.defaults(defaults, values).filter { models["account.move"]?.fields[$0.key] != nil }
  }

  func finishInvoice(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    if version <= .v17, text("account.move", id, "move_type") == "out_refund", text("account.move", id, "name") == nil {
      number(invoice: id)
    }
    dirtyInvoices.insert(id)
  }

  func checkInvoiceWrite(_ id: Int, _ values: inout RPCMap) throws(RPCFailure) {
    let guarded = ["invoice_line_ids", "line_ids", "partner_id", "currency_id"]
    guard text("account.move", id, "state") == "posted", values.keys.contains(where: guarded.contains) else { return }
    throw RPCFailure.user("You cannot modify a posted entry of this journal because it is in strict mode.")
  }

  func finishInvoiceWrite(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    dirtyInvoices.insert(id)
  }

  func prepareInvoiceLine(_ values: inout RPCMap) {
    let product = values["product_id"]?.integer.flatMap { exists("product.product", $0) ? $0 : nil }
    var defaults: RPCMap = ["quantity": 1, "discount": 0, "display_type": "product", "sequence": 100]
    if let product {
      let context = ERPContext(user: 1)
      defaults["name"] = .text(displayName("product.product", product, context))
      defaults["price_unit"] = value("product.product", product, "lst_price", context)
      defaults["tax_ids"] = [[6, 0, value("product.product", product, "taxes_id", context)]]
      defaults["product_uom_id"] = value("product.product", product, "uom_id", context)
    }
    values = Self.defaults(defaults, values)
  }

  func finishInvoiceLine(_ id: Int, _ context: ERPContext) throws(RPCFailure) {
    set("account.move.line", id, "_sale_line", .reference(references("account.move.line", id, "sale_line_ids").first))
    if let invoice = integer("account.move.line", id, "move_id") { dirtyInvoices.insert(invoice) }
  }

  func finishInvoiceLineWrite(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    if text("account.move.line", id, "display_type") == "tax",
      values["amount_currency"] != nil || values["balance"] != nil
    {
      if values["amount_currency"] == nil, let balance = values["balance"] {
        set("account.move.line", id, "amount_currency", balance)
      }
      set("account.move.line", id, "_manual", .yes)
    }
    if values["sale_line_ids"] != nil { try finishInvoiceLine(id, context) }
    if let invoice = integer("account.move.line", id, "move_id") { dirtyInvoices.insert(invoice) }
  }

  /// Sales are credits: an invoice's products and taxes are negative, a credit note's positive.
  func sign(ofInvoice id: Int) -> Decimal { text("account.move", id, "move_type") == "out_refund" ? 1 : -1 }

  func productLines(_ invoice: Int) -> [Int] {
    inverse("account.move.line", "move_id", invoice).filter {
      text("account.move.line", $0, "display_type") == "product"
    }
  }

  func taxLines(_ invoice: Int) -> [Int] {
    inverse("account.move.line", "move_id", invoice).filter { text("account.move.line", $0, "display_type") == "tax" }
  }

  func recompute(invoice id: Int) {
    let lines = productLines(id)
    let totals = taxEngine.totals(
      lines.map { line in
        ERPPricedLine(
          price: number("account.move.line", line, "price_unit"),
          quantity: number("account.move.line", line, "quantity"),
          discount: number("account.move.line", line, "discount"),
          taxes: taxes(references("account.move.line", line, "tax_ids")))
      })
    let sign = sign(ofInvoice: id)
    for (line, amounts) in zip(lines, totals.lines) {
      set("account.move.line", line, "price_subtotal", .decimal(amounts.untaxed))
      set("account.move.line", line, "price_total", .decimal(amounts.total))
      set("account.move.line", line, "amount_currency", .decimal(sign * amounts.untaxed))
    }
    refreshTaxLines(id, totals, sign)
    let tax = taxLines(id).reduce(Decimal(0)) { $0 + sign * number("account.move.line", $1, "amount_currency") }
    let total = totals.untaxed + tax
    let paid = number("account.move", id, "_paid")
    let amounts = [
      ("amount_untaxed", totals.untaxed), ("amount_tax", tax), ("amount_total", total),
      ("amount_residual", total - paid),
      ("amount_untaxed_signed", -sign * totals.untaxed), ("amount_tax_signed", -sign * tax),
      ("amount_total_signed", -sign * total), ("amount_residual_signed", -sign * (total - paid)),
    ]
    for (field, amount) in amounts { set("account.move", id, field, .decimal(amount)) }
    refreshTerms(id, -sign * total)
    touch("account.move", id, user: integer("account.move", id, "write_uid") ?? 1)
    refreshInvoiced(ofInvoice: id)
  }

  /// One line a tax; an amount that a person typed stays.
  private func refreshTaxLines(_ id: Int, _ totals: ERPTotals, _ sign: Decimal) {
    var missing = totals.taxes.filter { $0.value != 0 }
    for line in taxLines(id) {
      let tax = integer("account.move.line", line, "tax_line_id") ?? 0
      if let amount = missing.removeValue(forKey: tax) {
        if !flag("account.move.line", line, "_manual") {
          set("account.move.line", line, "amount_currency", .decimal(sign * amount))
        }
        set("account.move.line", line, "tax_base_amount", .decimal(totals.bases[tax] ?? 0))
      } else {
        removeRow("account.move.line", line)
      }
    }
    for (tax, amount) in missing.sorted(by: { $0.key < $1.key }) {
      addLine(
        id,
        [
          "display_type": "tax", "tax_line_id": .integer(tax), "amount_currency": .decimal(sign * amount),
          "name": value("account.tax", tax, "name", ERPContext(user: 1)),
          "tax_base_amount": .decimal(totals.bases[tax] ?? 0),
        ])
    }
  }

  private func refreshTerms(_ id: Int, _ amount: Decimal) {
    let line = inverse("account.move.line", "move_id", id).first {
      text("account.move.line", $0, "display_type") == "payment_term"
    }
    if let line {
      set("account.move.line", line, "amount_currency", .decimal(amount))
    } else {
      addLine(id, ["display_type": "payment_term", "amount_currency": .decimal(amount), "name": false])
    }
  }

  private func addLine(_ invoice: Int, _ cells: RPCMap) {
    let line = insertRow("account.move.line")
    let own: RPCMap = ["move_id": .integer(invoice), "create_date": .text(now), "write_date": .text(now)]
    for (field, cell) in own.merging(cells, uniquingKeysWith: { $1 }) { set("account.move.line", line, field, cell) }
  }

  /// Brings `qty_invoiced` of the order lines that an invoice concerns up to date; credit notes count against.
  func refreshInvoiced(ofInvoice id: Int) {
    for line in productLines(id) {
      guard let sold = integer("account.move.line", line, "_sale_line") else { continue }
      var quantity: Decimal = 0
      for other in inverse("account.move.line", "_sale_line", sold) {
        guard let invoice = integer("account.move.line", other, "move_id"),
          text("account.move", invoice, "state") != "cancel"
        else { continue }
        quantity -= sign(ofInvoice: invoice) * number("account.move.line", other, "quantity")
      }
      set("sale.order.line", sold, "qty_invoiced", .decimal(quantity))
      if let order = integer("sale.order.line", sold, "order_id") { dirtyOrders.insert(order) }
    }
  }

  func number(invoice id: Int) {
    let prefix = text("account.move", id, "move_type") == "out_refund" ? "RINV" : "INV"
    let year = String((text("account.move", id, "invoice_date") ?? today).prefix(4))
    let number = String(next("\(prefix)/\(year)"))
    let padding = String(repeating: "0", count: max(0, 5 - number.count))
    set("account.move", id, "name", .text("\(prefix)/\(year)/\(padding)\(number)"))
  }

  func post(_ ids: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("account.move", ids, context)
    for id in ids {
      guard text("account.move", id, "state") == "draft" else {
        let problem = version == .v16 ? "is already posted" : "must be in draft"
        throw RPCFailure.user("The entry \(text("account.move", id, "name") ?? "") (id \(id)) \(problem).")
      }
      if text("account.move", id, "invoice_date") == nil { set("account.move", id, "invoice_date", .text(today)) }
      if text("account.move", id, "name") == nil { number(invoice: id) }
      set("account.move", id, "state", "posted")
      dirtyInvoices.insert(id)
    }
    return .no
  }
}
