import Foundation
import Records

/// Eighty orders of the demo's shop: some are each there for something that goes wrong elsewhere, the others are a busy week.
public struct DemoOrders: Sendable {
  /// The orders that must be in the ERP, by the shop's id.
  public private(set) var payable: [Int] = []
  /// The one of them whose product the ERP does not know until somebody adds it.
  public private(set) var stopped = 0
  public var count: Int { shop.count("orders") }

  private let shop: SimulatedShop
  private let customers: [DemoCustomers.Buyer]
  /// What is for sale, by reference.
  private let goods: [String: (product: Int, combination: Int)]
  private static let total = 80

  /// Places them; the shop has its catalogue by now. `moment` is called before each, for a clock that goes on.
  public static func place(_ seed: DemoSeed, moment: () -> Void) -> DemoOrders {
    var orders = DemoOrders(seed)
    orders.placeTellingOnes(moment)
    var number = 0
    while orders.count < total {
      moment()
      orders.placeAny(number)
      number += 1
    }
    return orders
  }

  private init(_ seed: DemoSeed) {
    shop = seed.shop
    customers = seed.customers
    var goods: [String: (product: Int, combination: Int)] = [:]
    for product in shop.records("products") { goods[product["reference"]] = (product.id, 0) }
    for combination in shop.records("combinations") {
      goods[combination["reference"]] = (Int(combination["id_product"]) ?? 0, combination.id)
    }
    self.goods = goods
  }

  private mutating func pay(_ cart: ShopCart, then: (Int) -> Void = { _ in }) {
    for order in shop.placeOrders(cart) {
      shop.pay(order)
      then(order)
      payable.append(order)
    }
  }

  private mutating func placeTellingOnes(_ moment: () -> Void) {
    // The guest is Jeanne again, who writes her address in capitals.
    let (jeanne, guest, karim) = (customers[0], customers[1], customers[2])
    let ten = shop.addCartRule("BIENVENUE", ["reduction_percent": "10.00"])
    let five = shop.addCartRule("MERCI5", ["reduction_amount": "5.000000", "reduction_tax": "1"])
    let freeShipping = shop.addCartRule("PORTOFFERT", ["free_shipping": "1"])
    moment()
    pay(cart(jeanne, [row("TF-TASSE", 2), row("TF-LIVRE")]))
    pay(cart(guest, [row("TF-MIEL", 7)]))
    pay(cart(karim, [row("TF-THEIERE"), row("TF-LIVRE", 3), row("TF-ATELIER", 2)], vouchers: [ten]))
    pay(cart(karim, [row("TF-TASSE", 3), row("TF-MIEL")], vouchers: [five, freeShipping]))
    pay(cart(jeanne, [row("TF-BOL-LARGE", 4)], isGift: true))
    moment()
    pay(cart(karim, [row("TF-LAMPE", 2), row("TF-TASSE")], currency: 2))
    // Paid and shipped before anybody looked.
    let shop = shop
    pay(cart(jeanne, [row("TF-LAMPE")])) { shop.ship($0, tracking: "6A0123456789") }
    // Two parcels, two carriers: two orders of one reference.
    var other = row("TF-THEIERE")
    other.carrier = 1
    pay(cart(karim, [row("TF-TASSE"), other]))
    // Not paid yet, and never paid: neither belongs into the ERP.
    shop.placeOrder(cart(karim, [row("TF-ATELIER")]))
    shop.cancel(shop.placeOrder(cart(jeanne, [row("TF-LIVRE")])))
    // Something that the ERP does not know.
    stopped = shop.placeOrder(cart(jeanne, [row("TF-TASSE"), row(DemoSeed.unknown)]))
    shop.pay(stopped)
    payable.append(stopped)
  }

  /// One of many: what, by whom and how much follows from its number.
  private mutating func placeAny(_ number: Int) {
    let references = goods.keys.filter { $0 != DemoSeed.unknown && !Self.isScarce($0) }.sorted()
    let chosen = (0...(number % 3)).map { references[(number * 11 + $0 * 29) % references.count] }
    let rows = Set(chosen).sorted().enumerated().map { index, reference in row(reference, 1 + (number + index) % 2) }
    let buyer = customers[(number * 7 + 3) % customers.count]
    let cart = cart(buyer, rows, currency: number % 19 == 4 ? 2 : 1, isGift: number % 13 == 6)
    switch number % 16 {
    case 9: shop.placeOrder(cart)
    case 14: shop.cancel(shop.placeOrder(cart))
    default: pay(cart)
    }
  }

  /// Products with combinations are sold as those; what the warehouse counts and cancels is not sold any further.
  private static func isScarce(_ reference: String) -> Bool {
    ["TF-LAMPE", "TF-BOL", "TF-THEIERE", "TF-CHAWAN"].contains { reference.hasPrefix($0) }
  }

  private func row(_ reference: String, _ quantity: Int = 1) -> ShopCart.Row {
    let article = goods[reference] ?? (0, 0)
    return ShopCart.Row(article.product, combination: article.combination, quantity: quantity)
  }

  private func cart(
    _ buyer: DemoCustomers.Buyer, _ rows: [ShopCart.Row], currency: Int = 1, vouchers: [Int] = [],
    isGift: Bool = false
  ) -> ShopCart {
    ShopCart(
      customer: buyer.customer, address: buyer.address, rows: rows, currency: currency, vouchers: vouchers,
      isGift: isGift)
  }
}
