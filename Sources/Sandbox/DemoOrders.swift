import Foundation
import Records

/// The orders of the demo: each is there for something that goes wrong elsewhere.
struct DemoOrders {
  let shop: SimulatedShop
  let products: [String: Int]
  let bowl: (product: Int, combination: Int)

  func place() -> DemoSeed {
    let jeanne = customer("jeanne.martin@example.com", "Jeanne", "Martin")
    // The same person again, as a guest who writes her address in capitals.
    let guest = customer("Jeanne.MARTIN@example.com", "Jeanne", "Martin", isGuest: true)
    let karim = customer("karim.benali@example.com", "Karim", "Benali")
    let ten = shop.addCartRule("BIENVENUE", ["reduction_percent": "10.00"])
    let five = shop.addCartRule("MERCI5", ["reduction_amount": "5.000000", "reduction_tax": "1"])
    let freeShipping = shop.addCartRule("PORTOFFERT", ["free_shipping": "1"])
    var payable: [Int] = []

    func paid(_ cart: ShopCart, then: (Int) -> Void = { _ in }) {
      for order in shop.placeOrders(cart) {
        shop.pay(order)
        then(order)
        payable.append(order)
      }
    }

    paid(cart(jeanne, [row("DEMO-TASSE", 2), row("DEMO-LIVRE")]))
    paid(cart(guest, [row("DEMO-MIEL", 7)]))
    paid(cart(karim, [row("DEMO-THEIERE"), row("DEMO-LIVRE", 3), row("DEMO-ATELIER", 2)], vouchers: [ten]))
    paid(cart(karim, [row("DEMO-TASSE", 3), row("DEMO-MIEL")], vouchers: [five, freeShipping]))
    paid(cart(jeanne, [ShopCart.Row(bowl.product, combination: bowl.combination, quantity: 4)], isGift: true))
    paid(cart(karim, [row("DEMO-LAMPE", 2), row("DEMO-TASSE")], currency: 2))
    // Paid and shipped before anybody looked.
    paid(cart(jeanne, [row("DEMO-LAMPE")])) { shop.ship($0, tracking: "6A0123456789") }
    // Two parcels, two carriers: two orders of one reference.
    paid(cart(karim, [row("DEMO-TASSE"), ShopCart.Row(products["DEMO-THEIERE"] ?? 0, carrier: 1)]))
    // Not paid yet, and never paid: neither belongs into the ERP.
    shop.placeOrder(cart(karim, [row("DEMO-ATELIER")]))
    shop.cancel(shop.placeOrder(cart(jeanne, [row("DEMO-LIVRE")])))
    // Something that the ERP does not know.
    let stopped = shop.placeOrder(cart(jeanne, [row("DEMO-TASSE"), row(DemoSeed.unknownArticle.reference)]))
    shop.pay(stopped)
    return DemoSeed(payable: payable + [stopped], stopped: stopped, unknown: DemoSeed.unknownArticle)
  }

  private func customer(_ email: String, _ first: String, _ last: String, isGuest: Bool = false) -> (
    customer: Int, address: Int
  ) {
    let id = shop.addCustomer(email: email, firstName: first, lastName: last, isGuest: isGuest)
    return (id, shop.addAddress(customer: id))
  }

  private func row(_ reference: String, _ quantity: Int = 1) -> ShopCart.Row {
    ShopCart.Row(products[reference] ?? 0, quantity: quantity)
  }

  private func cart(
    _ buyer: (customer: Int, address: Int), _ rows: [ShopCart.Row], currency: Int = 1, vouchers: [Int] = [],
    isGift: Bool = false
  ) -> ShopCart {
    ShopCart(
      customer: buyer.customer, address: buyer.address, rows: rows, currency: currency, vouchers: vouchers,
      isGift: isGift)
  }
}
