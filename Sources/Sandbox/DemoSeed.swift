import Foundation
import Records

/// A small tea and pottery house: an ERP with its whole catalogue, and a shop that has some of it already, and customers.
public struct DemoSeed: Sendable {
  let shop: SimulatedShop
  public let catalogue: DemoERP
  let customers: [DemoCustomers.Buyer]
  let products: [DemoProduct]

  /// What the shop had before, beside a bowl.
  private static let before = ["TF-TASSE", "TF-THEIERE", "TF-LIVRE", "TF-MIEL", "TF-ATELIER", "TF-LAMPE"]
  /// The shop had it, too, and the ERP does not know it until somebody adds it.
  static let unknown = "TF-FOUR"
  /// The shop's tax rule groups by rate.
  private static let shopGroups: [String: Int] = ["20": 1, "10": 2, "5.5": 3]

  /// Fills a new shop, whose languages are English, French and German, and a new ERP.
  public static func fill(_ shop: SimulatedShop, _ erp: SimulatedERP) throws -> DemoSeed {
    let catalogue = try DemoCatalogue.load()
    let products = Dictionary(catalogue.products.map { ($0.reference, $0) }, uniquingKeysWith: { $1 })
    for product in before.compactMap({ products[$0] }) { add(product, to: shop) }
    addBowl(to: shop)
    shop.addProduct(
      reference: unknown, name: "Petit four électrique", price: Decimal(exactly: "249.166667") ?? 0,
      ean13: "2000000000060", quantity: 100)
    shop.addCategory("Idées cadeaux")
    shop.insert(
      "groups", id: 4, ["show_prices": "1"], texts: ["name": [1: "Trade", 2: "Professionnels", 3: "Händler"]])
    let seed = DemoSeed(
      shop: shop, catalogue: DemoERP(erp, catalogue), customers: DemoCustomers.add(to: shop),
      products: catalogue.products)
    seed.priceForTrade(erp)
    return seed
  }

  private static func add(_ product: DemoProduct, to shop: SimulatedShop) {
    shop.addProduct(
      reference: product.reference, name: product.names["fr_FR"] ?? "", price: product.netPrice,
      ean13: product.barcode ?? "", taxGroup: shopGroups[product.taxRate.description] ?? 0, quantity: 100,
      ecotax: product.reference == "TF-LAMPE" ? Decimal(1) / 2 : 0)
  }

  /// In one size only: the other one comes from the ERP.
  private static func addBowl(to shop: SimulatedShop) {
    let sizes = shop.addOption("Taille", values: ["petit", "grand"])
    let bowl = shop.addProduct(reference: "TF-BOL", name: "Bol tourné", price: 15)
    shop.addCombination(product: bowl, reference: "TF-BOL-LARGE", price: 5, quantity: 50, options: [sizes.values[1]])
  }

  /// The price list that the demo's own mapping folder gives to the shop's group 4.
  private func priceForTrade(_ erp: SimulatedERP) {
    guard let list = erp.addPricelist(currency: "EUR", name: DemoSeed.tradeList) else { return }
    erp.addPriceItem(pricelist: list, category: catalogue.categories["cups"], discount: 15)
    erp.addPriceItem(
      pricelist: list, template: catalogue.templates["TF-CARNET"], price: Decimal(exactly: "8.40"), quantity: 10)
    erp.addPriceItem(pricelist: list, template: catalogue.templates["TF-MATCHA"], discount: 10, quantity: 3)
  }

  public static let tradeList = "Professionnels"

  /// What a person does about the order that stopped: the ERP gets its product.
  public func addUnknown() {
    var draft = ERPProductDraft([
      "en_US": "Small electric kiln", "fr_FR": "Petit four électrique", "de_DE": "Kleiner Brennofen",
    ])
    draft.reference = DemoSeed.unknown
    draft.barcode = "2000000000060"
    draft.listPrice = 299
    draft.category = catalogue.categories["atelier"]
    draft.fields["taxes_id"] = .list(catalogue.taxes["20 included"].map { [.integer($0)] } ?? [])
    guard let made = catalogue.erp.add(draft), let variant = made.variants.first else { return }
    catalogue.erp.setOnHand(product: variant, quantity: 4)
  }
}
