/// What Odoo refuses to change or to delete of a catalogue. Measured on 16 to 19.
extension ERPDatabase {
  // MARK: Changes

  func checkAttributeWrite(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    guard let mode = values["create_variant"]?.text, mode != text("product.attribute", id, "create_variant") else {
      return
    }
    let products = templates(ofAttribute: id)
    guard !products.isEmpty else { return }
    throw RPCFailure.user(
      "You cannot change the Variants Creation Mode of the attribute \(shown("product.attribute", id)) because it is used "
        + "on the following products:\n\(names(products))")
  }

  func checkAttributeValueWrite(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    guard let attribute = values["attribute_id"]?.integer,
      attribute != integer("product.attribute.value", id, "attribute_id")
    else { return }
    let products = templates(ofValue: id)
    guard !products.isEmpty else { return }
    throw RPCFailure.user(
      "You cannot change the attribute of the value \(shown("product.attribute.value", id)) because it is used on the "
        + "following products: \(names(products))")
  }

  /// Names that must be unique: of tags everywhere, of an attribute's values up to 17.
  func checkCatalogueName(_ model: String, _ id: Int) throws(RPCFailure) {
    guard let name = cell(model, id, "name"), name.isTrue else { return }
    let twins = table(model).ids(where: "name", is: name).filter { $0 != id }
    if model == "product.tag", !twins.isEmpty { throw brokenConstraint("Tag name already exists!") }
    let attribute = integer(model, id, "attribute_id")
    if model == "product.attribute.value", version <= .v17,
      twins.contains(where: { integer(model, $0, "attribute_id") == attribute })
    {
      throw brokenConstraint("You cannot create two values with the same name for the same attribute.")
    }
  }

  func checkCategory(_ id: Int) throws(RPCFailure) {
    var above = integer("product.category", id, "parent_id")
    while let here = above {
      guard here != id else { throw RPCFailure.user("Recursion Detected.") }
      above = integer("product.category", here, "parent_id")
    }
  }

  /// A category and all below it.
  func branch(ofCategory id: Int) -> [Int] {
    [id] + inverse("product.category", "parent_id", id).flatMap(branch)
  }

  // MARK: Deletions

  func checkAttributeUnlink(_ id: Int) throws(RPCFailure) {
    let products = templates(ofAttribute: id)
    guard products.isEmpty else {
      throw RPCFailure.user(
        "You cannot delete the attribute \(shown("product.attribute", id)) because it is used on the following products:\n"
          + names(products))
    }
    if !inverse(Self.attributeLine, "attribute_id", id).isEmpty {
      throw restricted(by: Self.attributeLine, "attribute_id")
    }
  }

  /// Throws when the value is in use; true when it is archived instead, as archived variants still have it.
  func archivesInstead(ofUnlinkingValue id: Int) throws(RPCFailure) -> Bool {
    let own = inverse(Self.templateValue, "product_attribute_value_id", id)
    let linked = own.flatMap { value in
      inverse("product.product", "product_tmpl_id", integer(Self.templateValue, value, "product_tmpl_id") ?? 0)
        .filter { combination($0).contains(value) }
    }
    if version >= .v18, !linked.isEmpty, !linked.contains(where: { isActive("product.product", $0) }) { return true }
    let products = templates(ofValue: id)
    guard products.isEmpty else {
      let past =
        version <= .v17
        ? " If the value has been associated to a product in the past, you will not be able to delete it." : ""
      throw RPCFailure.user(
        "You cannot delete the value \(shown("product.attribute.value", id)) because it is used on the following products:\n"
          + "\(names(products))\n\(past)")
    }
    if version <= .v17, linked.contains(where: { user(ofVariant: $0) != nil }) {
      throw RPCFailure.user(
        "You cannot delete value \(shown("product.attribute.value", id)) because it was used in some products.")
    }
    return false
  }

  /// Categories that go with this one, itself last. Throws when one of them may not go.
  func checkCategoryUnlink(_ id: Int) throws(RPCFailure) {
    if record("product.product_category_all")?.id == id {
      throw RPCFailure.user("You cannot delete this product category, it is the default generic category.")
    }
    let products = inverse("product.template", "categ_id", id)
    if version <= .v18, !products.isEmpty { throw restricted(by: "product.template", "categ_id") }
    for product in products { set("product.template", product, "categ_id", .no) }
    for item in inverse("product.pricelist.item", "categ_id", id) { forget("product.pricelist.item", item) }
    for child in inverse("product.category", "parent_id", id) {
      try checkCategoryUnlink(child)
      forget("product.category", child)
    }
  }

