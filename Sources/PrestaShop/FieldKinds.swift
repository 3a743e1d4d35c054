import Records

/// The kind of a field from what the synopsis says of it. `format` names the shop's own validation method; a third of
/// the fields have none, and are told by their names.
enum FieldKinds {
  static func kind(name: String, format: String?, isTranslated: Bool, in resource: String) -> FieldSchema.Kind {
    if isTranslated { return .texts }
    switch format {
    case "isUnsignedId", "isNullOrUnsignedId":
      return ResourceNames.target(of: name, in: resource).map(FieldSchema.Kind.reference) ?? .integer
    case "isInt", "isUnsignedInt", "isPositiveInt":
      return ResourceNames.target(of: name, in: resource).map(FieldSchema.Kind.reference) ?? .integer
    case "isBool": return .bool
    case "isPrice", "isNegativePrice", "isFloat", "isUnsignedFloat", "isOptFloat", "isPercentage", "isCoordinate":
      return .decimal
    case "isDate", "isDateFormat", "isDateOrNull", "isPhpDate": return dates.contains(name) ? .date : .instant
    case "isBirthDate": return .date
    case nil: return unformatted(name, in: resource)
    default: return .text
    }
  }

  private static let dates: Set = [
    "available_date", "birthday", "stats_date_from", "stats_date_to", "stats_compare_from", "stats_compare_to",
  ]
  private static let instants: Set = [
    "date_add", "date_upd", "date_from", "date_to", "invoice_date", "delivery_date", "newsletter_date_add",
    "last_passwd_gen", "from", "to",
  ]
  private static let bools: Set = [
    "active", "deleted", "valid", "new", "need_range", "shipping_external", "partial", "default_on", "custom",
    "unofficial", "modified",
  ]
  private static let integers: Set = [
    "id", "quantity", "position", "invoice_number", "delivery_number", "level_depth", "nb_products_recursive",
    "position_in_category",
    "product_quantity", "product_quantity_in_stock", "shipping_tax_computation_method",
  ]

  /// Rows of associations have no formats at all.
  private static func unformatted(_ name: String, in resource: String) -> FieldSchema.Kind {
    if let target = ResourceNames.target(of: name, in: resource) { return .reference(target) }
    if instants.contains(name) { return .instant }
    if dates.contains(name) { return .date }
    if bools.contains(name) { return .bool }
    if integers.contains(name) || name.hasPrefix("id_") { return .integer }
    let amounts = ["price", "total_", "amount_", "tax_excl", "tax_incl", "shipping_cost", "unit_price_ratio"]
    return amounts.contains { name.hasPrefix($0) || name.hasSuffix($0) } || name.contains("price") ? .decimal : .text
  }
}
