import Foundation
import Records

/// The arithmetic of Odoo's taxes in exact decimals, version by version (addons/account/models/account_tax.py of each): 16 and 17 round the
/// base and take the tax as the rest, 18 and 19 round the tax and take the base as the rest; rounding globally differs again.
struct ERPTaxEngine: Sendable {
  let version: ERPVersion
  let rounding: ERPTaxRounding

  /// The totals of a document from its lines, in their order.
  func totals(_ lines: [ERPPricedLine]) -> ERPTotals {
    switch (version, rounding) {
    case (_, .perLine): sum(lines.map(rounded))
    case (.v16, .globally), (.v17, .globally): legacyGlobally(lines)
    case (_, .globally): globally(lines)
    }
  }

  /// A line before its taxes are summed: base and tax of each of its taxes, rounded or not.
  private struct Detail {
    var base: Decimal
    var taxes: [(tax: ERPTax, amount: Decimal)]
    var tax: Decimal { taxes.reduce(0) { $0 + $1.amount } }
  }

  private func amount(_ line: ERPPricedLine) -> Decimal {
    line.price * (1 - line.discount / 100) * line.quantity
  }

  /// The line on its own, every amount rounded to cents.
  private func rounded(_ line: ERPPricedLine) -> Detail {
    let raw = amount(line).rounded(2)
    let included = line.taxes.filter(\.included)
    guard version <= .v17 else {
      let exact = unrounded(raw, line.taxes)
      let taxes = exact.taxes.map { ($0.tax, $0.amount.rounded(2)) }
      let inside = taxes.filter(\.0.included).reduce(Decimal(0)) { $0 + $1.1 }
      let base = raw - inside
      return Detail(base: base, taxes: taxes.map { ($0.0, $0.0.included ? $0.1 : (base * $0.0.rate / 100).rounded(2)) })
    }
    let percent = included.reduce(Decimal(0)) { $0 + $1.rate }
    let base = (raw * 100 / (100 + percent)).rounded(2)
    return Detail(base: base, taxes: legacyTaxes(line.taxes, base: base, raw: raw, places: 2))
  }

  /// 16 and 17: the last price-included tax takes what is left between the price and the base.
  private func legacyTaxes(
    _ taxes: [ERPTax], base: Decimal, raw: Decimal, places: Int
  ) -> [(tax: ERPTax, amount: Decimal)] {
    var left = raw - base
    let last = taxes.last(where: \.included)
    return taxes.map { tax in
      guard tax.included else { return (tax, (base * tax.rate / 100).rounded(places)) }
      let amount = tax == last ? left : (base * tax.rate / 100).rounded(places)
      left -= amount
      return (tax, amount)
    }
  }

  private func unrounded(_ raw: Decimal, _ taxes: [ERPTax]) -> Detail {
    let percent = taxes.filter(\.included).reduce(Decimal(0)) { $0 + $1.rate }
    let base = raw * 100 / (100 + percent)
    return Detail(base: base, taxes: taxes.map { ($0, raw * $0.rate / (100 + percent)) })
  }

  private func sum(_ details: [Detail]) -> ERPTotals {
    var totals = ERPTotals()
    for detail in details {
      totals.lines.append(ERPLineAmounts(untaxed: detail.base, tax: detail.tax))
      totals.untaxed += detail.base
      totals.tax += detail.tax
      for (tax, amount) in detail.taxes {
        totals.taxes[tax.id, default: 0] += amount
        totals.bases[tax.id, default: 0] += detail.base
      }
    }
    return totals
  }

  /// 16 and 17: bases rounded a line, taxes kept with seven digits and rounded once a tax.
  private func legacyGlobally(_ lines: [ERPPricedLine]) -> ERPTotals {
    let details = lines.map { line in
      let raw = amount(line).rounded(7)
      let percent = line.taxes.filter(\.included).reduce(Decimal(0)) { $0 + $1.rate }
      let base = (raw * 100 / (100 + percent)).rounded(2)
      return Detail(base: base, taxes: legacyTaxes(line.taxes, base: base, raw: raw, places: 7))
    }
    var totals = sum(details)
    totals.lines = details.map { ERPLineAmounts(untaxed: $0.base, tax: ($0.base + $0.tax).rounded(2) - $0.base) }
    totals.taxes = totals.taxes.mapValues { $0.rounded(2) }
    totals.tax = totals.taxes.values.reduce(0, +)
    return totals
  }

  /// 18 and 19: taxes rounded once a tax. 18 rounds the sum of the bases; 19 keeps the sum of the prices when all taxes are inside them.
  private func globally(_ lines: [ERPPricedLine]) -> ERPTotals {
    let details = lines.map { unrounded(amount($0), $0.taxes) }
    var totals = sum(details)
    totals.lines = details.map { ERPLineAmounts(untaxed: $0.base.rounded(2), tax: $0.tax.rounded(2)) }
    let total = totals.untaxed + totals.tax
    totals.taxes = totals.taxes.mapValues { $0.rounded(2) }
    totals.bases = totals.bases.mapValues { $0.rounded(2) }
    totals.tax = totals.taxes.values.reduce(0, +)
    let allIncluded = details.allSatisfy { $0.taxes.allSatisfy(\.tax.included) }
    totals.untaxed =
      version == .v19 && allIncluded ? total.rounded(2) - totals.tax : totals.untaxed.rounded(2)
    return totals
  }
}
