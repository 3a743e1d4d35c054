import Foundation
import Records
import Sandbox

/// Fills a simulated Odoo with what the contract needs of any database: twenty articles, and the variants of two.
enum ERPSeed {
  static func fill(_ erp: SimulatedERP) {
    var references: [String] = []
    for number in 1...20 {
      let reference = ShopSeed.prefix + (number < 10 ? "0" : "") + String(number)
      references.append(reference)
      if ShopSeed.combined.contains(String(reference.suffix(2))) {
        references += ShopSeed.sizes.map { "\(reference)-\($0)" }
      }
    }
    for reference in references {
      let product = erp.addProduct(reference: reference, name: "Article " + reference, listPrice: 10)
      erp.setOnHand(product: product, quantity: 100)
    }
  }
}
