import Foundation

/// How PrestaShop 1.7 and 8 compute an order from its rows (FACTS-money: Calculator.php, CartRow.php,
/// CartRuleCalculator.php).
///
/// Everything is in the order's currency. A pure value: rows in, totals out.
struct ShopCalculator: Sendable {
  struct Row: Sendable {
    var product: Int
    var combination: Int
    var quantity: Int
    /// With six decimals; catalogue reductions, group discount and ecotax are inside.
    var unit: ShopAmount
    var hasSpecialPrice = false
  }

  struct Result: Sendable {
    /// What each row's detail shows as its total.
    var rowTotals: [ShopAmount]
    var products: ShopAmount
    /// What each voucher took, with six decimals, in the order of the vouchers.
    var vouchers: [ShopAmount]
    var discounts: ShopAmount
    var shipping: ShopAmount
    var wrapping: ShopAmount
    var paid: ShopAmount
  }

  var rows: [Row]
  var vouchers: [ShopVoucher] = []
  var shipping = ShopAmount.zero
  var wrapping = ShopAmount.zero
  var roundType: ShopSettings.RoundType
  var roundMode: ShopSettings.RoundMode
  /// 1.6 adds up what it shows: the amount paid comes from the rounded parts, and each voucher is rounded to cents.
  var addsRoundedParts = false

  func result() -> Result {
    let totals = rows.map(total)
    var running = totals
    var isShippingTaken = false
    let taken = vouchers.map { take($0, from: &running, &isShippingTaken) }
    let discounts = taken.reduce(.zero, +).rounded(roundMode)
    let fees = shipping.rounded(roundMode) + wrapping.rounded(roundMode)
    // The amount paid starts from rows that round type LINE has not rounded: it may differ by cents from the sum of the
    // parts.
    let products = totals.reduce(.zero, +).rounded(roundMode)
    let basis = addsRoundedParts ? products : rows.map(unrounded).reduce(.zero, +)
    let paid = (basis - discounts + fees).rounded(roundMode)
    return Result(
      rowTotals: totals, products: products, vouchers: taken, discounts: discounts,
      shipping: shipping.rounded(roundMode), wrapping: wrapping.rounded(roundMode), paid: paid)
  }

  // MARK: rows

  private func unit(_ row: Row) -> ShopAmount { roundType == .item ? row.unit.rounded(roundMode) : row.unit }

  private func unrounded(_ row: Row) -> ShopAmount { unit(row) * Decimal(row.quantity) }

  private func total(_ row: Row) -> ShopAmount {
    roundType == .line ? unrounded(row).rounded(roundMode) : unrounded(row)
  }

  // MARK: vouchers

  private func take(_ voucher: ShopVoucher, from running: inout [ShopAmount], _ isShippingTaken: inout Bool)
    -> ShopAmount
  {
    var taken = ShopAmount.zero
    if voucher.givesFreeShipping, !isShippingTaken {
      taken = shipping.rounded(roundMode)
      isShippingTaken = true
    }
    if let gift = voucher.gift {
      for index in rows.indices
      where rows[index].product == gift.product && [0, rows[index].combination].contains(gift.combination) {
        taken = taken + flat(unit(rows[index]), from: &running[index])
        break
      }
    }
    if voucher.percent > 0 { taken = taken + takePercent(voucher, from: &running) }
    if voucher.amount > 0 { taken = taken + takeAmount(voucher, from: &running) }
    return addsRoundedParts ? taken.rounded(roundMode) : taken.rounded(.halfUp, places: 6)
  }

  private func takePercent(_ voucher: ShopVoucher, from running: inout [ShopAmount]) -> ShopAmount {
    let share = voucher.percent / 100
    let allowed = rows.indices.filter { !(voucher.excludesSpecialPrices && rows[$0].hasSpecialPrice) }
    if voucher.target == .cheapest {
      guard let cheapest = allowed.min(by: { unit(rows[$0]).taxIncluded < unit(rows[$1]).taxIncluded }) else {
        return .zero
      }
      return flat(unit(rows[cheapest]) * share, from: &running[cheapest])
    }
    var taken = ShopAmount.zero
    for index in allowed where concerns(voucher, rows[index]) {
      taken = taken + flat(running[index] * share, from: &running[index])
    }
    return taken
  }

  /// A fixed amount is spread over the rows in proportion of what is left of them; each row's own rate makes the other
  /// side.
  private func takeAmount(_ voucher: ShopVoucher, from running: inout [ShopAmount]) -> ShopAmount {
    let targets = rows.indices.filter { concerns(voucher, rows[$0]) }
    let left = targets.map { running[$0] }.reduce(.zero, +)
    let whole = voucher.isAmountTaxIncluded ? left.taxIncluded : left.taxExcluded
    guard whole > 0 else { return .zero }
    let amount = min(voucher.amount, whole)
    var taken = ShopAmount.zero
    for index in targets {
      let row = running[index]
      let factor = row.taxExcluded == 0 ? 1 : row.taxIncluded / row.taxExcluded
      let share: ShopAmount
      if voucher.isAmountTaxIncluded {
        let part = amount * row.taxIncluded / whole
        share = ShopAmount(taxIncluded: part, taxExcluded: part / factor)
      } else {
        let part = amount * row.taxExcluded / whole
        share = ShopAmount(taxIncluded: part * factor, taxExcluded: part)
      }
      taken = taken + flat(share, from: &running[index])
    }
    return taken
  }

  private func concerns(_ voucher: ShopVoucher, _ row: Row) -> Bool {
    switch voucher.target {
    case .order, .cheapest: true
    case .product(let id): row.product == id
    case .products(let ids): ids.contains(row.product)
    }
  }

  /// Takes at most what is left of the row; what the voucher is worth is what it asked for.
  private func flat(_ amount: ShopAmount, from row: inout ShopAmount) -> ShopAmount {
    let rest = row - amount
    row = ShopAmount(taxIncluded: max(0, rest.taxIncluded), taxExcluded: max(0, rest.taxExcluded))
    return amount
  }
}
