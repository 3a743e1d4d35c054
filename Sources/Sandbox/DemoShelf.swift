import Foundation
import Records

/// What both sides have of one article, counted in their own tables.
public struct DemoShelf: Sendable {
  public let reference: String
  /// In the ERP, neither reserved nor promised.
  public let free: Decimal
  /// By orders of the shop that the ERP has not confirmed.
  public let held: Decimal
  /// For sale in the shop.
  public let inShop: Int?

  /// What should be for sale.
  public var expected: Int { max(0, NSDecimalNumber(decimal: (free - held).rounded(0, .down)).intValue) }
  public var isRight: Bool { inShop == expected }

  /// The articles that both sides know, by reference.
  public static func all(_ shop: SimulatedShop, _ erp: SimulatedERP) -> [DemoShelf] {
    let held = held(shop, erp)
    let variants = erp.records("product.product", fields: ["default_code", "active"])
    return rows(shop).compactMap { reference, product, combination in
      let known = variants.filter { $0["default_code"]?.text == reference }
      guard let variant = known.first(where: { $0["active"]?.bool == true }) ?? known.first,
        let id = variant["id"]?.integer
      else { return nil }
      let level = erp.stockLevel(product: id)
      // What is not sold any more is not for sale, however much of it lies there.
      let free = variant["active"]?.bool == true ? min(level.free, level.onHand - level.outgoing) : 0
      return DemoShelf(
        reference: reference, free: free, held: held[reference] ?? 0,
        inShop: shop.stock(product: product, combination: combination))
    }.sorted { $0.reference < $1.reference }
  }

  private static func rows(_ shop: SimulatedShop) -> [(reference: String, product: Int, combination: Int)] {
    let combinations = shop.records("combinations").map {
      (reference: $0["reference"], product: Int($0["id_product"]) ?? 0, combination: $0.id)
    }
    let combined = Set(combinations.map(\.product))
    // A product with combinations is sold as those.
    let products = shop.records("products").filter { !combined.contains($0.id) }.map {
      (reference: $0["reference"], product: $0.id, combination: 0)
    }
    return products + combinations
  }

  private static func held(_ shop: SimulatedShop, _ erp: SimulatedERP) -> [String: Decimal] {
    let confirmed = erp.orders().filter { $0.state != "draft" }.flatMap(\.externalIDs)
    var held: [String: Decimal] = [:]
    for order in shop.records("orders") where !ShopOrderStates.takesNoStock(Int(order["current_state"]) ?? 0) {
      if confirmed.contains(where: { $0.hasSuffix("-order-\(order.id)") }) { continue }
      for row in shop.records("order_details", where: "id_order", is: String(order.id)) {
        held[row["product_reference"], default: 0] += Decimal(exactly: row["product_quantity"]) ?? 0
      }
    }
    return held
  }
}
