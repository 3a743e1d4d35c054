import Foundation

/// The buttons of a sales order.
extension ERPDatabase {
  /// `action_confirm`: 16 confirms again without a word and overwrites the date; later versions refuse the whole call.
  func confirm(_ ids: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("sale.order", ids, context)
    let open = ids.filter { ["draft", "sent"].contains(text("sale.order", $0, "state") ?? "") }
    if version >= .v17, open.count < ids.count {
      let names = ids.filter { !open.contains($0) }.compactMap { text("sale.order", $0, "name") }
      throw RPCFailure.user(
        version == .v17
          ? "The following orders are not in a state requiring confirmation: " + names.joined(separator: ", ")
          : "Some orders are not in a state requiring confirmation.")
    }
    for id in ids {
      set("sale.order", id, "date_order", .text(nowSeconds))
      touch("sale.order", id, user: context.user)
      guard open.contains(id) else { continue }
      set("sale.order", id, "state", "sale")
      dirtyOrders.insert(id)
      ship(order: id)
    }
    return .yes
  }

  /// `action_cancel`: before 19 a confirmed order only shows a wizard, unless the context says not to (FACTS-odoo e).
  func cancel(_ ids: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    try demand("sale.order", ids, context)
    let confirmed = ids.contains { !["draft", "cancel"].contains(text("sale.order", $0, "state") ?? "") }
    if ids.contains(where: isLocked) {
      throw RPCFailure.user("You cannot cancel a locked order. Please unlock it first.")
    }
    if version <= .v18, confirmed, !context.isOn("disable_cancel_warning") {
      return [
        "name": "Cancel Sales Order", "view_mode": "form", "res_model": "sale.order.cancel", "view_id": 1355,
        "type": "ir.actions.act_window",
        "context": [
          "default_template_id": 24, "default_order_id": .reference(ids.first), "mark_so_as_canceled": true,
          "default_email_layout_xmlid": "mail.mail_notification_layout_with_responsible_signature",
          "model_description": "Sales Order",
        ], "target": "new",
      ]
    }
    for id in ids { cancel(order: id, user: context.user) }
    return .yes
  }

  func cancel(order id: Int, user: Int) {
    for picking in inverse("stock.picking", "sale_id", id) { cancel(picking: picking) }
    for invoice in invoices(ofOrder: id) where text("account.move", invoice, "state") == "draft" {
      set("account.move", invoice, "state", "cancel")
      touch("account.move", invoice, user: user)
      refreshInvoiced(ofInvoice: invoice)
    }
    set("sale.order", id, "state", "cancel")
    touch("sale.order", id, user: user)
    dirtyOrders.insert(id)
  }

  func redraft(_ ids: [Int], _ context: ERPContext) {
    for id in ids where ["cancel", "sent"].contains(text("sale.order", id, "state") ?? "") {
      set("sale.order", id, "state", "draft")
      touch("sale.order", id, user: context.user)
      dirtyOrders.insert(id)
    }
  }

  func lock(_ ids: [Int], _ locks: Bool, _ context: ERPContext) {
    for id in ids {
      if version == .v16 {
        set("sale.order", id, "state", locks ? "done" : "sale")
      } else {
        set("sale.order", id, "locked", .bool(locks))
      }
      touch("sale.order", id, user: context.user)
    }
  }
}
