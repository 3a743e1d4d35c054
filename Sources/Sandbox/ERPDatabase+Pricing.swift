import Foundation
import Records

/// What a price list says a product costs.
extension ERPDatabase {
  struct Price {
    var unit: Decimal
    /// The discount that a percentage rule shows on the line, in percent.
    var discount: Decimal
    var rule: Int?
  }

  /// The price of one unit at this quantity, from the first rule that fits, or the list price.
  func price(of product: Int, quantity: Decimal, pricelist: Int?) -> Price {
    let template = integer("product.product", product, "product_tmpl_id") ?? 0
    let list = number("product.template", template, "list_price") + variantExtra(product)
    guard let pricelist, let rule = rule(for: product, template, quantity, pricelist) else {
      return Price(unit: list.rounded(settings.priceDigits), discount: 0, rule: nil)
    }
    let model = "product.pricelist.item"
    switch text(model, rule, "compute_price") {
    case "percentage":
      let percent = number(model, rule, "percent_price")
      return Price(unit: list.rounded(settings.priceDigits), discount: percent, rule: rule)
    case "formula":
      let unit = list * (1 - number(model, rule, "price_discount") / 100) + number(model, rule, "price_surcharge")
      return Price(unit: unit.rounded(settings.priceDigits), discount: 0, rule: rule)
    default: return Price(unit: number(model, rule, "fixed_price"), discount: 0, rule: rule)
    }
  }

  private func rule(for product: Int, _ template: Int, _ quantity: Decimal, _ pricelist: Int) -> Int? {
    let model = "product.pricelist.item"
    let categories = lineage(ofCategory: integer("product.template", template, "categ_id"))
    let fitting = inverse(model, "pricelist_id", pricelist).filter { rule in
      guard number(model, rule, "min_quantity") <= quantity else { return false }
      if let start = text(model, rule, "date_start"), start > now { return false }
      if let end = text(model, rule, "date_end"), end < now { return false }
      switch text(model, rule, "applied_on") {
      case "0_product_variant": return integer(model, rule, "product_id") == product
      case "1_product": return integer(model, rule, "product_tmpl_id") == template
      case "2_product_category": return integer(model, rule, "categ_id").map(categories.contains) ?? false
      default: return true
      }
    }
    return sorted(model, fitting, by: nil, ERPContext(user: 1)).first
  }

  /// The category and all that is above it.
  private func lineage(ofCategory category: Int?) -> Set<Int> {
    var found: Set<Int> = []
    var next = category
    while let id = next, found.insert(id).inserted { next = integer("product.category", id, "parent_id") }
    return found
  }

  func taxes(_ ids: [Int]) -> [ERPTax] {
    ids.compactMap { id in
      guard exists("account.tax", id) else { return nil }
      return ERPTax(
        id: id, rate: number("account.tax", id, "amount"), included: flag("account.tax", id, "price_include"))
    }
  }
}
