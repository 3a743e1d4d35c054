import Foundation
import Records

/// One product of the ERP and its page in the shop, compared in both sides' own tables.
public struct DemoPage: Sendable {
  public let reference: String
  /// What is wrong with the page, in words for whoever reads the program's JSON; empty: nothing.
  public let faults: [String]
  public var isRight: Bool { faults.isEmpty }

  /// Everything of the catalogue that the ERP sells, and what it has archived since.
  public static func all(_ shop: SimulatedShop, _ seed: DemoSeed) -> [DemoPage] {
    let combinations = Dictionary(grouping: shop.records("combinations")) { Int($0["id_product"]) ?? 0 }
    let products = shop.records("products")
    return seed.products.compactMap { product in
      seed.catalogue.templates[product.reference].map { template in
        DemoPage(
          reference: product.reference,
          faults: faults(template, product, seed.catalogue.erp, shop, products, combinations))
      }
    }
  }

  private static func faults(
    _ template: Int, _ product: DemoProduct, _ erp: SimulatedERP, _ shop: SimulatedShop, _ products: [ShopRecord],
    _ combinations: [Int: [ShopRecord]]
  ) -> [String] {
    let variants = erp.variants(ofTemplate: template)
    let isActive = erp.record("product.template", template, fields: ["active"])?["active"]?.bool == true
    let sold = isActive ? variants.filter(\.isActive) : variants
    let references = Set(sold.compactMap(\.reference))
    let pages = products.filter { references.contains($0["reference"]) }
    guard let page = pages.first else { return ["missing"] }
    var faults = pages.count == 1 ? [] : ["there \(pages.count) times"]
    faults += textFaults(template, page, erp)
    if (page["active"] == "1") != isActive { faults.append("active \(page["active"])") }
    let own = combinations[page.id] ?? []
    let made = Set(own.map { $0["reference"] })
    if product.lines != nil, made != references { faults.append("combinations \(made.sorted())") }
    if own.count != made.count { faults.append("combinations twice") }
    faults += priceFaults(template, product, page, own, sold, erp)
    let pictures = 1 + sold.count { $0.picture != nil }
    let shown = shop.pictures(of: page.id).count
    if shown != pictures { faults.append("\(shown) pictures of \(pictures)") }
    return faults
  }

  private static func textFaults(_ template: Int, _ page: ShopRecord, _ erp: SimulatedERP) -> [String] {
    [(1, "en_US"), (2, "fr_FR"), (3, "de_DE")].compactMap { id, language in
      let name = erp.text("product.template", template, language: language) ?? ""
      let shown = page.texts["name"]?[id] ?? ""
      return shown == name ? nil : "name in \(language): \(shown)"
    }
  }

  private static func priceFaults(
    _ template: Int, _ product: DemoProduct, _ page: ShopRecord, _ combinations: [ShopRecord],
    _ variants: [ERPVariantProof], _ erp: SimulatedERP
  ) -> [String] {
    let divisor = product.includesTax ? 1 + product.taxRate / 100 : 1
    let base = Decimal(exactly: page["price"]) ?? 0
    return variants.compactMap { variant in
      let extra = combinations.first { $0["reference"] == variant.reference }.map { $0["price"] } ?? "0"
      let shown = (base + (Decimal(exactly: extra) ?? 0)).rounded(6)
      let wanted = (variant.price / divisor).rounded(6)
      return shown == wanted ? nil : "price of \(variant.reference ?? "?"): \(shown), not \(wanted)"
    }
  }
}
