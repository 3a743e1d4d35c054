/// Where the rules of the single models hang: defaults before a record is created, checks and recomputations after it.
extension ERPDatabase {
  /// Fills the defaults in; gives an id when the creation means an existing record instead.
  func interceptCreate(_ model: String, _ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) -> Int? {
    switch model {
    case "res.partner": try preparePartner(&values)
    case "product.template": prepareTemplate(&values)
    case "product.product": try prepareVariant(&values, context)
    case "sale.order": try prepareOrder(&values, context)
    case "sale.order.line": try prepareOrderLine(&values, context)
    case "account.move": try prepareInvoice(&values, context)
    case "account.move.line": prepareInvoiceLine(&values)
    case "stock.quant": return try prepareQuant(&values, context)
    case "ir.model.data": try prepareExternalID(&values)
    case "account.payment.register": try prepareRegistration(&values, context)
    case "product.pricelist.item": values = Self.defaults(["applied_on": "3_global", "compute_price": "fixed"], values)
    default: break
    }
    for field in Self.mandatory[model] ?? [] where !(values[field]?.isTrue ?? false) { throw mandatory(model, field) }
    return nil
  }

  func afterCreate(_ model: String, _ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    switch model {
    case "res.partner": try checkPartner(id, values)
    case "product.template": try finishTemplate(id, values, context)
    case "product.product": try finishVariant(id, values)
    case "sale.order": finishOrder(id)
    case "sale.order.line": finishOrderLine(id, values)
    case "account.move": try finishInvoice(id, values, context)
    case "account.move.line": try finishInvoiceLine(id, context)
    case "product.template.attribute.line": try refreshVariants(ofLine: id, context)
    case "stock.quant": try finishQuant(id, values, context)
    case "stock.picking": finishTransfer(id)
    case "stock.move": finishMove(id)
    case "product.category", "stock.location": setCompleteName(model, id)
    case "ir.model.data": setCompleteID(id)
    case "account.payment.register": set(model, id, "_invoices", .ids(pendingRegistration))
    default: break
    }
    try storeImages(model, id, values)
  }

  func beforeWrite(_ model: String, _ id: Int, _ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    switch model {
    case "sale.order": try checkOrderWrite(id, values)
    case "sale.order.line": try checkOrderLineWrite(id, &values)
    case "account.move": try checkInvoiceWrite(id, &values)
    case "product.template": prepareTemplateWrite(id, &values)
    default: break
    }
  }

  func afterWrite(_ model: String, _ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    switch model {
    case "res.partner": try checkPartner(id, values)
    case "product.template": try spreadTemplateWrite(id, values, context)
    case "product.product": try spreadVariantWrite(id, values, context)
    case "sale.order": finishOrderWrite(id, values)
    case "sale.order.line": finishOrderLineWrite(id, values)
    case "account.move": try finishInvoiceWrite(id, values, context)
    case "account.move.line": try finishInvoiceLineWrite(id, values, context)
    case "product.template.attribute.line": try refreshVariants(ofLine: id, context)
    case "stock.quant": try finishQuant(id, values, context)
    case "stock.move": finishMoveWrite(id, values)
    case "product.category", "stock.location": setCompleteName(model, id)
    default: break
    }
    try storeImages(model, id, values)
  }

  func beforeUnlink(_ model: String, _ id: Int, _ context: ERPContext) throws(RPCFailure) {
    switch model {
    case "sale.order":
      guard ["draft", "cancel"].contains(text(model, id, "state") ?? "") else {
        throw RPCFailure.user(
          "You can not delete a sent quotation or a confirmed sales order. You must first cancel it.")
      }
    case "sale.order.line": try checkOrderLineUnlink(id)
    case "account.move":
      guard text(model, id, "state") != "posted" else {
        throw RPCFailure.user("You can't delete a posted journal item. Don’t play games with your accounting records.")
      }
    case "res.partner":
      guard inverse("sale.order", "partner_id", id).isEmpty else {
        throw brokenConstraint(
          "another model requires the record being deleted. If possible, archive it instead.")
      }
    case "product.product":
      let users = ["stock.move", "stock.quant", "sale.order.line", "account.move.line"]
      if let user = users.first(where: { !inverse($0, "product_id", id).isEmpty }) { throw stillUsed(by: user) }
    default: break
    }
  }

  func afterUnlink(_ model: String, _ id: Int, _ context: ERPContext) throws(RPCFailure) {
    flush()
  }

  /// A foreign key that restricts. Measured with a product that was moved.
  private func stillUsed(by model: String) -> RPCFailure {
    if version >= .v19 {
      return .validation(
        "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: "
          + "'\(models[model]?.label ?? model)' (\(model))\nThanks to the following constraint: 'Product' (product_id)\n"
          + "How about archiving the record instead?")
    }
    return .validation(
      "The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\nModel: "
        + "\(models[model]?.label ?? model) (\(model))\nConstraint: \(model.replacing(".", with: "_"))_product_id_fkey\n"
    )
  }

  /// `values` over `defaults`.
  static func defaults(_ defaults: RPCMap, _ values: RPCMap) -> RPCMap {
    defaults.merging(values) { _, given in given }
  }

  /// The mandatory fields that nothing fills in.
  private static let mandatory: [String: [String]] = [
    "sale.order": ["partner_id"], "sale.order.line": ["order_id"], "product.template": ["name"],
    "account.tax": ["name"], "product.pricelist": ["name"], "product.category": ["name"], "product.attribute": ["name"],
    "product.attribute.value": ["name", "attribute_id"], "delivery.carrier": ["name", "product_id"],
    "stock.quant": ["product_id", "location_id"], "ir.model.data": ["name", "model"],
    "product.pricelist.item": ["pricelist_id"], "account.move.reversal": ["journal_id"],
  ]

  private func setCompleteName(_ model: String, _ id: Int) {
    let parent = integer(model, id, model == "stock.location" ? "location_id" : "parent_id")
    let separator = model == "stock.location" ? "/" : " / "
    let context = ERPContext(user: 1)
    let name = value(model, id, "name", context).text ?? ""
    let above = parent.flatMap { text(model, $0, "complete_name") }
    set(model, id, "complete_name", .text(above.map { $0 + separator + name } ?? name))
  }

  private func prepareExternalID(_ values: inout RPCMap) throws(RPCFailure) {
    let module = values["module"]?.text ?? ""
    let name = values["name"]?.text ?? ""
    guard externalRow("\(module).\(name)") == nil else {
      throw brokenConstraint(
        "duplicate key value violates unique constraint \"ir_model_data_module_name_uniq_index\"\nDETAIL:  Key (module, "
          + "name)=(\(module), \(name)) already exists.\n")
    }
  }

  private func setCompleteID(_ id: Int) {
    let module = text("ir.model.data", id, "module") ?? ""
    set("ir.model.data", id, "complete_name", .text("\(module).\(text("ir.model.data", id, "name") ?? "")"))
  }
}
