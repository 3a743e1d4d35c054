import Foundation
import Records

extension ShopState {
  /// What one unit costs a customer, and what the order's row says about how that came to be.
  struct UnitPrice {
    var unit: ShopAmount
    /// The catalogue price without tax and without reductions, in the order's currency.
    var original: Decimal
    var reductionPercent: Decimal = 0
    var reductionAmount: ShopAmount = .zero
    var groupReduction: Decimal = 0
    var ecotax: Decimal = 0
    var ecotaxRate: Decimal = 0
    /// Whether the ecotax is part of the price (`PS_USE_ECOTAX`).
    var countsEcotax = true
    var hasSpecialPrice: Bool { reductionPercent != 0 || reductionAmount != .zero }
  }

  func configuration(_ name: String) -> String {
    guard let table = table("configurations") else { return "" }
    return table.ids.lazy.compactMap { table[$0] }.first { value("configurations", $0, "name") == name }
      .map { value("configurations", $0, "value") } ?? ""
  }

  /// The rate in percent and the taxes of a rule group in a country; nothing where no rule applies.
  mutating func tax(ofGroup group: Int, country: Int) -> (rate: Decimal, ids: [Int]) {
    let rules = rows("tax_rules", where: "id_tax_rules_group", is: group).filter {
      integer("tax_rules", $0, "id_country") == country
    }
    let ids = rules.map { integer("tax_rules", $0, "id_tax") }.filter { $0 != 0 }
    return (ids.reduce(Decimal(0)) { $0 + (Decimal(exactly: value("taxes", $1, "rate")) ?? 0) }, ids)
  }

  func conversionRate(_ currency: Int) -> Decimal {
    Decimal(exactly: value("currencies", currency, "conversion_rate")) ?? 1
  }

  /// Product::priceCalculation: tax, then ecotax, then the specific price's reduction, then the group's, rounded to six
  /// decimals.
  mutating func unitPrice(of row: ShopCart.Row, in cart: ShopCart, country: Int) -> UnitPrice {
    guard let product = self.row("products", row.product) else {
      return UnitPrice(unit: row.unit ?? .zero, original: 0)
    }
    let rate = conversionRate(cart.currency)
    let combination = self.row("combinations", row.combination)
    let special = specificPrice(of: row, in: cart, country: country)
    let taxRate = tax(ofGroup: integer("products", product, "id_tax_rules_group"), country: country).rate
    var base = amount("products", product, "price")
    var includesCombination = false
    if let special, amount("specific_prices", special, "price") >= 0 {
      base = amount("specific_prices", special, "price")
      includesCombination = integer("specific_prices", special, "id_product_attribute") != 0
    }
    // A price that is for the combination is the whole of it.
    if let combination, !includesCombination { base += amount("combinations", combination, "price") }
    let original = (base * rate).rounded(6)
    var price = UnitPrice(
      unit: ShopAmount(taxIncluded: original * (1 + taxRate / 100), taxExcluded: original), original: original)
    addEcotax(to: &price, product, combination, rate: rate, country: country)
    if let special { reduce(&price, by: special, rate: rate, taxRate: taxRate) }
    let group = Int(value("customers", cart.customer, "id_default_group")) ?? 3
    price.groupReduction = Decimal(exactly: value("groups", group, "reduction")) ?? 0
    price.unit = (price.unit * (1 - price.groupReduction / 100)).rounded(.halfUp, places: 6)
    if let given = row.unit { price.unit = given }
    return price
  }

  private mutating func addEcotax(
    to price: inout UnitPrice, _ product: ShopRow, _ combination: ShopRow?, rate: Decimal, country: Int
  ) {
    var ecotax = amount("products", product, "ecotax")
    if let combination, amount("combinations", combination, "ecotax") > 0 {
      ecotax = amount("combinations", combination, "ecotax")
    }
    guard ecotax > 0 else { return }
    price.ecotax = (ecotax * rate).rounded(6)
    price.ecotaxRate = tax(ofGroup: Int(configuration("PS_ECOTAX_TAX_RULES_GROUP_ID")) ?? 0, country: country).rate
    price.countsEcotax = configuration("PS_USE_ECOTAX") == "1"
    guard price.countsEcotax else { return }
    price.unit =
      price.unit + ShopAmount(taxIncluded: price.ecotax * (1 + price.ecotaxRate / 100), taxExcluded: price.ecotax)
  }

  private func reduce(_ price: inout UnitPrice, by special: ShopRow, rate: Decimal, taxRate: Decimal) {
    let reduction = amount("specific_prices", special, "reduction")
    guard reduction > 0 else { return }
    if value("specific_prices", special, "reduction_type") == "percentage" {
      price.reductionPercent = reduction * 100
      price.unit = price.unit * (1 - reduction)
      return
    }
    let converted = integer("specific_prices", special, "id_currency") == 0 ? reduction * rate : reduction
    let isTaxIncluded = value("specific_prices", special, "reduction_tax") != "0"
    let factor = 1 + taxRate / 100
    price.reductionAmount =
      isTaxIncluded
      ? ShopAmount(taxIncluded: converted, taxExcluded: converted / factor)
      : ShopAmount(taxIncluded: converted * factor, taxExcluded: converted)
    price.unit = price.unit - price.reductionAmount
  }

  /// SpecificPrice::getSpecificPrice: what is for the combination comes first, then what asks for the most pieces, then what no rule of the
  /// catalogue made, then what names most of shop, currency, country and group, then what ends and begins last.
  private mutating func specificPrice(of row: ShopCart.Row, in cart: ShopCart, country: Int) -> ShopRow? {
    let wanted = [
      "id_product": row.product, "id_product_attribute": row.combination, "id_customer": cart.customer,
      "id_shop": cart.shop, "id_currency": cart.currency, "id_country": country,
      "id_group": Int(value("customers", cart.customer, "id_default_group")) ?? 0, "id_cart": 0,
    ]
    let now = localNow
    let general = row.product == 0 ? [] : rows("specific_prices", where: "id_product", is: 0)
    let candidates = (rows("specific_prices", where: "id_product", is: row.product) + general).filter { special in
      let least = integer("specific_prices", special, "from_quantity")
      return wanted.allSatisfy { [0, $0.value].contains(integer("specific_prices", special, $0.key)) }
        && (least > 1 ? least : 0) <= row.quantity
        && isOpen(value("specific_prices", special, "from"), value("specific_prices", special, "to"), now)
    }
    return candidates.map { (row: $0, order: order(of: $0, wanted)) }
      .max { left, right in
        left.order == right.order
          ? (value("specific_prices", left.row, "to"), value("specific_prices", left.row, "from"))
            < (value("specific_prices", right.row, "to"), value("specific_prices", right.row, "from"))
          : left.order.lexicographicallyPrecedes(right.order)
      }?
      .row
  }

  /// The larger comes first.
  private func order(of special: ShopRow, _ wanted: [String: Int]) -> [Int] {
    let priorities = ["id_group", "id_country", "id_currency", "id_shop", "id_customer"]
    let score = priorities.enumerated().reduce(0) { sum, priority in
      sum
        + (integer("specific_prices", special, priority.element) == wanted[priority.element] ? 2 << priority.offset : 0)
    }
    return [
      integer("specific_prices", special, "id_product_attribute"), integer("specific_prices", special, "id_cart"),
      integer("specific_prices", special, "from_quantity"),
      -integer("specific_prices", special, "id_specific_price_rule"), score,
    ]
  }

  private func isOpen(_ from: String, _ to: String, _ now: String) -> Bool {
    (from.hasPrefix("0000") || from <= now) && (to.hasPrefix("0000") || now <= to)
  }
}
