import Foundation

/// A cart rule as the calculation needs it: what it takes off, in the order's currency.
struct ShopVoucher: Sendable {
  /// What the reduction applies to.
  enum Target: Sendable, Hashable {
    case order
    case product(Int)
    /// One unit of the cheapest row.
    case cheapest
    case products(Set<Int>)
  }

  var id: Int
  var percent: Decimal = 0
  var amount: Decimal = 0
  var isAmountTaxIncluded = true
  var target = Target.order
  var gift: (product: Int, combination: Int)?
  var excludesSpecialPrices = false
  var givesFreeShipping = false
}