  func checkTemplateUnlink(_ id: Int) throws(RPCFailure) {
    for variant in inverse("product.product", "product_tmpl_id", id) {
      if let model = user(ofVariant: variant) { throw restricted(by: model, "product_id") }
    }
  }

  func checkVariantUnlink(_ id: Int) throws(RPCFailure) {
    if let model = user(ofVariant: id) { throw restricted(by: model, "product_id") }
    saveImage(ofVariant: id)
  }

  /// After a variant went: its template goes with the last one, and takes over what its only one has.
  func finishVariantUnlink(_ template: Int, _ context: ERPContext) throws(RPCFailure) {
    guard exists("product.template", template) else { return }
    let dynamic = inverse(Self.attributeLine, "product_tmpl_id", template).contains {
      variantMode(ofLine: $0) == "dynamic"
    }
    let left = inverse("product.product", "product_tmpl_id", template)
    if left.allSatisfy({ !isActive("product.product", $0) }), !dynamic {
      try unlink("product.template", [template], context)
    } else if left.count == 1,
      ["default_code", "weight", "volume"].contains(where: {
        cell("product.product", left[0], $0)?.isTrue ?? false
      })
    {
      touch("product.template", template, user: context.user)
    }
  }

  /// Removes a row with what belongs to it: what it owns, its rules, its suppliers' rows, its pictures.
  func forget(_ model: String, _ id: Int) {
    switch model {
    case "product.template":
      for variant in inverse("product.product", "product_tmpl_id", id) { forget("product.product", variant) }
      forgetAll("product.pricelist.item", "product_tmpl_id", id)
      forgetAll("product.supplierinfo", "product_tmpl_id", id)
    case "product.product":
      forgetAll("product.pricelist.item", "product_id", id)
      for row in inverse("product.supplierinfo", "product_id", id) {
        set("product.supplierinfo", row, "product_id", .no)
      }
    case "product.attribute": forgetAll("product.attribute.value", "attribute_id", id)
    case "product.attribute.value": forgetAll(Self.templateValue, "product_attribute_value_id", id)
    case "res.partner": forgetAll("product.supplierinfo", "partner_id", id)
    default: break
    }
    forgetImages(model, id)
    erase(model, id)
  }

  private func forgetAll(_ model: String, _ field: String, _ id: Int) {
    for row in inverse(model, field, id) { forget(model, row) }
  }

  // MARK: Words

  /// A foreign key that restricts.
  func restricted(by model: String, _ field: String) -> RPCFailure {
    let label = models[model]?.label ?? model
    if version >= .v19 {
      let name = models[model]?.fields[field]?.label ?? field
      return .validation(
        "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: "
          + "'\(label)' (\(model))\nThanks to the following constraint: '\(name)' (\(field))\n"
          + "How about archiving the record instead?")
    }
    return .validation(
      "The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\nModel: "
        + "\(label) (\(model))\nConstraint: \(model.replacing(".", with: "_"))_\(field)_fkey\n")
  }

  private func shown(_ model: String, _ id: Int) -> String { displayName(model, id, ERPContext(user: 1)) }

  private func names(_ templates: [Int]) -> String {
    templates.map { shown("product.template", $0) }.joined(separator: ", ")
  }

  func templates(ofAttribute id: Int) -> [Int] {
    templates(of: inverse(Self.attributeLine, "attribute_id", id).filter { isActive(Self.attributeLine, $0) })
  }

  func templates(ofValue id: Int) -> [Int] {
    let values = inverse(Self.templateValue, "product_attribute_value_id", id).filter {
      flag(Self.templateValue, $0, "ptav_active")
    }
    return templates(of: values.compactMap { integer(Self.templateValue, $0, "attribute_line_id") })
  }

  /// Templates of lines; since 18 archived ones do not count.
  private func templates(of lines: [Int]) -> [Int] {
    Set(lines.compactMap { integer(Self.attributeLine, $0, "product_tmpl_id") }).sorted().filter {
      version <= .v17 || isActive("product.template", $0)
    }
  }
}
