import Records

/// How one canonical field is kept by servers that do not have it under its name. Canonical are the names of Odoo 19
/// (FACTS-odoo, "Versions side by side").
struct FieldRule: Sendable, Hashable {
  enum Form: Sendable, Hashable {
    /// The same field under an older name.
    case renamed(String)
    /// True when the older selection field holds this value; written as the value, or as `otherwise`.
    case selection(String, is: String, otherwise: String?)
    /// One value of a selection that newer servers no longer have, shown as another.
    case folded(String, into: String)
    /// Older servers, or such without a module, have nothing of it and nothing is lost without it: read as null, not
    /// written.
    case optional(FieldSchema.Kind)
    /// Put together here, see `Combination`.
    case combination
  }

  var model: String
  var canonical: String
  var form: Form

  static let all: [FieldRule] = [
    FieldRule(model: "sale.order.line", canonical: "tax_ids", form: .renamed("tax_id")),
    FieldRule(model: "sale.order.line", canonical: "product_uom_id", form: .renamed("product_uom")),
    FieldRule(model: "sale.order.line", canonical: "technical_price_unit", form: .optional(.decimal)),
    FieldRule(model: "sale.order", canonical: "locked", form: .selection("state", is: "done", otherwise: nil)),
    FieldRule(model: "sale.order", canonical: "state", form: .folded("done", into: "sale")),
    FieldRule(model: "res.users", canonical: "group_ids", form: .renamed("groups_id")),
    FieldRule(model: "stock.move", canonical: "quantity", form: .renamed("quantity_done")),
    FieldRule(model: "stock.move", canonical: "picked", form: .optional(.bool)),
    FieldRule(model: "stock.move.line", canonical: "quantity", form: .renamed("qty_done")),
    // The module of delivery methods brings both: without it a delivery is one without a number.
    FieldRule(model: "stock.picking", canonical: "carrier_tracking_ref", form: .optional(.text)),
    FieldRule(model: "stock.picking", canonical: "carrier_id", form: .optional(.reference("delivery.carrier"))),
    // The shop's description comes with the web shop's module, sizes with OCA's product_dimension.
    FieldRule(model: "product.template", canonical: "description_ecommerce", form: .optional(.texts)),
    FieldRule(model: "product.template", canonical: "product_length", form: .optional(.decimal)),
    FieldRule(model: "product.template", canonical: "product_width", form: .optional(.decimal)),
    FieldRule(model: "product.template", canonical: "product_height", form: .optional(.decimal)),
    FieldRule(
      model: "product.template", canonical: "is_storable",
      form: .selection("detailed_type", is: "product", otherwise: "consu")),
    FieldRule(
      model: "product.product", canonical: "is_storable",
      form: .selection("detailed_type", is: "product", otherwise: "consu")),
  ]

  /// Models that a module brings without which nothing is lost: where they are missing they have no records.
  static let optionalModels: Set<String> = ["product.image", "product.public.category"]

  static func rules(for model: String) -> [FieldRule] { (all + catalogue).filter { $0.model == model } }
}
