import Foundation

/// What the back office gives back of an order (a partial refund).
public struct ShopRefund: Sendable {
  /// Pieces by the id of the order's row.
  public var pieces: [Int: Int]
  public var includesShipping: Bool

  public init(pieces: [Int: Int], includesShipping: Bool = false) {
    self.pieces = pieces
    self.includesShipping = includesShipping
  }
}

extension SimulatedShop {
  /// Makes the credit note as the back office does: the document and the rows' refunded quantities. The order's state,
  /// its stock, its totals and its `date_upd` stay as they are. `order_slip.amount` is without tax, as 8 writes it.
  /// Returns the credit note's id.
  @discardableResult
  public func refund(_ order: Int, _ refund: ShopRefund) -> Int { change { $0.refund(order, refund) } }
}

extension ShopState {
  mutating func refund(_ order: Int, _ refund: ShopRefund) -> Int {
    guard let row = row("orders", order) else { return 0 }
    var products = ShopAmount.zero
    var details: [[String]] = []
    for line in rows("order_details", where: "id_order", is: order) {
      guard let quantity = refund.pieces[line.id], quantity > 0 else { continue }
      let unit = ShopAmount(
        taxIncluded: amount("order_details", line, "unit_price_tax_incl"),
        taxExcluded: amount("order_details", line, "unit_price_tax_excl"))
      let amount = (unit * Decimal(quantity)).rounded(.halfUp, places: 6)
      products = products + amount
      details.append([
        String(details.count + 1), String(line.id), String(quantity), amount.taxExcluded.fixed(6),
        amount.taxIncluded.fixed(6),
      ])
      count(amount, quantity, refundedOn: line)
    }
    let shipping =
      refund.includesShipping
      ? ShopAmount(
        taxIncluded: amount("orders", row, "total_shipping_tax_incl"),
        taxExcluded: amount("orders", row, "total_shipping_tax_excl"))
      : .zero
    return insert(
      "order_slip",
      [
        "id_customer": value("orders", row, "id_customer"), "id_order": String(order),
        "conversion_rate": value("orders", row, "conversion_rate"),
        "total_products_tax_excl": products.taxExcluded.description,
        "total_products_tax_incl": products.taxIncluded.description,
        "total_shipping_tax_excl": shipping.taxExcluded.description,
        "total_shipping_tax_incl": shipping.taxIncluded.description,
        "amount": products.taxExcluded.description, "shipping_cost": refund.includesShipping ? "1" : "0",
        "shipping_cost_amount": shipping.taxExcluded.description, "partial": "1", "date_add": localNow,
        "date_upd": localNow,
      ], lists: ["order_slip_details": details])
  }

  private mutating func count(_ amount: ShopAmount, _ quantity: Int, refundedOn line: ShopRow) {
    func sum(_ field: String, _ more: Decimal) -> String {
      (self.amount("order_details", line, field) + more).description
    }
    update(
      "order_details", line.id,
      [
        "product_quantity_refunded": String(integer("order_details", line, "product_quantity_refunded") + quantity),
        "total_refunded_tax_incl": sum("total_refunded_tax_incl", amount.taxIncluded),
        "total_refunded_tax_excl": sum("total_refunded_tax_excl", amount.taxExcluded),
      ])
  }
}
