/// The company's `tax_calculation_rounding_method`. Odoo 19 installs "globally", the others "per line" (FACTS-odoo, versions).
public enum ERPTaxRounding: String, Sendable, Hashable {
  case perLine = "round_per_line"
  case globally = "round_globally"
}
