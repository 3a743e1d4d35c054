import Foundation
import Records

extension ShopState {
  /// Adds the history row and makes the state the order's (OrderHistory::changeIdOrderState), mailing when asked.
  mutating func changeState(ofOrder order: Int, to wanted: Int, mails: Bool, employee: Int = 0) {
    insert(
      "order_histories",
      [
        "id_order": String(order), "id_order_state": String(wanted), "id_employee": String(employee),
        "date_add": localNow,
      ])
    applyState(wanted, toOrder: order)
    if mails { mailState(wanted, ofOrder: order) }
  }

  /// What an order becomes with a state: valid or not, invoiced, delivered, paid; its stock back when it is cancelled.
  mutating func applyState(_ wanted: Int, toOrder order: Int) {
    guard let row = row("orders", order), let flags = self.row("order_states", wanted) else { return }
    let was = integer("orders", row, "current_state")
    func has(_ flag: String) -> Bool { value("order_states", flags, flag) == "1" }
    update(
      "orders", order, ["current_state": String(wanted), "valid": has("logable") ? "1" : "0", "date_upd": localNow])
    if has("invoice") { addInvoice(toOrder: order) }
    if has("delivery") { addDelivery(toOrder: order) }
    if has("paid") { addMissingPayment(toOrder: order) }
    if was != 0 {
      moveStock(ofOrder: order, by: restocked(from: was, to: wanted), shop: integer("orders", row, "id_shop"))
    }
  }

  /// What a change of state does to the stock of the order's rows: 1 gives it back, -1 takes it again
  /// (OrderHistory::changeIdOrderState). It is not symmetrical: a cancelled order that waits for its money again takes
  /// nothing, neither then nor when it is paid.
  private func restocked(from was: Int, to wanted: Int) -> Int {
    func isLogable(_ state: Int) -> Bool { value("order_states", state, "logable") == "1" }
    if isLogable(wanted), !isLogable(was) { return ShopOrderStates.takesNoStock(was) ? -1 : 0 }
    guard !isLogable(wanted), ShopOrderStates.takesNoStock(wanted) else { return 0 }
    return isLogable(was) || !ShopOrderStates.takesNoStock(was) ? 1 : 0
  }

  private mutating func moveStock(ofOrder order: Int, by sign: Int, shop: Int) {
    guard sign != 0 else { return }
    for line in rows("order_details", where: "id_order", is: order) {
      changeStock(
        product: integer("order_details", line, "product_id"),
        combination: integer("order_details", line, "product_attribute_id"),
        by: sign * integer("order_details", line, "product_quantity"), shop: shop)
    }
  }

  private mutating func addInvoice(toOrder order: Int) {
    guard let row = row("orders", order), value("orders", row, "invoice_number") == "0" else { return }
    let number = (table("order_invoices")?.ids.count ?? 0) + 1
    var values = ["id_order": String(order), "number": String(number), "date_add": localNow, "delivery_number": "0"]
    for (of, from) in [
      ("total_discount_tax_excl", "total_discounts_tax_excl"), ("total_discount_tax_incl", "total_discounts_tax_incl"),
      ("total_paid_tax_excl", "total_paid_tax_excl"), ("total_paid_tax_incl", "total_paid_tax_incl"),
      ("total_products", "total_products"),
      ("total_products_wt", "total_products_wt"), ("total_shipping_tax_excl", "total_shipping_tax_excl"),
      ("total_shipping_tax_incl", "total_shipping_tax_incl"), ("total_wrapping_tax_excl", "total_wrapping_tax_excl"),
      ("total_wrapping_tax_incl", "total_wrapping_tax_incl"),
    ] { values[of] = value("orders", row, from) }
    let invoice = insert("order_invoices", values)
    update("orders", order, ["invoice_number": String(number), "invoice_date": localNow])
    for resource in ["order_details", "order_carriers", version.orderCartRules] {
      for line in rows(resource, where: "id_order", is: order) {
        update(resource, line.id, ["id_order_invoice": String(invoice)])
      }
    }
  }

  private mutating func addDelivery(toOrder order: Int) {
    guard let row = row("orders", order), value("orders", row, "delivery_number") == "0" else { return }
    let invoices = rows("order_invoices", where: "id_order", is: order)
    guard let invoice = invoices.first else { return }
    let number = value("order_invoices", invoice, "number")
    update("order_invoices", invoice.id, ["delivery_number": number, "delivery_date": localNow])
    update("orders", order, ["delivery_number": number, "delivery_date": localNow])
  }

  /// A paid state registers what is not yet paid, once a reference: of a split order only the first one is really paid.
  private mutating func addMissingPayment(toOrder order: Int) {
    guard let row = row("orders", order) else { return }
    let reference = value("orders", row, "reference")
    let siblings = rows("orders", where: "reference", is: reference)
    guard siblings.first?.id == order else { return }
    let due = siblings.reduce(Decimal(0)) { $0 + amount("orders", $1, "total_paid_tax_incl") }
    let paid = rows("order_payments", where: "order_reference", is: reference).reduce(Decimal(0)) {
      $0 + amount("order_payments", $1, "amount")
    }
    guard due > paid else { return }
    addPayment(of: due - paid, toOrder: order)
  }

  mutating func addPayment(of amount: Decimal, toOrder order: Int, method: String? = nil) {
    guard let row = row("orders", order) else { return }
    insert(
      "order_payments",
      [
        "order_reference": value("orders", row, "reference"), "id_currency": value("orders", row, "id_currency"),
        "amount": amount.description,
        "payment_method": method ?? value("orders", row, "payment"),
        "conversion_rate": value("orders", row, "conversion_rate"), "date_add": localNow,
      ])
    update("orders", order, ["total_paid_real": (self.amount("orders", row, "total_paid_real") + amount).description])
  }

  func amount(_ resource: String, _ row: ShopRow, _ field: String) -> Decimal {
    Decimal(exactly: value(resource, row, field)) ?? 0
  }

  /// The number is the order's first parcel's, whoever writes it (Order::setWsShippingNumber).
  mutating func setTracking(_ number: String, ofOrder order: Int) {
    guard let parcel = rows("order_carriers", where: "id_order", is: order).first else { return }
    update("order_carriers", parcel.id, ["tracking_number": number])
  }

  // MARK: messages

  mutating func mailState(_ wanted: Int, ofOrder order: Int) {
    guard let flags = row("order_states", wanted), value("order_states", flags, "send_email") == "1" else { return }
    let template = value("order_states", flags, "template")
    if !template.isEmpty { mail(template, aboutOrder: order, state: wanted) }
  }

  mutating func mail(_ template: String, aboutOrder order: Int, state: Int?) {
    guard let row = row("orders", order) else { return }
    let to = value("customers", integer("orders", row, "id_customer"), "email")
    mails.append(ShopMail(orderID: order, stateID: state, template: template, to: to, at: settings.clock.now))
  }
}
