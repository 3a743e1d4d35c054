/// The attribute lines of a template and the values that they give it (product_template_attribute_line.py).
extension ERPDatabase {
  /// An archived line of the same attribute comes alive instead of a new one.
  func reviveLine(_ values: RPCMap, _ context: ERPContext) throws(RPCFailure) -> Int? {
    guard let template = values["product_tmpl_id"]?.integer, let attribute = values["attribute_id"]?.integer else {
      return nil
    }
    let archived = inverse(Self.attributeLine, "product_tmpl_id", template).first {
      !isActive(Self.attributeLine, $0) && integer(Self.attributeLine, $0, "attribute_id") == attribute
    }
    guard let archived else { return nil }
    var changes = values.filter { $0.key != "product_tmpl_id" && $0.key != "attribute_id" }
    changes["active"] = .yes
    try write(Self.attributeLine, [archived], changes, context)
    return archived
  }

  func checkLineWrite(_ line: Int, _ values: inout RPCMap) throws(RPCFailure) {
    let product = name(ofLineProduct: line)
    if let template = values["product_tmpl_id"],
      template.integer != integer(Self.attributeLine, line, "product_tmpl_id")
    {
      throw RPCFailure.user(
        "You cannot move the attribute \(attributeName(line)) from the product \(product) to the product "
          + "\(template.pythonic).")
    }
    if let attribute = values["attribute_id"], attribute.integer != integer(Self.attributeLine, line, "attribute_id") {
      throw RPCFailure.user(
        "On the product \(product) you cannot transform the attribute \(attributeName(line)) into the attribute "
          + "\(attribute.pythonic).")
    }
    if let active = values["active"], !active.isTrue { values["value_ids"] = [[5]] }
  }

  /// After a line was made or changed: its values, then the template's variants.
  func finishLine(_ line: Int, _ context: ERPContext) throws(RPCFailure) {
    try checkValues(ofLine: line)
    guard let template = integer(Self.attributeLine, line, "product_tmpl_id") else { return }
    updateValues(ofLine: line, template, context)
    if flag("product.template", template, "_finished") { try refreshVariants(of: template, context) }
  }

  private func checkValues(ofLine line: Int) throws(RPCFailure) {
    let values = references(Self.attributeLine, line, "value_ids")
    guard !values.isEmpty || !isActive(Self.attributeLine, line) else {
      throw RPCFailure.validation(
        "The attribute \(attributeName(line)) must have at least one value for the product \(name(ofLineProduct: line))."
      )
    }
    let attribute = integer(Self.attributeLine, line, "attribute_id")
    for value in values where integer("product.attribute.value", value, "attribute_id") != attribute {
      let shown = displayName("product.attribute.value", value, ERPContext(user: 1))
      throw RPCFailure.validation(
        "On the product \(name(ofLineProduct: line)) you cannot associate the value \(shown) with the attribute "
          + "\(attributeName(line)) because they do not match.")
    }
  }

  private func attributeName(_ line: Int) -> String {
    displayName("product.attribute", integer(Self.attributeLine, line, "attribute_id") ?? 0, ERPContext(user: 1))
  }

  private func name(ofLineProduct line: Int) -> String {
    displayName("product.template", integer(Self.attributeLine, line, "product_tmpl_id") ?? 0, ERPContext(user: 1))
  }

  // MARK: Values

  private func updateValues(ofLine line: Int, _ template: Int, _ context: ERPContext) {
    let model = Self.templateValue
    var remaining = ordered("product.attribute.value", references(Self.attributeLine, line, "value_ids"))
    var dropped: [Int] = []
    for own in inverse(model, "attribute_line_id", line) {
      let isActive = flag(model, own, "ptav_active")
      if let place = remaining.firstIndex(of: integer(model, own, "product_attribute_value_id") ?? 0) {
        remaining.remove(at: place)
        if !isActive { set(templateValue: own, active: true, context) }
      } else if isActive {
        dropped.append(own)
        set(templateValue: own, active: false, context)
      }
    }
    let revived = remaining.filter { revive(value: $0, template, line, context) }
    remove(templateValues: dropped, context)
    for value in remaining where !revived.contains(value) { addTemplateValue(value, template, line) }
  }

  private func set(templateValue id: Int, active: Bool, _ context: ERPContext) {
    set(Self.templateValue, id, "ptav_active", .bool(active))
    touch(Self.templateValue, id, user: context.user)
  }

  /// An archived value of an earlier line of the attribute goes over to this one.
  private func revive(value: Int, _ template: Int, _ line: Int, _ context: ERPContext) -> Bool {
    let model = Self.templateValue
    let archived = inverse(model, "product_attribute_value_id", value).first {
      integer(model, $0, "product_tmpl_id") == template && !flag(model, $0, "ptav_active")
    }
    guard let archived else { return false }
    set(model, archived, "attribute_line_id", .integer(line))
    set(templateValue: archived, active: true, context)
    return true
  }

  private func addTemplateValue(_ value: Int, _ template: Int, _ line: Int) {
    let model = Self.templateValue
    let id = insertRow(model)
    let cells: RPCMap = [
      "product_tmpl_id": .integer(template), "attribute_line_id": .integer(line),
      "product_attribute_value_id": .integer(value), "ptav_active": true,
      "attribute_id": cell(Self.attributeLine, line, "attribute_id") ?? .no,
      "price_extra": cell("product.attribute.value", value, "default_extra_price") ?? .decimal(0),
      "write_date": .text(now), "create_date": .text(now),
    ]
    for (field, cell) in cells { set(model, id, field, cell) }
  }

  /// Takes values from a template: variants that have them go, or are archived with the value.
  private func remove(templateValues ids: [Int], _ context: ERPContext) {
    guard let first = ids.first, let template = integer(Self.templateValue, first, "product_tmpl_id") else { return }
    for id in ids where inverse(Self.templateValue, "attribute_line_id", line(of: id)).count == 1 {
      for variant in variants(of: template) where combination(variant).contains(id) {
        setCombination(combination(variant).filter { $0 != id }, variant)
      }
    }
    for variant in variants(of: template) where !Set(ids).isDisjoint(with: combination(variant)) {
      removeOrArchive(variant: variant, context)
    }
    let kept = Set(inverse("product.product", "product_tmpl_id", template).flatMap(combination))
    for id in ids {
      if kept.contains(id) { set(templateValue: id, active: false, context) } else { forget(Self.templateValue, id) }
    }
  }

  private func line(of templateValue: Int) -> Int {
    integer(Self.templateValue, templateValue, "attribute_line_id") ?? 0
  }

  /// A line with a value that an archived variant has is archived, another one deleted.
  func unlinkLine(_ line: Int, _ context: ERPContext) throws(RPCFailure) {
    let template = integer(Self.attributeLine, line, "product_tmpl_id") ?? 0
    let active = inverse(Self.templateValue, "attribute_line_id", line).filter {
      flag(Self.templateValue, $0, "ptav_active")
    }
    remove(templateValues: active, context)
    if inverse(Self.templateValue, "attribute_line_id", line).isEmpty {
      forget(Self.attributeLine, line)
    } else {
      set(Self.attributeLine, line, "active", .no)
      set(Self.attributeLine, line, "value_ids", [])
      touch(Self.attributeLine, line, user: context.user)
    }
    if exists("product.template", template) { try refreshVariants(of: template, context) }
  }
}
