/// Variants: what the attribute lines of a template make of it (odoo/addons/product/models/product_template.py `_create_variant_ids`, and
/// measured on 16 to 19, where all do the same).
extension ERPDatabase {
  static let attributeLine = "product.template.attribute.line"
  static let templateValue = "product.template.attribute.value"

  func combination(_ variant: Int) -> [Int] {
    references("product.product", variant, "product_template_attribute_value_ids")
  }

  /// Makes the variants be the combinations of the template's attribute values.
  func refreshVariants(of template: Int, _ context: ERPContext) throws(RPCFailure) {
    let lines = variantLines(of: template)
    let choices = lines.map(activeValues)
    giveSingleValues(choices, template)
    let all = inverse("product.product", "product_tmpl_id", template)
    let existing = byCombination(all)
    var kept: Set<Int> = []
    var missing: [[Int]] = []
    if lines.contains(where: isDynamic) {
      kept = Set(existing.filter { possible($0.key, choices) }.values)
    } else {
      for combination in Self.combinations(choices) {
        if let known = existing[combination.sorted()] { kept.insert(known) } else { missing.append(combination) }
      }
    }
    guard missing.count <= 1000 else {
      throw RPCFailure.user("The number of variants to generate is above allowed limit.")
    }
    for variant in kept.sorted() {
      set("product.product", variant, "active", .yes)
      touch("product.product", variant, user: context.user)
    }
    for combination in missing { try addVariant(combination, template, context) }
    for variant in all where !kept.contains(variant) { removeOrArchive(variant: variant, context) }
    touch("product.template", template, user: context.user)
  }

  private func addVariant(_ combination: [Int], _ template: Int, _ context: ERPContext) throws(RPCFailure) {
    let values: RPCMap = [
      "product_tmpl_id": .integer(template), "active": .bool(isActive("product.template", template)),
      "product_template_attribute_value_ids": [[6, 0, .ids(combination)]],
    ]
    _ = try create("product.product", values, context.unlimited)
  }

  /// A line of one value makes no variants: those that are there take the value.
  private func giveSingleValues(_ choices: [[Int]], _ template: Int) {
    let singles = choices.filter { $0.count == 1 }.flatMap(\.self)
    guard !singles.isEmpty else { return }
    for variant in inverse("product.product", "product_tmpl_id", template) {
      let own = combination(variant)
      let whole = own + singles.filter { !own.contains($0) }
      let lines = Set(whole.compactMap { integer(Self.templateValue, $0, "attribute_line_id") })
      guard whole.count > own.count, whole.count == choices.count, lines.count == choices.count else { continue }
      setCombination(whole, variant)
    }
  }

  func setCombination(_ values: [Int], _ variant: Int) {
    set("product.product", variant, "product_template_attribute_value_ids", .ids(values))
    set("product.product", variant, "combination_indices", .text(Self.indices(values)))
  }

  static func indices(_ values: [Int]) -> String { values.sorted().map(String.init).joined(separator: ",") }

  /// The variant of each combination; of several an active one, the oldest.
  private func byCombination(_ variants: [Int]) -> [[Int]: Int] {
    var known: [[Int]: Int] = [:]
    for variant in variants.reversed() where !isActive("product.product", variant) {
      known[combination(variant).sorted()] = variant
    }
    for variant in variants.reversed() where isActive("product.product", variant) {
      known[combination(variant).sorted()] = variant
    }
    return known
  }

  private static func combinations(_ choices: [[Int]]) -> [[Int]] {
    choices.reduce([[]]) { made, values in made.flatMap { one in values.map { one + [$0] } } }
  }

  private func possible(_ combination: [Int], _ choices: [[Int]]) -> Bool {
    combination.count == choices.count && choices.allSatisfy { !Set($0).isDisjoint(with: combination) }
  }

  private func isDynamic(_ line: Int) -> Bool { variantMode(ofLine: line) == "dynamic" }

