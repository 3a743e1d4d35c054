/// Which texts are kept in every installed language. The recorded descriptions do not tell: this is what `fields_get` said
/// of these fields in databases of 16, 17, 18 and 19.
enum ERPTranslations {
  static func isTranslated(_ model: String, _ field: String, _ version: ERPVersion) -> Bool {
    always[model]?.contains(field) == true || version >= .v17 && since17[model]?.contains(field) == true
      || version >= .v18 && model == "res.currency" && field.hasSuffix("unit_label")
      || version >= .v19 && model == "account.tax" && field == "invoice_legal_notes"
  }

  private static let ofProducts: Set = [
    "name", "description", "description_sale", "description_purchase", "description_picking", "description_pickingin",
    "description_pickingout", "uom_name", "public_description", "website_description",
  ]
  private static let always: [String: Set<String>] = [
    "product.template": ofProducts, "product.product": ofProducts, "product.attribute": ["name"],
    "product.attribute.value": ["name"], "product.tag": ["name"],
    "product.template.attribute.value": ["name"], "product.pricelist": ["name"],
    "delivery.carrier": ["name", "carrier_description"], "res.country": ["name"],
  ]
  private static let since17: [String: Set<String>] = [
    "account.tax": ["name", "description", "invoice_label"], "account.journal": ["name"],
  ]
}
