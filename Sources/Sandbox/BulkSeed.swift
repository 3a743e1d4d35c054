import Foundation
import Records

/// Any number of paid orders over a small catalogue that both sides know: every customer buys three times, some as a guest; vouchers, shipping,
/// several rates. The same numbers give the same shop.
public struct BulkSeed: Sendable {
  public var orders: Int
  /// Rows an order has.
  public var rows: Int
  /// How far the shop's clock moves on after each order.
  public var secondsBetween: Int

  public init(orders: Int, rows: Int, secondsBetween: Int = 0) {
    self.orders = orders
    self.rows = rows
    self.secondsBetween = secondsBetween
  }

  private static let articles = 40

  /// Fills both sides and returns the ids of the orders.
  public func fill(_ shop: SimulatedShop, _ erp: SimulatedERP) -> [Int] {
    let products = (0..<Self.articles).map { number in
      let reference = "BULK-\(number)"
      // As many as the shop has: what is sold there is sold here once the order is confirmed.
      erp.setOnHand(product: erp.addProduct(reference: reference, name: "Article \(number)"), quantity: 1_000_000)
      return shop.addProduct(
        reference: reference, name: "Article \(number)",
        price: Decimal(3 + number * 7) + Decimal(number * 13 % 100) / 100,
        taxGroup: 1 + number % 3, quantity: 1_000_000)
    }
    let clock = shop.settings.clock
    let ten = shop.addCartRule("DIX", ["reduction_percent": "10.00"])
    var buyer = (customer: 0, address: 0)
    return (0..<orders).map { number in
      if number % 3 == 0 || number % 7 == 0 {
        let id = shop.addCustomer(
          email: "client\(number / 3)@example.com", firstName: "Camille", lastName: "Durand", isGuest: number % 3 != 0)
        buyer = (id, shop.addAddress(customer: id, fields: ["address1": "\(number / 3) rue du Port"]))
      }
      let chosen = (0..<rows).map { row in
        ShopCart.Row(products[(number * 11 + row * 17) % Self.articles], quantity: 1 + (number + row) % 4)
      }
      let order = shop.placeOrder(
        ShopCart(customer: buyer.customer, address: buyer.address, rows: chosen, vouchers: number % 5 == 0 ? [ten] : [])
      )
      shop.pay(order)
      clock.advance(by: secondsBetween)
      return order
    }
  }
}