  func variantMode(ofLine line: Int) -> String {
    let attribute = integer(Self.attributeLine, line, "attribute_id") ?? 0
    return text("product.attribute", attribute, "create_variant") ?? "always"
  }

  // MARK: Removal

  /// The model of a row that forbids deleting a variant; nil when it can go.
  func user(ofVariant id: Int) -> String? {
    ["stock.move", "stock.quant", "sale.order.line", "account.move.line", "delivery.carrier"].first {
      !inverse($0, "product_id", id).isEmpty
    }
  }

  /// A variant that nothing names is deleted, another one archived.
  func removeOrArchive(variant: Int, _ context: ERPContext) {
    if user(ofVariant: variant) == nil {
      saveImage(ofVariant: variant)
      forget("product.product", variant)
    } else if isActive("product.product", variant) {
      set("product.product", variant, "active", .no)
      touch("product.product", variant, user: context.user)
    }
  }

  /// The picture of a variant that goes becomes its template's, if that has none.
  func saveImage(ofVariant variant: Int) {
    guard let image = cell("product.product", variant, "image_variant_1920"), image.isTrue,
      let template = integer("product.product", variant, "product_tmpl_id"),
      cell("product.template", template, "image_1920")?.isTrue != true
    else { return }
    set("product.template", template, "image_1920", image)
    try? storeImages("product.template", template, ["image_1920": image])
  }

  // MARK: Order

  /// Does a template's value tell its variants apart: has its line several?
  func tellsApart(_ templateValue: Int) -> Bool {
    let line = integer(Self.templateValue, templateValue, "attribute_line_id") ?? 0
    return references(Self.attributeLine, line, "value_ids").count > 1
  }

  /// The lines that make variants, in the order that the variants' values have.
  private func variantLines(of template: Int) -> [Int] {
    inverse(Self.attributeLine, "product_tmpl_id", template)
      .filter {
        isActive(Self.attributeLine, $0) && !references(Self.attributeLine, $0, "value_ids").isEmpty
          && variantMode(ofLine: $0) != "no_variant"
      }
      .sorted { rank(ofLine: $0).lexicographicallyPrecedes(rank(ofLine: $1)) }
  }

  private func activeValues(ofLine line: Int) -> [Int] {
    ordered(
      Self.templateValue,
      inverse(Self.templateValue, "attribute_line_id", line).filter { flag(Self.templateValue, $0, "ptav_active") })
  }

  /// Records of a many2many in their model's order, as far as the catalogue's own rules need it.
  func ordered(_ model: String, _ ids: [Int]) -> [Int] {
    guard ids.count > 1 else { return ids }
    let rank: (Int) -> [Int]
    switch model {
    case "product.attribute.value": rank = self.rank(ofValue:)
    case Self.templateValue: rank = self.rank(ofTemplateValue:)
    case Self.attributeLine: rank = self.rank(ofLine:)
    default: return ids
    }
    return ids.map { (id: $0, rank: rank($0)) }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.id)
  }

  private func rank(ofLine line: Int) -> [Int] {
    let attribute = integer(Self.attributeLine, line, "attribute_id") ?? 0
    let own = version >= .v17 ? integer(Self.attributeLine, line, "sequence") ?? 10 : 10
    return [own, integer("product.attribute", attribute, "sequence") ?? 20, attribute, line]
  }

  private func rank(ofValue value: Int) -> [Int] {
    let attribute = integer("product.attribute.value", value, "attribute_id") ?? 0
    return [
      integer("product.attribute", attribute, "sequence") ?? 20, attribute,
      integer("product.attribute.value", value, "sequence") ?? 0, value,
    ]
  }

  private func rank(ofTemplateValue id: Int) -> [Int] {
    let line = integer(Self.templateValue, id, "attribute_line_id") ?? 0
    let value = integer(Self.templateValue, id, "product_attribute_value_id") ?? 0
    return rank(ofLine: line) + rank(ofValue: value) + [id]
  }
}
