/// The versions of Odoo that the simulated one can be. What differs between them is FACTS-odoo's table "Versions side by side".
public enum ERPVersion: String, Sendable, Hashable, CaseIterable, Comparable {
  case v16 = "16.0"
  case v17 = "17.0"
  case v18 = "18.0"
  case v19 = "19.0"

  public var major: Int {
    switch self {
    case .v16: 16
    case .v17: 17
    case .v18: 18
    case .v19: 19
    }
  }

  public static func < (left: ERPVersion, right: ERPVersion) -> Bool { left.major < right.major }

  /// The field of a sales order line that holds its taxes.
  var lineTaxes: String { self == .v19 ? "tax_ids" : "tax_id" }
  /// The field of a sales order line that holds its unit of measure.
  var lineUnit: String { self == .v19 ? "product_uom_id" : "product_uom" }
  /// The field of a stock move that holds what is reserved or done.
  var moveQuantity: String { self == .v16 ? "quantity_done" : "quantity" }
  /// What precedes the chart of accounts' external ids: "account.1_tva_normale".
  var chartModule: String { self == .v16 ? "l10n_fr" : "account" }
  /// The build that the recordings were made on.
  var build: String {
    switch self {
    case .v16: "16.0-20230301"
    case .v17: "17.0-20240709"
    case .v18: "18.0-20250520"
    case .v19: "19.0+e-20251227"
    }
  }
  var hasTechnicalPrice: Bool { self >= .v18 }
}
