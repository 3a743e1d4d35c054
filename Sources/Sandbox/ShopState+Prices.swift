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
    let special = specificPrice(of: row, in: cart)
    let taxRate = tax(ofGroup: integer("products", product, "id_tax_rules_group"), country: country).rate
    var base = amount("products", product, "price")
    if let special, amount("specific_prices", special, "price") >= 0 {
      base = amount("specific_prices", special, "price")
    }
    if let combination { base += amount("combinations", combination, "price") }
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

  /// The specific price that applies: the one asking for the most pieces, then the most particular one.
  private mutating func specificPrice(of row: ShopCart.Row, in cart: ShopCart) -> ShopRow? {
    let group = value("customers", cart.customer, "id_default_group")
    let now = localNow
    func fits(_ special: ShopRow, _ field: String, _ wanted: String) -> Bool {
      let value = value("specific_prices", special, field)
      return value == "0" || value == wanted
    }
    let candidates = rows("specific_prices", where: "id_product", is: row.product).filter { special in
      fits(special, "id_product_attribute", String(row.combination))
        && fits(special, "id_customer", String(cart.customer))
        && fits(special, "id_group", group) && fits(special, "id_currency", String(cart.currency))
        && integer("specific_prices", special, "from_quantity") <= row.quantity
        && isOpen(value("specific_prices", special, "from"), value("specific_prices", special, "to"), now)
    }
    return candidates.max { left, right in
      let quantities = (
        integer("specific_prices", left, "from_quantity"), integer("specific_prices", right, "from_quantity")
      )
      if quantities.0 != quantities.1 { return quantities.0 < quantities.1 }
      return particularity(left) < particularity(right)
    }
  }

  private func particularity(_ special: ShopRow) -> Int {
    ["id_customer", "id_product_attribute", "id_group", "id_currency"].count {
      value("specific_prices", special, $0) != "0"
    }
  }

  private func isOpen(_ from: String, _ to: String, _ now: String) -> Bool {
    (from.hasPrefix("0000") || from <= now) && (to.hasPrefix("0000") || now <= to)
  }
}
