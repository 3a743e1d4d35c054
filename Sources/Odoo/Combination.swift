import Records

/// The field `combination` of a variant: the ids of its attribute values (`product.attribute.value`), sorted, as text "3,7"; empty for a product without
/// variants. Odoo has nothing of the kind across templates (its own `combination_indices` counts values anew for each template), so it is put together from
/// `product_template_attribute_value_ids`, and a probe by it is answered here. Attributes that make no variants are not among them.
enum Combination {
  static let field = "combination"
  static let serverName = "product_template_attribute_value_ids"

  /// The text of ids in any order; of a list, or of a text such as "7, 3".
  static func text(_ value: Value) -> String {
    let parts = value.list?.map(\.description) ?? value.description.split(separator: ",").map(String.init)
    let ids = value.isEmpty ? [] : parts.compactMap { Int($0.filter { !$0.isWhitespace }) }
    return ids.sorted().map(String.init).joined(separator: ",")
  }

  static func isAsked(_ condition: Condition, _ model: Model) -> Bool {
    model.fields[condition.field]?.access == .combination
  }
}
