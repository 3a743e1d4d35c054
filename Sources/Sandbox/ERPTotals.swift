import Foundation

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
