import Foundation

/// A percentage tax as a line needs it.
struct ERPTax: Sendable, Hashable {
  var id: Int
  /// In percent: 20 for 20 %.
  var rate: Decimal
  /// The line's price already contains it.
  var included: Bool
}

/// What a line of an order or invoice is computed from.
struct ERPPricedLine: Sendable {
  var price: Decimal
  var quantity: Decimal
  /// In percent.
  var discount: Decimal
  var taxes: [ERPTax]
}

/// Amounts of one line, rounded to cents.
struct ERPLineAmounts: Sendable, Hashable {
  var untaxed: Decimal = 0
  var tax: Decimal = 0
  var total: Decimal { untaxed + tax }
}

/// Amounts of a whole order or invoice, rounded to cents.
struct ERPTotals: Sendable {
  var untaxed: Decimal = 0
  var tax: Decimal = 0
  var total: Decimal { untaxed + tax }
  var lines: [ERPLineAmounts] = []
  /// By tax id.
  var taxes: [Int: Decimal] = [:]
  var bases: [Int: Decimal] = [:]
}
