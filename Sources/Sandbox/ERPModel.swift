import OrderedCollections

/// A model: its technical name, the name people see, and its fields.
struct ERPModel: Sendable {
  let name: String
  let fields: OrderedDictionary<String, ERPField>

  /// The name people see, as access messages show it.
  var label: String { Self.labels[name] ?? name }

  /// Names that answers were recorded with; all others show their technical name.
  private static let labels: [String: String] = [
    "sale.order": "Sales Order", "sale.order.line": "Sales Order Line", "res.partner": "Contact",
    "product.template": "Product", "product.product": "Product Variant", "account.move": "Journal Entry",
    "account.tax": "Tax", "ir.model.data": "Model Data", "stock.picking": "Transfer",
    "delivery.carrier": "Shipping Methods", "product.pricelist": "Pricelist",
  ]

  /// Fields that are prices by Odoo's "Product Price" precision.
  static let priceFields: Set<String> = [
    "price_unit", "list_price", "standard_price", "lst_price", "fixed_price", "price_extra", "price_discount",
    "price_surcharge", "price_round", "price_min_margin", "price_max_margin",
  ]
}
