import Foundation

/// Amounts of one line, rounded to cents.
struct ERPLineAmounts: Sendable, Hashable {
  var untaxed: Decimal = 0
  var tax: Decimal = 0
  var total: Decimal { untaxed + tax }
}
