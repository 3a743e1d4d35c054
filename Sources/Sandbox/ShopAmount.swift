import Foundation

/// A sum of money with and without tax, each computed on its own as PrestaShop does.
public struct ShopAmount: Sendable, Hashable {
  public var taxIncluded: Decimal
  public var taxExcluded: Decimal

  public init(taxIncluded: Decimal, taxExcluded: Decimal) {
    self.taxIncluded = taxIncluded
    self.taxExcluded = taxExcluded
  }

  static let zero = ShopAmount(taxIncluded: 0, taxExcluded: 0)

  static func + (left: ShopAmount, right: ShopAmount) -> ShopAmount {
    ShopAmount(taxIncluded: left.taxIncluded + right.taxIncluded, taxExcluded: left.taxExcluded + right.taxExcluded)
  }

  static func - (left: ShopAmount, right: ShopAmount) -> ShopAmount {
    ShopAmount(taxIncluded: left.taxIncluded - right.taxIncluded, taxExcluded: left.taxExcluded - right.taxExcluded)
  }

  static func * (left: ShopAmount, right: Decimal) -> ShopAmount {
    ShopAmount(taxIncluded: left.taxIncluded * right, taxExcluded: left.taxExcluded * right)
  }

  func rounded(_ mode: ShopSettings.RoundMode, places: Int = 2) -> ShopAmount {
    ShopAmount(
      taxIncluded: mode.round(taxIncluded, places: places), taxExcluded: mode.round(taxExcluded, places: places))
  }
}
