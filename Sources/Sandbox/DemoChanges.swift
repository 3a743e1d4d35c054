import Foundation
import Records

/// What people at the ERP change in the catalogue once it is in the shop.
public struct DemoChanges: Sendable {
  /// Something of the shop's that follows a change, as the shop's own tables have it.
  public enum Topic: String, Sendable, CaseIterable {
    case price, surcharge, picture, value, category, translation, archived, variantAdded, variantRemoved
  }

  let catalogue: DemoERP

  public init(_ seed: DemoSeed) { catalogue = seed.catalogue }

  public func make() {
    let erp = catalogue.erp
    edit("TF-MATCHA", ["list_price": .decimal(Decimal(exactly: "19.431280") ?? 0)])
    edit("TF-KYUSU", ["list_price": 69])
    if let vase = catalogue.templates["TF-VASE"], let large = catalogue.values["size large"] {
      erp.setExtra(16, value: large, template: vase)
    }
    if let pot = catalogue.templates["TF-THEIERE"] { erp.setPicture(ERPPicture.png(777, side: 24), template: pot) }
    if let soot = catalogue.values["glaze soot"] {
      erp.write(
        texts: ["en_US": "Charcoal", "fr_FR": "Charbon de bois", "de_DE": "Holzkohle"], "product.attribute.value", soot)
    }
    if let tools = catalogue.categories["tools"] {
      erp.editByHand("product.category", tools, ["name": "Accessoires du thé"])
    }
    if let sugar = catalogue.templates["TF-SUCRIER"] {
      erp.write(texts: ["de_DE": "Zuckerdose mit Deckel"], "product.template", sugar)
    }
    if let stand = catalogue.templates["TF-BOUGEOIR"] { erp.setActive(false, template: stand) }
    changeVariants()
  }

  /// The matcha bowl comes in one more glaze, the rice tea no longer in the large packet.
  private func changeVariants() {
    let erp = catalogue.erp
    let glazes = ["celadon", "soot", "indigo"].compactMap { catalogue.values["glaze \($0)"] }
    if let bowl = catalogue.templates["TF-CHAWAN"], let glaze = catalogue.attributes["glaze"] {
      erp.setValues(glazes, attribute: glaze, template: bowl)
      for variant in erp.variants(ofTemplate: bowl) where variant.isActive && variant.reference == nil {
        erp.editByHand("product.product", variant.id, ["default_code": "TF-CHAWAN-INDIGO"])
        erp.setOnHand(product: variant.id, quantity: 5)
      }
    }
    let packets = ["50g", "100g"].compactMap { catalogue.values["packet \($0)"] }
    if let tea = catalogue.templates["TF-GENMAI"], let packet = catalogue.attributes["packet"] {
      erp.setValues(packets, attribute: packet, template: tea)
    }
  }

  private func edit(_ reference: String, _ values: [String: Value]) {
    guard let template = catalogue.templates[reference] else { return }
    catalogue.erp.editByHand("product.template", template, values)
  }

  // MARK: What the shop shows

  /// What the shop's customers see of everything that is changed, by topic. `language` is the shop's id of one.
  public func shown(in shop: SimulatedShop, language: Int) -> [Topic: String] {
    var shown: [Topic: String] = [:]
    let matcha = product("TF-MATCHA", shop)
    shown[.price] = matcha.map { amount($0["price"]) }
    shown[.surcharge] = combination("TF-VASE-SAND-LARGE", shop).map { amount($0["price"]) }
    shown[.picture] = product("TF-THEIERE", shop).map { pot in
      shop.pictures(of: pot.id).compactMap { $0.bytes.map { WebserviceChecksum.sha1($0).prefix(8) } }
        .joined(separator: ", ")
    }
    shown[.value] = combination("TF-CHAWAN-SOOT", shop).map { options(of: $0, shop, language) }
    shown[.category] = product("TF-FOUET", shop).map {
      text("categories", Int($0["id_category_default"]) ?? 0, shop, language)
    }
    shown[.translation] = product("TF-SUCRIER", shop)?.texts["name"]?[3]
    shown[.archived] = product("TF-BOUGEOIR", shop)?["active"]
    shown[.variantAdded] = combinations("TF-CHAWAN", shop)
    shown[.variantRemoved] = combinations("TF-GENMAI", shop)
    return shown
  }

  private func amount(_ text: String) -> String { (Decimal(exactly: text) ?? 0).rounded(6).description }

  private func product(_ reference: String, _ shop: SimulatedShop) -> ShopRecord? {
    shop.records("products", where: "reference", is: reference).first
  }

  private func combination(_ reference: String, _ shop: SimulatedShop) -> ShopRecord? {
    shop.records("combinations", where: "reference", is: reference).first
  }

  private func combinations(_ prefix: String, _ shop: SimulatedShop) -> String {
    String(shop.records("combinations").count { $0["reference"].hasPrefix(prefix) })
  }

  private func options(of combination: ShopRecord, _ shop: SimulatedShop, _ language: Int) -> String {
    let ids = (combination.lists["product_option_values"] ?? []).compactMap { $0["id"].flatMap { Int($0) } }
    return ids.map { text("product_option_values", $0, shop, language) }.joined(separator: ", ")
  }

  private func text(_ resource: String, _ id: Int, _ shop: SimulatedShop, _ language: Int) -> String {
    shop.record(resource, id)?.texts["name"]?[language] ?? ""
  }
}
