/// Copies of products outside of every transaction, written now; what does not differ is shared in memory.
extension ERPDatabase {
  /// - Parameter numbers: the copies' own, in their names and references.
  func multiply(template: Int, _ numbers: Range<Int>) -> [Int] {
    let parts = TemplateParts(
      lines: inverse(Self.attributeLine, "product_tmpl_id", template),
      values: inverse(Self.templateValue, "product_tmpl_id", template),
      variants: inverse("product.product", "product_tmpl_id", template),
      suppliers: inverse("product.supplierinfo", "product_tmpl_id", template))
    let now = ("write_date", RPCValue.text(self.now))
    return numbers.map { copy(template, parts, number: $0, now) }
  }

  private struct TemplateParts {
    let lines: [Int]
    let values: [Int]
    let variants: [Int]
    let suppliers: [Int]
  }

  private func copy(_ template: Int, _ parts: TemplateParts, number: Int, _ now: (String, RPCValue)) -> Int {
    let model = "product.template"
    let copy = table(model).copy(
      template, [("name", numbered(cell(model, template, "name"), number)), ("barcode", .no), now])
    let own = RPCValue.integer(copy)
    copyImages(model, template, to: copy)
    var lines: [Int: Int] = [:]
    for line in parts.lines { lines[line] = table(Self.attributeLine).copy(line, [("product_tmpl_id", own), now]) }
    var values: [Int: Int] = [:]
    for value in parts.values {
      let line = integer(Self.templateValue, value, "attribute_line_id").flatMap { lines[$0] }
      values[value] = table(Self.templateValue).copy(
        value, [("product_tmpl_id", own), ("attribute_line_id", .reference(line)), now])
    }
    for variant in parts.variants { copyVariant(variant, to: own, values, number, now) }
    for row in parts.suppliers { _ = table("product.supplierinfo").copy(row, [("product_tmpl_id", own), now]) }
    return copy
  }

  private func copyVariant(
    _ variant: Int, to template: RPCValue, _ values: [Int: Int], _ number: Int, _ now: (String, RPCValue)
  ) {
    let model = "product.product"
    let combination = combination(variant).compactMap { values[$0] }
    let copy = table(model).copy(
      variant,
      [
        ("product_tmpl_id", template), ("default_code", numbered(cell(model, variant, "default_code"), number)),
        ("barcode", .no), ("product_template_attribute_value_ids", .ids(combination)),
        ("combination_indices", .text(Self.indices(combination))), now,
      ])
    copyImages(model, variant, to: copy)
  }

  private func copyImages(_ model: String, _ id: Int, to copy: Int) {
    for field in Self.imageFields {
      guard let row = attachment(model, id, field) else { continue }
      _ = table("ir.attachment").copy(row, [("res_id", .integer(copy))])
    }
  }

  private func numbered(_ cell: RPCValue?, _ number: Int) -> RPCValue {
    switch cell {
    case .text(let text): .text("\(text) \(number)")
    case .map(let texts): .map(texts.mapValues { numbered($0, number) })
    default: .no
    }
  }
}
