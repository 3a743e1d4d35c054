import Foundation
import Records

extension ShopState {
  /// Makes orders of a cart as validateOrder does: one a carrier, all with one reference. Returns their ids.
  mutating func place(_ cart: ShopCart) -> [Int] {
    let carriers = cart.rows.map { $0.carrier ?? cart.carrier }
    var packages: [(carrier: Int, rows: [ShopCart.Row])] = []
    for (carrier, row) in zip(carriers, cart.rows) {
      if let index = packages.firstIndex(where: { $0.carrier == carrier }) {
        packages[index].rows.append(row)
      } else {
        packages.append((carrier, [row]))
      }
    }
    let reference = random.reference()
    let cartID = storeCart(cart)
    let orders = packages.map { place($0.rows, carrier: $0.carrier, of: cart, cartID: cartID, reference: reference) }
    for order in orders { changeState(ofOrder: order, to: cart.state, mails: true) }
    return orders
  }

  private mutating func place(_ rows: [ShopCart.Row], carrier: Int, of cart: ShopCart, cartID: Int, reference: String)
    -> Int
  {
    let country = Int(value("addresses", cart.deliveryAddress, "id_country")) ?? 8
    let prices = rows.map { unitPrice(of: $0, in: cart, country: country) }
    let carrierRate =
      carrier == 0 ? 0 : tax(ofGroup: Int(value("carriers", carrier, "id_tax_rules_group")) ?? 0, country: country).rate
    let calculator = ShopCalculator(
      rows: zip(rows, prices).map { row, price in
        .init(
          product: row.product, combination: row.combination, quantity: row.quantity, unit: price.unit,
          hasSpecialPrice: price.hasSpecialPrice)
      },
      vouchers: cart.vouchers.compactMap { voucher($0, currency: cart.currency) },
      shipping: fee(carrierPrice(carrier), rate: carrierRate, currency: cart.currency),
      wrapping: cart.isGift ? wrappingFee(country: country, currency: cart.currency) : .zero,
      roundType: settings.roundType,
      roundMode: settings.roundMode, addsRoundedParts: version == .v16)
    let result = calculator.result()
    let details = shown(calculator, prices)
    let order = storeOrder(
      cart, cartID: cartID, carrier: carrier, carrierRate: carrierRate, reference: reference, result)
    for (index, row) in rows.enumerated() {
      storeDetail(
        row, prices[index], details.totals[index], details.rows[index], order: order, country: country,
        shop: cart.shop)
      if !ShopOrderStates.takesNoStock(cart.state) {
        changeStock(product: row.product, combination: row.combination, by: -row.quantity, shop: cart.shop)
      }
    }
    storeVouchers(cart.vouchers, result.vouchers, order: order)
    insert(
      "order_carriers",
      [
        "id_order": String(order), "id_carrier": String(carrier), "weight": weight(ofOrder: order).description,
        "shipping_cost_tax_excl": result.shipping.taxExcluded.description,
        "shipping_cost_tax_incl": result.shipping.taxIncluded.description, "date_add": localNow,
      ])
    if !ShopOrderStates.takesNoStock(cart.state) { mail("order_conf", aboutOrder: order, state: nil) }
    return order
  }

  /// What the details say: where ecotaxes are switched off but a product keeps one, they carry it and the order's
  /// totals do not.
  private func shown(_ calculator: ShopCalculator, _ prices: [UnitPrice]) -> (
    rows: [ShopCalculator.Row], totals: [ShopAmount]
  ) {
    var calculator = calculator
    for (index, price) in prices.enumerated() where !price.countsEcotax {
      calculator.rows[index].unit =
        calculator.rows[index].unit
        + ShopAmount(taxIncluded: price.ecotax * (1 + price.ecotaxRate / 100), taxExcluded: price.ecotax)
    }
    return (calculator.rows, calculator.result().rowTotals)
  }

  private mutating func wrappingFee(country: Int, currency: Int) -> ShopAmount {
    let rate = tax(ofGroup: Int(configuration("PS_GIFT_WRAPPING_TAX_RULES_GROUP")) ?? 0, country: country).rate
    return fee(Decimal(exactly: configuration("PS_GIFT_WRAPPING_PRICE")) ?? 0, rate: rate, currency: currency)
  }

  private func carrierPrice(_ carrier: Int) -> Decimal {
    value("carriers", carrier, "is_free") == "1" ? 0 : carrierPrices[carrier] ?? 0
  }

  private func fee(_ price: Decimal, rate: Decimal, currency: Int) -> ShopAmount {
    let converted = (price * conversionRate(currency)).rounded(6)
    return ShopAmount(taxIncluded: converted * (1 + rate / 100), taxExcluded: converted)
  }

  /// A cart rule in the order's currency; nil when there is none of that id.
  func voucher(_ id: Int, currency: Int) -> ShopVoucher? {
    guard let row = row("cart_rules", id) else { return nil }
    let own = integer("cart_rules", row, "reduction_currency")
    let amount =
      amount("cart_rules", row, "reduction_amount") / conversionRate(own == 0 ? 1 : own) * conversionRate(currency)
    let product = integer("cart_rules", row, "reduction_product")
    let gift = integer("cart_rules", row, "gift_product")
    return ShopVoucher(
      id: id, percent: self.amount("cart_rules", row, "reduction_percent"), amount: amount,
      isAmountTaxIncluded: value("cart_rules", row, "reduction_tax") == "1",
      target: product > 0
        ? .product(product)
        : product == -1 ? .cheapest : product == -2 ? .products(voucherSelections[id] ?? []) : .order,
      gift: gift == 0 ? nil : (gift, integer("cart_rules", row, "gift_product_attribute")),
      excludesSpecialPrices: value("cart_rules", row, "reduction_exclude_special") == "1",
      givesFreeShipping: value("cart_rules", row, "free_shipping") == "1")
  }
}
