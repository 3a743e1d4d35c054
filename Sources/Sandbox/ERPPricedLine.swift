import Foundation

/// What a line of an order or invoice is computed from.
struct ERPPricedLine: Sendable {
  var price: Decimal
  var quantity: Decimal
  /// In percent.
  var discount: Decimal
  var taxes: [ERPTax]
}
