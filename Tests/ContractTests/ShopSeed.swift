import Foundation
import Records
import Sandbox

/// Fills a simulated shop with what the contract needs of any shop: twenty articles, two of them with combinations,
/// and some orders that nobody has paid yet.
enum ShopSeed {
  static let prefix = "PSR-REAL-"
  static let combined = ["05", "12"]
  static let sizes = ["S", "M", "L"]

  static func fill(_ shop: SimulatedShop) {
    let options = shop.addOption("Taille", values: sizes)
    var products: [Int] = []
    for number in 1...20 {
      let suffix = (number < 10 ? "0" : "") + String(number)
      let product = shop.addProduct(
        reference: prefix + suffix, name: "Article \(suffix)", price: Decimal(number) + Decimal(583_333) / 1_000_000,
        taxGroup: [1, 1, 1, 2, 3][number % 5], quantity: 100, fields: ["weight": "0.500000", "width": "3.000000"])
      products.append(product)
      guard combined.contains(suffix) else { continue }
      for (size, value) in zip(sizes, options.values) {
        shop.addCombination(
          product: product, reference: prefix + suffix + "-" + size, price: 1, quantity: 10, options: [value])
      }
    }
    for number in 0..<6 {
      let customer = shop.addCustomer(email: "client\(number)@example.com")
      let address = shop.addAddress(customer: customer)
      shop.placeOrder(
        ShopCart(
          customer: customer, address: address, rows: [ShopCart.Row(products[number]), ShopCart.Row(products[9])]))
    }
  }
}
