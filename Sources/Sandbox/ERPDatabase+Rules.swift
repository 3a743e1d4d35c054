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
    case "product.pricelist": preparePricelist(&values)
    case "product.pricelist.item": preparePricelistItem(&values)
    case "product.supplierinfo": prepareSupplier(&values)
    case "product.attribute":
      values = Self.defaults(["create_variant": "always", "display_type": "radio", "sequence": 20], values)
    case "product.template.attribute.line":
      if let archived = try reviveLine(values, context) { return archived }
      values = Self.defaults(["sequence": 10], values)
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
    case "product.template.attribute.line": try finishLine(id, context)
    case "product.attribute.value", "product.tag": try checkCatalogueName(model, id)
    case "product.pricelist.item": try checkPricelistItem(id)
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
    case "product.product": prepareVariantWrite(id, &values)
    case "product.attribute": try checkAttributeWrite(id, values)
    case "product.attribute.value": try checkAttributeValueWrite(id, values)
    case "product.template.attribute.line": try checkLineWrite(id, &values)
    case "product.supplierinfo": completeSupplier(&values)
    default: break
    }
    for field in Self.kept(model, version) where values[field] == .no || values[field] == .null {
      throw mandatory(model, field)
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
    case "product.template.attribute.line": try finishLine(id, context)
    case "product.attribute.value", "product.tag": try checkCatalogueName(model, id)
    case "product.pricelist": spreadPricelistWrite(id, values)
    case "product.pricelist.item": try checkPricelistItem(id)
    case "stock.quant": try finishQuant(id, values, context)
    case "stock.move": finishMoveWrite(id, values)
    case "product.category":
      try checkCategory(id)
      setCompleteNames(ofCategory: id, context)
    case "stock.location": setCompleteName(model, id)
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
    case "product.product": try checkVariantUnlink(id)
    case "product.template": try checkTemplateUnlink(id)
    case "product.category": try checkCategoryUnlink(id)
    case "product.attribute": try checkAttributeUnlink(id)
    default: break
    }
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
    "product.pricelist.item": ["pricelist_id"], "account.move.reversal": ["journal_id"], "product.tag": ["name"],
    "product.supplierinfo": ["partner_id"], "product.template.attribute.line": ["product_tmpl_id", "attribute_id"],
  ]

  /// Mandatory fields of the catalogue that a write must not empty.
  private static func kept(_ model: String, _ version: ERPVersion) -> [String] {
    guard model.hasPrefix("product.") else { return [] }
    return (mandatory[model] ?? []) + (model == "product.template" && version <= .v18 ? ["categ_id"] : [])
  }

  /// A category's name is part of the names of those below it; they count as written.
  private func setCompleteNames(ofCategory id: Int, _ context: ERPContext) {
    let before = text("product.category", id, "complete_name")
    setCompleteName("product.category", id)
    guard text("product.category", id, "complete_name") != before else { return }
    for child in inverse("product.category", "parent_id", id) {
      touch("product.category", child, user: context.user)
      setCompleteNames(ofCategory: child, context)
    }
  }

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
