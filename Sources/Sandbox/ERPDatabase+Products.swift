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
      "sale_ok": true, "purchase_ok": true, "categ_id": 1, "uom_id": 1, "uom_po_id": 1, "list_price": 1,
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
    let variants = inverse("product.product", "product_tmpl_id", template)
    guard !own.isEmpty, variants.count == 1 else { return }
    try write("product.product", variants, own, context.unlimited)
  }

  func prepareTemplateWrite(_ id: Int, _ values: inout RPCMap) {
    guard version <= .v17, let kind = values["detailed_type"] ?? values["type"] else { return }
    (values["detailed_type"], values["type"]) = (kind, kind)
  }

  /// A template's write moves `write_date` of its variants since 17; 16 leaves them (FACTS-odoo, versions).
  func spreadTemplateWrite(_ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    let variants = inverse("product.product", "product_tmpl_id", id)
    if let active = values["active"] { for variant in variants { set("product.product", variant, "active", active) } }
    if version >= .v17 { for variant in variants { touch("product.product", variant, user: context.user) } }
    try writeToVariant(of: id, values, context)
  }

  func prepareVariant(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    guard !(values["product_tmpl_id"]?.isTrue ?? false) else { return }
    let shared = values.filter { !ERPComputed.variantFields.contains($0.key) || $0.key == "active" }
    let template = try create("product.template", shared, context.unlimited.with("_variant_follows", true))
    values = values.filter { ERPComputed.variantFields.contains($0.key) }
    values["product_tmpl_id"] = .integer(template)
  }

  func finishVariant(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    let combination = references("product.product", id, "product_template_attribute_value_ids").sorted()
    let key = combination.map(String.init).joined(separator: ",")
    set("product.product", id, "combination_indices", .text(key))
    let template = integer("product.product", id, "product_tmpl_id") ?? 0
    let twin = variants(of: template).first {
      $0 != id && text("product.product", $0, "combination_indices") ?? "" == key
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
    if values["default_code"] != nil, let template = integer("product.product", id, "product_tmpl_id") {
      touch("product.template", template, user: context.user)
    }
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

  // MARK: Combinations

  func refreshVariants(ofLine line: Int, _ context: ERPContext) throws(RPCFailure) {
    guard let template = integer("product.template.attribute.line", line, "product_tmpl_id"),
      flag("product.template", template, "_finished")
    else { return }
    try refreshVariants(of: template, context)
  }

  /// Makes the variants be the combinations of the template's attribute values.
  private func refreshVariants(of template: Int, _ context: ERPContext) throws(RPCFailure) {
    var combinations: [[Int]] = [[]]
    for line in inverse("product.template.attribute.line", "product_tmpl_id", template) {
      let values = references("product.template.attribute.line", line, "value_ids").map {
        templateValue(template: template, line: line, value: $0)
      }
      guard !values.isEmpty else { continue }
      combinations = combinations.flatMap { combination in values.map { combination + [$0] } }
    }
    var missing = combinations.map { Set($0) }
    for variant in inverse("product.product", "product_tmpl_id", template) {
      let own = Set(references("product.product", variant, "product_template_attribute_value_ids"))
      if let position = missing.firstIndex(of: own) {
        missing.remove(at: position)
        set("product.product", variant, "active", .bool(isActive("product.template", template)))
      } else if inverse("sale.order.line", "product_id", variant).isEmpty {
        erase("product.product", variant)
      } else {
        set("product.product", variant, "active", .no)
      }
    }
    for combination in combinations where missing.contains(Set(combination)) {
      _ = try create(
        "product.product",
        [
          "product_tmpl_id": .integer(template), "active": .bool(isActive("product.template", template)),
          "product_template_attribute_value_ids": [[6, 0, .ids(combination)]],
        ], context)
    }
  }

  private func templateValue(template: Int, line: Int, value: Int) -> Int {
    let model = "product.template.attribute.value"
    let known = inverse(model, "product_tmpl_id", template).first {
      integer(model, $0, "product_attribute_value_id") == value && integer(model, $0, "attribute_line_id") == line
    }
    if let known { return known }
    let id = insertRow(model)
    let cells: RPCMap = [
      "product_tmpl_id": .integer(template), "attribute_line_id": .integer(line),
      "product_attribute_value_id": .integer(value), "ptav_active": true, "write_date": .text(now),
      "create_date": .text(now),
    ]
    for (field, cell) in cells { set(model, id, field, cell) }
    return id
  }
}
