import Foundation
import Records

/// The tax of price-included rows by rate, each row rounded on its own: what a target that rounds per line computes.
enum TaxByRate {
  /// - Parameters:
  ///   - rows: the fields of the order's lines, with `price_unit`, `product_uom_qty` and `tax_ids`.
  ///   - rates: the rate in percent by the target's tax id.
  static func of(_ rows: [[String: Value]], rates: [Int: Decimal]) -> [Decimal: Decimal] {
    var taxes: [Decimal: Decimal] = [:]
    for row in rows {
      let total = ((row["price_unit"]?.number ?? 0) * (row["product_uom_qty"]?.number ?? 0)).rounded(2)
      let ids = (row["tax_ids"]?.list ?? []).compactMap(\.integer)
      let rate = ids.reduce(Decimal(0)) { $0 + (rates[$1] ?? 0) }
      taxes[rate, default: 0] += total - (total / (1 + rate / 100)).rounded(2)
    }
    return taxes
  }
}
