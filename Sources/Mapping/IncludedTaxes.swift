import Foundation
import Records

/// How much larger a price is for the taxes that it contains. Only percent taxes, and only where every version of the systems that keep
/// such taxes calculates alike; anything else is told, never guessed.
enum IncludedTaxes {
  /// A tax as its record says it: `amount` in percent, `amount_type`, `price_include`; where the record has them `sequence` and `id` (the
  /// order of the taxes), `include_base_amount` (the taxes that follow are taken of it too) and `is_base_affected` (true without it).
  private struct Tax {
    let rate: Decimal
    let isPercent: Bool
    let isGroup: Bool
    let isIncluded: Bool
    let adds: Bool
    let isAffected: Bool
    let order: (Decimal, Decimal)

    init(_ record: Value, _ site: String) throws(Stop) {
      let type = try Interpreter.path(record, "amount_type")
      isPercent = type.text == "percent"
      isGroup = type.text == "group"
      isIncluded = try Interpreter.bool(Interpreter.path(record, "price_include"))
      let percent = isGroup ? 0 : try Arithmetic.number(Interpreter.path(record, "amount"), site)
      rate = Decimal(sign: .plus, exponent: -2, significand: percent)
      adds = try Interpreter.bool(Interpreter.path(record, "include_base_amount"))
      let affected = try Interpreter.path(record, "is_base_affected")
      isAffected = affected == .null ? true : try Interpreter.bool(affected)
      order = try (
        Interpreter.path(record, "sequence").number ?? 0, Interpreter.path(record, "id").number ?? 0
      )
    }
  }

  /// What the price without tax is multiplied with to give the price: 1 where it contains none.
  static func factor(_ records: [Value], _ site: String) throws(Stop) -> Decimal {
    var taxes: [Tax] = []
    for record in records { taxes.append(try Tax(record, site)) }
    if taxes.contains(where: \.isGroup) { throw unsupported(site, "a group of taxes") }
    taxes = taxes.filter { $0.rate != 0 }.sorted { $0.order < $1.order }
    guard let first = taxes.firstIndex(where: \.isIncluded), let last = taxes.lastIndex(where: \.isIncluded) else {
      return 1
    }
    let included = taxes[first...last]
    if included.contains(where: { $0.isIncluded && !$0.isPercent }) {
      throw unsupported(site, "a tax in the price that is not a percentage")
    }
    if included.contains(where: { !$0.isIncluded }) {
      throw unsupported(site, "a tax on top of the price between two that it contains")
    }
    if taxes[..<first].contains(where: \.adds) {
      throw unsupported(site, "a tax on top of the price that is taxed by one in the price")
    }
    return try factor(of: Array(included), site)
  }

  /// Taxes that the following ones are taken of multiply; the others, which come last, add up.
  private static func factor(of taxes: [Tax], _ site: String) throws(Stop) -> Decimal {
    let chained = taxes.prefix(while: \.adds)
    let sum = taxes.dropFirst(chained.count)
    if sum.contains(where: \.adds) || (!chained.isEmpty && taxes.dropFirst().contains { !$0.isAffected }) {
      throw unsupported(site, "taxes in the price that are taken of one another in part only")
    }
    let factor = chained.reduce(Decimal(1)) { $0 * (1 + $1.rate) } * (1 + sum.reduce(Decimal(0)) { $0 + $1.rate })
    guard factor.isFinite, factor > 0 else { throw unsupported(site, "a rate of -100 % or less") }
    return factor
  }

  private static func unsupported(_ site: String, _ what: String) -> Stop {
    .fault(
      Fault(
        .record, "TAXES_NOT_SUPPORTED", "The price without tax cannot be told: the product has \(what).",
        context: ["value": site, "taxes": what], hint: "Give the product plain percent taxes, then replay the record."))
  }
}
