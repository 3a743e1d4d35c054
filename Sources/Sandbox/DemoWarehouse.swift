import Foundation
import Records

/// A day in the demo's warehouse: what people at the ERP do with the orders that came in, at the counter and on the shelves.
public struct DemoWarehouse: Sendable {
  let erp: SimulatedERP
  let orders: DemoOrders

  public init(_ erp: SimulatedERP, _ orders: DemoOrders) {
    self.erp = erp
    self.orders = orders
  }

  /// What is moved on the shelves beside the orders.
  public static let moved = ["TF-TASSE", "TF-THEIERE", "TF-MIEL", "TF-LAMPE", "TF-BOL-LARGE"]

  public func work() {
    // One parcel; two parcels on two days; three bowls of four; and an order that is cancelled.
    ship(orders.payable[0], tracking: "6A0000000001")
    ship(orders.payable[2], only: ["TF-THEIERE", "TF-ATELIER"], tracking: "6A0000000002")
    ship(orders.payable[2], tracking: "6A0000000003")
    ship(orders.payable[4], at: 3, tracking: "6A0000000004")
    if let order = order(orders.payable[5]) { erp.cancelOrder(order.id) }
    // And a pile of ordinary ones, of which two have no number.
    for (place, id) in orders.payable.dropFirst(12).prefix(14).enumerated() {
      ship(id, tracking: place % 7 == 3 ? "" : "6A00000001\(10 + place)")
    }
    if let cup = product("TF-TASSE") { erp.sellAtCounter(product: cup, quantity: 3) }
    if let honey = product("TF-MIEL") { erp.receive(product: honey, quantity: 24) }
    // The shelf is counted: there are fewer lamps than anybody thought.
    if let lamp = product("TF-LAMPE") { erp.setOnHand(product: lamp, quantity: 5) }
  }

  /// The ERP's order for an order of the shop.
  public func order(_ id: Int) -> ERPOrderProof? {
    erp.orders().first { $0.externalIDs.contains { $0.hasSuffix("-order-\(id)") } }
  }

  /// The variant with a reference.
  public func product(_ reference: String) -> Int? {
    erp.records("product.product", fields: ["default_code"]).first { $0["default_code"]?.text == reference }?["id"]?
      .integer
  }

  /// Ships an order's goods: all that is open, some articles, or so many of each.
  private func ship(_ id: Int, only references: Set<String>? = nil, at most: Decimal? = nil, tracking: String) {
    guard let order = order(id) else { return }
    var quantities: [Int: Decimal]?
    if references != nil || most != nil {
      let lines = order.lines.filter { line in references.map { $0.contains(line.product ?? "") } ?? true }
      quantities = Dictionary(lines.map { ($0.id, min($0.quantity, most ?? $0.quantity)) }, uniquingKeysWith: { $1 })
    }
    erp.deliver(order: order.id, quantities: quantities, tracking: tracking.isEmpty ? nil : tracking)
  }
}
