import Foundation

/// Products: a template with its variants, which share what is not their own.
extension ERPDatabase {
  func variants(of template: Int) -> [Int] {
    inverse("product.product", "product_tmpl_id", template).filter { isActive("product.product", $0) }
  }

  func variantExtra(_ id: Int) -> Decimal {
    references("product.product", id, "product_template_attribute_value_ids")
      .reduce(0) { $0 + number("product.template.attribute.value", $1, "price_extra") }
  }

  /// Fields of a template that belong to its only variant.
  private static let variantValues = ["default_code", "barcode", "standard_price", "weight", "volume"]

  func prepareTemplate(_ values: inout RPCMap) {
    let sale = inverse("account.tax", "company_id", 1).first { flag("account.tax", $0, "_default_sale") }
    var defaults: RPCMap = [
      "sale_ok": true, "purchase_ok": true, "uom_id": 1, "uom_po_id": 1, "list_price": 1,
      "invoice_policy": "order", "tracking": "none", "taxes_id": .list([[6, 0, .ids(sale.map { [$0] } ?? [])]]),
      "company_id": false, "sequence": 1,
    ]
    if version <= .v17 {
      let kind = values["detailed_type"] ?? values["type"] ?? "consu"
      (values["detailed_type"], values["type"]) = (kind, kind)
    } else {
      defaults["type"] = "consu"
      defaults["is_storable"] = false
      defaults["service_tracking"] = "no"
    }
    if version <= .v18 { defaults["categ_id"] = 1 }
    values = Self.defaults(defaults, values).filter { models["product.template"]?.fields[$0.key] != nil }
  }

  func finishTemplate(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    set("product.template", id, "_finished", .yes)
    if context.isOn("_variant_follows") { return }
    try refreshVariants(of: id, context)
    try writeToVariant(of: id, values, context)
  }

  private func writeToVariant(of template: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    let own = values.filter { Self.variantValues.contains($0.key) }
    guard !own.isEmpty, let variant = only(ofVariants: template) else { return }
    try write("product.product", [variant], own, context.unlimited)
  }

  /// The only live variant of a template; the only archived one where none is live.
  func only(ofVariants template: Int) -> Int? {
    let all = inverse("product.product", "product_tmpl_id", template)
    let live = all.filter { isActive("product.product", $0) }
    let owners = live.isEmpty ? all : live
    return owners.count == 1 ? owners[0] : nil
  }

  func prepareTemplateWrite(_ id: Int, _ values: inout RPCMap) {
    guard version <= .v17, let kind = values["detailed_type"] ?? values["type"] else { return }
    (values["detailed_type"], values["type"]) = (kind, kind)
  }

  /// A template's write moves `write_date` of its variants since 17; 16 leaves them (FACTS-odoo, versions).
  func spreadTemplateWrite(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    let variants = inverse("product.product", "product_tmpl_id", id)
    if let active = values["active"] {
      try spread(active: active.isTrue, template: id, variants, context)
    }
    if version >= .v17 {
      for variant in variants where exists("product.product", variant) {
        touch("product.product", variant, user: context.user)
      }
    }
    try writeToVariant(of: id, values, context)
  }

  /// Variants are archived with their template, and all come back with it, unless one is live already.
  private func spread(active: Bool, template: Int, _ variants: [Int], _ context: ERPContext) throws(RPCFailure) {
    if active {
      if self.variants(of: template).isEmpty { try refreshVariants(of: template, context) }
      return
    }
    for variant in variants {
      set("product.product", variant, "active", .no)
      touch("product.product", variant, user: context.user)
    }
  }

  func prepareVariant(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    guard !(values["product_tmpl_id"]?.isTrue ?? false) else { return }
    if let price = values.removeValue(forKey: "lst_price"), values["list_price"] == nil { values["list_price"] = price }
    let shared = values.filter { !ERPComputed.variantFields.contains($0.key) || $0.key == "active" }
    let template = try create("product.template", shared, context.unlimited.with("_variant_follows", true))
    values = values.filter { ERPComputed.variantFields.contains($0.key) }
    values["product_tmpl_id"] = .integer(template)
  }

  /// A variant's price is its template's; a picture may be.
  func prepareVariantWrite(_ id: Int, _ values: inout RPCMap) {
    if let price = values.removeValue(forKey: "lst_price")?.number {
      values["list_price"] = .decimal(price - variantExtra(id))
    }
    prepareVariantImage(id, &values)
  }

  func finishVariant(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    let key = Self.indices(combination(id))
    set("product.product", id, "combination_indices", .text(key))
    let template = integer("product.product", id, "product_tmpl_id") ?? 0
    let twin = variants(of: template).first {
      $0 != id && isActive("product.product", id) && text("product.product", $0, "combination_indices") ?? "" == key
    }
    guard twin == nil else {
      throw brokenConstraint(
        "duplicate key value violates unique constraint \"product_product_combination_unique\"\nDETAIL:  Key "
          + "(product_tmpl_id, combination_indices)=(\(template), \(key)) already exists.\n")
    }
    try checkBarcode(id, values)
  }

  func spreadVariantWrite(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    try checkBarcode(id, values)
    guard let template = integer("product.product", id, "product_tmpl_id") else { return }
    if let image = values["_template_image"] {
      try write("product.template", [template], ["image_1920": image], context.unlimited)
    }
    // What the template shows of its only variant is stored there too.
    let shown = ["default_code", "weight", "volume"].contains { values[$0] != nil }
    if shown, only(ofVariants: template) == id { touch("product.template", template, user: context.user) }
  }

  private func checkBarcode(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    guard let barcode = values["barcode"]?.text, !barcode.isEmpty else { return }
    let owners = table("product.product").ids(where: "barcode", is: .text(barcode))
    guard owners.count > 1 else { return }
    let names = owners.map { displayName("product.product", $0, ERPContext(user: 1)) }
    let listed =
      version >= .v18
      ? names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1] : names.joined(separator: ", ")
    let note = "\n\nNote: products that you don't have access to will not be shown above."
    throw RPCFailure.validation(
      "Barcode(s) already assigned:\n\n- Barcode \"\(barcode)\" already assigned to product(s): \(listed)"
        + (version == .v16 ? "" : note))
  }
}
