import Foundation
import Records
import Sandbox

/// What people at the ERP do with goods of their own, apart from everything that the worker brings.
struct ERPDesk: Sendable {
  let erp: SimulatedERP
  /// Whom the ERP's own orders are for.
  let partner: Int

  init(_ erp: SimulatedERP) {
    self.erp = erp
    partner = erp.create("res.partner", ["name": "Client du comptoir"]) ?? 0
  }

  /// A confirmed order of the ERP's own, which reserves what there is and leaves when all is there; nil where the ERP refuses it.
  func order(_ product: Int, _ quantity: Int) -> Int? {
    let order = erp.create("sale.order", ["partner_id": .integer(partner), "picking_policy": "one"])
    guard let order else { return nil }
    erp.create(
      "sale.order.line",
      [
        "order_id": .integer(order), "product_id": .integer(product), "product_uom_qty": .integer(quantity),
        "price_unit": .integer(10),
      ])
    erp.confirmOrder(order)
    return order
  }

  /// Sold and handed over at once.
  @discardableResult
  func sell(_ product: Int, _ quantity: Int) -> Int? {
    let order = order(product, quantity)
    if let order { erp.deliver(order: order) }
    return order
  }

  /// More is found on the shelf than was known; nothing that waits for it is reserved yet.
  func find(_ product: Int, _ quantity: Int) {
    erp.setOnHand(product: product, quantity: StockOracle(erp: erp).level(product).onHand + Decimal(quantity))
  }
}
