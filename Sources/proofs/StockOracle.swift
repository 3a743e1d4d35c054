import Foundation
import Records
import Sandbox

/// What the ERP's tables say of an article in the first warehouse: quants and moves themselves, not the figures that the ERP computes of them.
struct StockOracle {
  struct Level {
    var onHand: Decimal = 0
    var reserved: Decimal = 0
    /// What open moves take out of the warehouse.
    var outgoing: Decimal = 0
    /// What can still be promised to somebody.
    var available: Decimal { min(onHand - reserved, onHand - outgoing) }
  }

  private static let open: Set<String> = ["waiting", "confirmed", "assigned", "partially_available"]

  private let levels: [Int: Level]

  init(erp: SimulatedERP, warehouse: Int = 1) {
    var levels: [Int: Level] = [:]
    let locations = erp.records("stock.location", fields: ["usage", "warehouse_id"])
    let own = Set(
      locations.filter { $0["usage"]?.text == "internal" && $0["warehouse_id"]?.integer == warehouse }
        .compactMap { $0["id"]?.integer })
    for quant in erp.records("stock.quant", fields: ["product_id", "location_id", "quantity", "reserved_quantity"])
    where own.contains(quant["location_id"]?.integer ?? 0) {
      let product = quant["product_id"]?.integer ?? 0
      levels[product, default: Level()].onHand += quant["quantity"]?.number ?? 0
      levels[product, default: Level()].reserved += quant["reserved_quantity"]?.number ?? 0
    }
    let moves = erp.records(
      "stock.move", fields: ["product_id", "location_id", "location_dest_id", "product_uom_qty", "state"])
    for move in moves
    where Self.open.contains(move["state"]?.text ?? "") && own.contains(move["location_id"]?.integer ?? 0)
      && !own.contains(move["location_dest_id"]?.integer ?? 0)
    {
      levels[move["product_id"]?.integer ?? 0, default: Level()].outgoing += move["product_uom_qty"]?.number ?? 0
    }
    self.levels = levels
  }

  func level(_ product: Int) -> Level { levels[product] ?? Level() }
}
