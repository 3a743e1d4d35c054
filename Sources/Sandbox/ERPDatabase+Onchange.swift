import Foundation
import Records

/// `sale.order.onchange` on a record that is not stored: the totals of an order without making it (FACTS-odoo, last section).
extension ERPDatabase {
  func onchange(
    _ ids: [Int], _ values: RPCMap, _ names: [String], _ specification: RPCMap, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    guard specification["order_line"] != nil || version == .v16 else { throw RPCFailure.key("order_line") }
    for name in values.keys where models["sale.order"]?.fields[name] == nil {
      throw RPCFailure.unknownField(name, on: "sale.order")
    }
    let order = ids.first
    if let order { try demand("sale.order", [order], context) }
    var lines = order.map { inverse("sale.order.line", "order_id", $0).map { ($0, priced($0)) } } ?? []
    let partner = values["partner_id"]?.integer ?? order.flatMap { integer("sale.order", $0, "partner_id") }
    if let partner, !exists("res.partner", partner) {
      throw RPCFailure.missing("res.partner", [partner], user: context.user)
    }
    let pricelist = values["pricelist_id"].map(\.integer) ?? partner.flatMap(defaultPricelist)
    let before = order == nil ? nil : sum(lines.map(\.1))
    for command in values["order_line"]?.list ?? [] {
      try apply(command, to: &lines, pricelist: pricelist, names: names, context)
    }
    var totals = sum(lines.map(\.1))
    let losesTax =
      version <= .v17 && names.isEmpty || version == .v16 && (names.contains("partner_id") || partner == nil)
    if losesTax { totals.tax = 0 }
    return ["value": .map(answer(totals, before, specification))]
  }

  private func answer(_ totals: ERPTotals, _ before: ERPTotals?, _ specification: RPCMap) -> RPCMap {
    var answer = RPCMap()
    let amounts = [
      ("amount_untaxed", totals.untaxed, before?.untaxed ?? 0), ("amount_tax", totals.tax, before?.tax ?? 0),
      ("amount_total", totals.total, before?.total ?? 0),
    ]
    for (name, amount, initial) in amounts where specification[name] != nil && amount != initial {
      answer[name] = version <= .v17 ? Self.noisy(amount) : .decimal(amount)
    }
    return answer
  }

  /// 16 and 17 answer cents multiplied by a binary 0.01 ("65.71000000000001"): the noise is part of what a client has to cope with, so it is
  /// made the way they make it. Nothing is computed with it.
  static func noisy(_ amount: Decimal) -> RPCValue {
    let cents = NSDecimalNumber(decimal: (amount * 100).rounded(0)).int64Value
    return .verbatim("\(Float64(cents) * 0.01)")
  }

  /// The same arithmetic as for a stored order.
  private func sum(_ lines: [ERPPricedLine]) -> ERPTotals {
    guard version <= .v17, rounding == .perLine else { return taxEngine.totals(lines) }
    var totals = ERPTotals()
    for line in lines {
      let amounts = taxEngine.totals([line])
      totals.untaxed += amounts.untaxed
      totals.tax += amounts.tax
    }
    return totals
  }

  private func apply(
    _ command: RPCValue, to lines: inout [(Int, ERPPricedLine)], pricelist: Int?, names: [String], _ context: ERPContext
  ) throws(RPCFailure) {
    guard let parts = command.list, let code = parts.first?.integer else {
      throw RPCFailure.value("Wrong value for sale.order.order_line: \(command.pythonic)")
    }
    let target = parts.count > 1 ? parts[1].integer ?? 0 : 0
    let values = parts.last?.map ?? [:]
    switch code {
    case 0: lines.append((0, try virtualLine(values, pricelist: pricelist, names: names, context)))
    case 1:
      guard let position = lines.firstIndex(where: { $0.0 == target }) else { return }
      lines[position].1 = try changed(lines[position].1, values, context)
    case 2, 3: lines.removeAll { $0.0 == target }
    case 5: lines = []
    default: break
    }
  }

  private func virtualLine(
    _ values: RPCMap, pricelist: Int?, names: [String], _ context: ERPContext
  ) throws(RPCFailure) -> ERPPricedLine {
    let product = values["product_id"]?.integer
    if let product, !exists("product.product", product) {
      throw RPCFailure.missing("product.product", [product], user: context.user)
    }
    let quantity = values["product_uom_qty"]?.number ?? 1
    let price = product.map { self.price(of: $0, quantity: quantity, pricelist: pricelist) }
    let own = product.map { value("product.product", $0, "taxes_id", context).references } ?? []
    var line = ERPPricedLine(
      price: price?.unit ?? 0, quantity: quantity, discount: price?.discount ?? 0, taxes: taxes(own))
    line = try changed(line, values, context)
    if version == .v19, names.isEmpty, product != nil { line.taxes = taxes(own) }
    return line
  }

  private func changed(
    _ line: ERPPricedLine, _ values: RPCMap, _ context: ERPContext
  ) throws(RPCFailure) -> ERPPricedLine {
    var line = line
    for name in values.keys where models["sale.order.line"]?.fields[name] == nil {
      throw RPCFailure.unknownField(name, on: "sale.order.line")
    }
    if let price = values["price_unit"]?.number {
      line.price = version == .v16 ? price : price.rounded(settings.priceDigits)
    }
    if let quantity = values["product_uom_qty"]?.number { line.quantity = quantity.rounded(2) }
    if let discount = values["discount"]?.number { line.discount = discount.rounded(2) }
    guard let commands = values[version.lineTaxes]?.list else { return line }
    var ids: [Int] = []
    for command in commands {
      guard let parts = command.list, let code = parts.first?.integer else { continue }
      switch code {
      case 4: ids.append(parts.count > 1 ? parts[1].integer ?? 0 : 0)
      case 5: ids = []
      case 6: ids = parts.last?.references ?? []
      default: break
      }
    }
    for id in ids where !exists("account.tax", id) { throw RPCFailure.missing("account.tax", [id], user: context.user) }
    line.taxes = taxes(ids)
    return line
  }
}
