/// Price lists: their items say what they apply to, and must say it right (product_pricelist_item.py).
extension ERPDatabase {
  func preparePricelist(_ values: inout RPCMap) {
    let currency = RPCValue.reference(integer("res.company", 1, "currency_id"))
    let company: RPCValue = version >= .v17 ? 1 : false
    values = Self.defaults(["currency_id": currency, "company_id": company, "sequence": 16], values)
  }

  func preparePricelistItem(_ values: inout RPCMap) {
    if version >= .v18, values["product_tmpl_id"]?.isTrue != true, let variant = values["product_id"]?.integer {
      values["product_tmpl_id"] = cell("product.product", variant, "product_tmpl_id")
    }
    values = Self.defaults(
      [
        "applied_on": .text(version == .v17 ? "3_global" : Self.scope(of: values)), "compute_price": "fixed",
        "base": "list_price", "min_quantity": 0,
      ], values)
    if models["product.pricelist.item"]?.fields["display_applied_on"] != nil, values["display_applied_on"] == nil {
      values["display_applied_on"] = values["applied_on"] == "2_product_category" ? "2_product_category" : "1_product"
    }
  }

  /// What an item that does not say it applies to.
  private static func scope(of values: RPCMap) -> String {
    if values["product_id"]?.isTrue ?? false { return "0_product_variant" }
    if values["product_tmpl_id"]?.isTrue ?? false { return "1_product" }
    return values["categ_id"]?.isTrue ?? false ? "2_product_category" : "3_global"
  }

  func checkPricelistItem(_ id: Int) throws(RPCFailure) {
    let model = "product.pricelist.item"
    let wanted: (field: String, words: String)? =
      switch text(model, id, "applied_on") {
      case "2_product_category": ("categ_id", "category for which this rule should be applied")
      case "1_product": ("product_tmpl_id", "product for which this rule should be applied")
      case "0_product_variant": ("product_id", "product variant for which this rule should be applied")
      default: nil
      }
    if let wanted, integer(model, id, wanted.field) == nil {
      throw RPCFailure.validation("Please specify the \(wanted.words)")
    }
    if let start = text(model, id, "date_start"), let end = text(model, id, "date_end"), start >= end {
      let order = version >= .v18 ? "after" : "greater than"
      throw RPCFailure.validation(
        "\(itemName(id, ERPContext(user: 1))): end date (\(end)) should be \(order) start date (\(start))")
    }
  }

  /// On 16 the items of a list are archived and come back with it.
  func spreadPricelistWrite(_ id: Int, _ values: RPCMap) {
    guard version == .v16, let active = values["active"] else { return }
    for item in inverse("product.pricelist.item", "pricelist_id", id) {
      set("product.pricelist.item", item, "active", active)
    }
  }

  func itemName(_ id: Int, _ context: ERPContext) -> String {
    let model = "product.pricelist.item"
    func shown(_ relation: String, _ field: String) -> String? {
      integer(model, id, field).map { displayName(relation, $0, context) }
    }
    switch text(model, id, "applied_on") {
    case "2_product_category": return "Category: \(shown("product.category", "categ_id") ?? "")"
    case "1_product":
      return (version >= .v18 ? "" : "Product: ") + (shown("product.template", "product_tmpl_id") ?? "")
    case "0_product_variant": return "Variant: \(shown("product.product", "product_id") ?? "")"
    default: return "All Products"
    }
  }

  // MARK: Suppliers

  func prepareSupplier(_ values: inout RPCMap) {
    completeSupplier(&values)
    values = Self.defaults(
      [
        "delay": 1, "sequence": 1, "min_qty": 0, "price": 0, "company_id": 1,
        "currency_id": .reference(integer("res.company", 1, "currency_id")),
      ], values)
  }

  /// A supplier of a variant is one of its template.
  func completeSupplier(_ values: inout RPCMap) {
    guard let variant = values["product_id"]?.integer, values["product_tmpl_id"]?.isTrue != true else { return }
    values["product_tmpl_id"] = cell("product.product", variant, "product_tmpl_id")
  }
}
