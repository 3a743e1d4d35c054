import Foundation
import Records

/// A day in the demo's warehouse: what people at the ERP do with the orders that came in, at the counter and on the shelves.
public struct DemoWarehouse: Sendable {
  let erp: SimulatedERP
  let seed: DemoSeed

  public init(_ erp: SimulatedERP, _ seed: DemoSeed) {
    self.erp = erp
    self.seed = seed
  }

  public func work() {
    // One parcel; two parcels on two days; three bowls of four; and an order that is cancelled.
    ship(seed.payable[0], tracking: "6A0000000001")
    ship(seed.payable[2], only: ["DEMO-THEIERE", "DEMO-ATELIER"], tracking: "6A0000000002")
    ship(seed.payable[2], tracking: "6A0000000003")
    ship(seed.payable[4], at: 3, tracking: "6A0000000004")
    if let order = order(seed.payable[5]) { erp.cancelOrder(order.id) }
    if let cup = product("DEMO-TASSE") { erp.sellAtCounter(product: cup, quantity: 3) }
    if let honey = product("DEMO-MIEL") { erp.receive(product: honey, quantity: 24) }
    // The shelf is counted: there are fewer lamps than anybody thought.
    if let lamp = product("DEMO-LAMPE") { erp.setOnHand(product: lamp, quantity: 5) }
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
    erp.deliver(order: order.id, quantities: quantities, tracking: tracking)
  }
}
