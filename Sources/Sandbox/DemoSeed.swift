import Foundation
import Records

/// A small shop and its ERP, alike in what they sell, with the orders that a connector has to get right.
public struct DemoSeed: Sendable {
  /// Something that both sides sell.
  public struct Article: Sendable {
    public let reference: String
    public let name: String
    public let ean13: String
    /// Without tax, in euros.
    public let price: Decimal
    /// The shop's tax rule group: 1 to 4 are 20, 10, 5.5 and 2.1 %.
    public let taxGroup: Int
    public var ecotax: Decimal = 0
  }

  /// The orders that must be in the ERP, by the shop's id.
  public let payable: [Int]
  /// The one of them whose product the ERP does not know until somebody adds it.
  public let stopped: Int
  /// That product.
  public let unknown: Article

  static let articles: [Article] = [
    article("DEMO-TASSE", "Tasse en grès", "2000000000015", "13.25", 1),
    article("DEMO-THEIERE", "Théière émaillée", "2000000000022", "41.583333", 1),
    article("DEMO-LIVRE", "Livre « Le feu et la terre »", "2000000000039", "22.748815", 3),
    article("DEMO-MIEL", "Miel de châtaignier", "2000000000046", "8.436019", 3),
    article("DEMO-ATELIER", "Atelier de tournage", "", "63.636364", 2),
    article("DEMO-LAMPE", "Lampe d'atelier", "2000000000053", "57.416667", 1, ecotax: "0.50"),
  ]
  static let unknownArticle = article("DEMO-FOUR", "Petit four électrique", "2000000000060", "249.166667", 1)

  private static func article(
    _ reference: String, _ name: String, _ ean13: String, _ price: String, _ taxGroup: Int, ecotax: String = "0"
  ) -> Article {
    Article(
      reference: reference, name: name, ean13: ean13, price: Decimal(exactly: price) ?? 0, taxGroup: taxGroup,
      ecotax: Decimal(exactly: ecotax) ?? 0)
  }

  /// Fills a new shop and a new ERP.
  public static func fill(_ shop: SimulatedShop, _ erp: SimulatedERP) -> DemoSeed {
    var products: [String: Int] = [:]
    for article in articles + [unknownArticle] {
      products[article.reference] = shop.addProduct(
        reference: article.reference, name: article.name, price: article.price, ean13: article.ean13,
        taxGroup: article.taxGroup,
        quantity: 100, ecotax: article.ecotax)
    }
    let sizes = shop.addOption("Taille", values: ["petit", "grand"])
    let bowl = shop.addProduct(reference: "DEMO-BOL", name: "Bol tourné", price: 15)
    let large = shop.addCombination(
      product: bowl, reference: "DEMO-BOL-G", price: 5, quantity: 50, options: [sizes.values[1]])
    for article in articles { erp.add(article) }
    erp.setOnHand(product: erp.addProduct(reference: "DEMO-BOL-G", name: "Bol tourné (grand)"), quantity: 25)
    let orders = DemoOrders(shop: shop, products: products, bowl: (bowl, large))
    return orders.place()
  }
}

extension SimulatedERP {
  /// Adds an article of the demo with what lies on the shelf, as somebody at the ERP would.
  public func add(_ article: DemoSeed.Article) {
    let product = addProduct(
      reference: article.reference, barcode: article.ean13.isEmpty ? nil : article.ean13, name: article.name)
    setOnHand(product: product, quantity: 40)
  }
}
