import Foundation
import Records
import Sandbox

/// The orders of a simulated shop and how far the ERP knows them, from both sides' tables.
struct ShopOrders {
  struct Order {
    let id: Int
    let state: Int
    let isCancelled: Bool
    /// The ERP has it confirmed (or has cancelled it since): from then on it counts what the order takes.
    let isTakenOver: Bool
    let rows: [(article: Article, quantity: Int)]

    func quantity(of article: Article) -> Int { rows.reduce(0) { $0 + ($1.article == article ? $1.quantity : 0) } }
  }

  /// What the shop sells: a product or one of its combinations.
  struct Article: Hashable {
    let product: Int
    let combination: Int
  }

  static let cancelledState = 6

  let all: [Order]

  init(_ shop: SimulatedShop, _ erp: SimulatedERP) {
    var rows: [Int: [(Article, Int)]] = [:]
    for row in shop.records("order_details") {
      let article = Article(
        product: Int(row["product_id"]) ?? 0, combination: Int(row["product_attribute_id"]) ?? 0)
      rows[Int(row["id_order"]) ?? 0, default: []].append((article, Int(row["product_quantity"]) ?? 0))
    }
    all = shop.records("orders").map { order in
      let state = Int(order["current_state"]) ?? 0
      return Order(
        id: order.id, state: state, isCancelled: state == Self.cancelledState,
        isTakenOver: Self.erpState(of: order.id, erp).map { $0 != "draft" && $0 != "sent" } ?? false,
        rows: (rows[order.id] ?? []).map { (article: $0.0, quantity: $0.1) })
    }
  }

  /// The state of the sales order that carries this order's key; nil: there is none.
  static func erpState(of order: Int, _ erp: SimulatedERP) -> String? {
    erpOrder(of: order, erp).flatMap { erp.record("sale.order", $0, fields: ["state"])?["state"]?.text }
  }

  static func erpOrder(of order: Int, _ erp: SimulatedERP) -> Int? {
    erp.record(named: "passerelle.\(WorkerStage.instance)-order-\(order)")?.id
  }

  /// What open orders hold of an article that the ERP does not count yet.
  func held(_ article: Article) -> Int {
    all.reduce(0) { $0 + ($1.isCancelled || $1.isTakenOver ? 0 : $1.quantity(of: article)) }
  }
}
