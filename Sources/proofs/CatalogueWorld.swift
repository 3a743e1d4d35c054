import Foundation
import Records
import Sandbox

/// A small catalogue of the ERP's with one of everything, a shop that had products before, and what people do on both sides.
struct CatalogueWorld {
  let shop: SimulatedShop
  let erp: SimulatedERP

  /// The price list that the shop uses, by its name, and the group that it is for.
  static let priceList = "Professionals"
  static let group = 3
  /// The shop's category that the ERP does not know, and into which people put products by hand.
  private(set) var promotions = 0

  /// Rows that people at the shop make after the first run, by resource.
  private(set) var handmade: [String: Set<Int>] = [:]

  private(set) var size: (attribute: Int, values: [Int]) = (0, [])
  private(set) var colour: (attribute: Int, values: [Int]) = (0, [])
  private(set) var care: (attribute: Int, values: [Int]) = (0, [])
  /// By name.
  private(set) var categories: [String: Int] = [:]
  private(set) var tags: [Int] = []
  private(set) var supplier = 0
  private(set) var list = 0
  private(set) var items: [Int] = []
  private(set) var mug = 0
  private(set) var shirt = 0
  private(set) var poster = 0
  private(set) var bowl = 0
  private(set) var lamp = 0
  private(set) var cap = 0

  init(_ shop: SimulatedShop, _ erp: SimulatedERP) {
    self.shop = shop
    self.erp = erp
    fillShop()
    fillGroups()
    fillProducts()
    fillPrices()
  }

  // MARK: The shop before

  private mutating func fillShop() {
    promotions = shop.addCategory("Promotions")
    let below = shop.addCategory("Fins de série", below: promotions)
    let lengths = shop.addOption("Longueur", values: ["Court", "Long"])
    addSize()
    let material = shop.addFeature("Matière", values: ["Coton", "Laine"])
    shop.insert("suppliers", ["name": "Grossiste", "active": "1"])
    let tag = shop.insert("tags", ["id_lang": "2", "name": "vintage"])
    let lists = [
      "categories": [[String(promotions)], [String(below)]], "tags": [[String(tag)]],
      "product_features": [[String(material.feature), String(material.values[0])]],
    ]
    let rug = shop.addProduct(reference: "OWN-RUG", name: "Tapis", price: 80, quantity: 3)
    shop.setLists("products", rug, lists)
    shop.addPicture(product: rug, bytes: ERPPicture.png(901))
    let curtain = shop.addProduct(reference: "OWN-CURTAIN", name: "Rideau", price: 40)
    for (number, value) in lengths.values.enumerated() {
      shop.addCombination(
        product: curtain, reference: "OWN-CURTAIN-\(number)", price: Decimal(number), quantity: 4, options: [value])
    }
    special(product: rug, quantity: 2)
    // Sold by both: people accept the match before the first run.
    let lamp = shop.addProduct(
      reference: "LAMP", name: "Lampe", price: 33, quantity: 9,
      fields: ["meta_title": "Une lampe", "on_sale": "1", "location": "A-12", "additional_shipping_cost": "2"])
    shop.setLists("products", lamp, lists)
    shop.addPicture(product: lamp, bytes: ERPPicture.png(902))
    special(product: lamp, quantity: 4)
    // Of the same as a rule of the ERP: accepted, too.
    special(product: lamp, quantity: 20)
  }

  /// The ERP has the same.
  private func addSize() {
    let names = [1: "Size", 2: "Taille", 3: "Größe"]
    let option = shop.insert(
      "product_options", ["group_type": "select"], texts: ["name": names, "public_name": names])
    shop.insert(
      "product_option_values", ["id_attribute_group": String(option), "position": "0"],
      texts: ["name": [1: "Small", 2: "Petit", 3: "Klein"]])
  }

  /// A special price that a person at the shop makes.
  @discardableResult
  private func special(product: Int, quantity: Int) -> Int {
    shop.insert(
      "specific_prices",
      [
        "id_product": String(product), "id_shop": "1", "id_group": "3", "from_quantity": String(quantity),
        "price": "-1", "reduction": "0.5", "reduction_type": "percentage", "reduction_tax": "1",
      ])
  }

  // MARK: The ERP's catalogue

  private mutating func fillGroups() {
    size = erp.addAttribute(
      ["en_US": "Size", "fr_FR": "Taille"],
      values: [
        ["en_US": "Small", "fr_FR": "Petit"], ["en_US": "Medium", "fr_FR": "Moyen"],
        ["en_US": "Large", "fr_FR": "Grand"],
      ])
    colour = erp.addAttribute(
      ["en_US": "Colour", "fr_FR": "Couleur"],
      values: [["en_US": "Red", "fr_FR": "Rouge"], ["en_US": "Blue", "fr_FR": "Bleu"]])
    erp.editByHand("product.attribute", colour.attribute, ["display_type": "color"])
    erp.editByHand("product.attribute.value", colour.values[0], ["html_color": "#cc0000"])
    erp.editByHand("product.attribute.value", colour.values[1], ["html_color": "blue"])
    care = erp.addAttribute(
      ["en_US": "Care", "fr_FR": "Entretien"],
      values: [["en_US": "Oil", "fr_FR": "Huile"], ["en_US": "Wax", "fr_FR": "Cire"]], mode: "no_variant")
    let kitchen = erp.addCategory("Kitchen")
    let names: [(String, Int?)] = [
      ("Kitchen", kitchen), ("Cups", erp.addCategory("Cups", below: kitchen)), ("Clothes", erp.addCategory("Clothes")),
      ("Walls", erp.addCategory("Walls")),
    ]
    categories = names.reduce(into: [:]) { $0[$1.0] = $1.1 }
    tags = [
      erp.addTag(["en_US": "Handmade", "fr_FR": "Fait main"]), erp.addTag(["en_US": "Gift", "fr_FR": "Cadeau"]),
    ].compactMap(\.self)
    supplier = erp.addSupplier("Sawmill") ?? 0
  }

  private mutating func fillProducts() {
    var draft = draft("Mug", "Tasse", 12, "Cups")
    draft.reference = "MUG"
    draft.barcode = "4006381333931"
    draft.description = ["en_US": "Fired twice.", "fr_FR": "Cuite deux fois."]
    draft.lines = [(care.attribute, [care.values[0]])]
    draft.tags = tags
    draft.suppliers = [(supplier, "S-1")]
    draft.picture = ERPPicture.png(1)
    draft.fields = ["weight": Self.amount("0.35"), "standard_price": 4]
    mug = add(draft, onHand: 7)

    draft = self.draft("Shirt", "Chemise", 30, "Clothes")
    draft.lines = [
      (size.attribute, Array(size.values.prefix(2))), (colour.attribute, colour.values), (care.attribute, care.values),
    ]
    draft.picture = ERPPicture.png(2)
    draft.tags = [tags[0]]
    shirt = add(draft, onHand: 5)
    erp.setExtra(2.5, value: colour.values[1], template: shirt)
    for (number, variant) in erp.variants(ofTemplate: shirt).prefix(2).enumerated() {
      erp.setPicture(ERPPicture.png(3 + number), variant: variant.id)
    }
    name(template: shirt, "SHIRT")

    draft = self.draft("Poster", "Affiche", 15, "Walls")
    draft.lines = [(size.attribute, Array(size.values.prefix(2)))]
    poster = add(draft, onHand: 4)
    name(template: poster, "POSTER")

    draft = self.draft("Bowl", "Bol", 9, "Cups")
    draft.reference = "BOWL"
    bowl = add(draft, onHand: 6)

    draft = self.draft("Lamp", "Lampe de table", 45, "Walls")
    draft.reference = "LAMP"
    draft.lines = [(care.attribute, [care.values[1]])]
    draft.tags = [tags[1]]
    lamp = add(draft, onHand: 2)

    draft = self.draft("Spare part", "Pièce", 1, "Walls")
    draft.reference = "SPARE"
    draft.fields = ["sale_ok": false]
    _ = add(draft, onHand: 1)
  }

  private static func amount(_ text: String) -> Value { .decimal(Decimal(exactly: text) ?? 0) }

  private func draft(_ english: String, _ french: String, _ price: Decimal, _ category: String) -> ERPProductDraft {
    var draft = ERPProductDraft(["en_US": english, "fr_FR": french])
    draft.listPrice = price
    draft.category = categories[category]
    return draft
  }

  private func add(_ draft: ERPProductDraft, onHand: Int) -> Int {
    guard let made = erp.add(draft) else { return 0 }
    for variant in made.variants { erp.setOnHand(product: variant, quantity: Decimal(onHand)) }
    return made.template
  }

  /// Gives references to the variants that have none: "SHIRT-5-7", by the ids of their values.
  private func name(template: Int, _ reference: String) {
    for variant in erp.variants(ofTemplate: template) where variant.reference == nil {
      let parts = [reference] + variant.values.sorted().map(String.init)
      erp.editByHand("product.product", variant.id, ["default_code": .text(parts.joined(separator: "-"))])
    }
  }

  private mutating func fillPrices() {
    list = erp.addPricelist(currency: "EUR", name: Self.priceList) ?? 0
    items = [
      erp.addPriceItem(pricelist: list, template: mug, price: 10, quantity: 10),
      erp.addPriceItem(pricelist: list, template: shirt, discount: 12.5, quantity: 5),
      erp.addPriceItem(pricelist: list, category: categories["Kitchen"], discount: 4),
      erp.addPriceItem(pricelist: list, discount: 2, from: "2026-01-01 00:00:00", until: "2026-02-01 00:00:00"),
      erp.addPriceItem(pricelist: list, template: lamp, discount: 15, quantity: 20),
    ].compactMap(\.self)
    let unused = erp.addPricelist(currency: "EUR", name: "Staff") ?? 0
    erp.addPriceItem(pricelist: unused, discount: 50)
  }

  // MARK: What happens between the first run and the one that is killed

  /// About everything that can change at the ERP; and people at the shop change what is theirs.
  mutating func move() {
    moveMug()
    moveVariants()
    erp.setActive(false, template: bowl)
    erp.editByHand("product.category", categories["Cups"] ?? 0, ["name": "Mugs and bowls"])
    erp.move(category: categories["Cups"] ?? 0, below: nil)
    erp.write(texts: ["en_US": "Crimson", "fr_FR": "Cramoisi"], "product.attribute.value", colour.values[0])
    erp.write(texts: ["en_US": "Present", "fr_FR": "Présent"], "product.tag", tags[1])
    erp.editByHand("res.partner", supplier, ["name": "Sawmill & Sons"])
    movePrices()
    moveShop()
  }

  private mutating func moveMug() {
    erp.write(texts: ["en_US": "Large mug", "fr_FR": "Grande tasse"], "product.template", mug)
    erp.editByHand(
      "product.template", mug, ["list_price": Self.amount("13.5"), "product_tag_ids": .list([.integer(tags[1])])])
    erp.setPicture(ERPPicture.png(11), template: mug)
    erp.setValues(care.values, attribute: care.attribute, template: mug)
    erp.setOnHand(product: erp.variants(ofTemplate: mug).first?.id ?? 0, quantity: 3)
    var draft = draft("Cap", "Casquette", 18, "Clothes")
    draft.reference = "CAP"
    draft.picture = ERPPicture.png(12)
    cap = add(draft, onHand: 8)
  }

  private func moveVariants() {
    // Medium goes, Large comes; one variant's picture is exchanged.
    erp.setValues([size.values[0], size.values[2]], attribute: size.attribute, template: shirt)
    name(template: shirt, "SHIRT")
    if let kept = erp.variants(ofTemplate: shirt).first(where: \.isActive) {
      erp.setPicture(ERPPicture.png(13), variant: kept.id)
    }
    erp.setExtra(3, value: colour.values[1], template: shirt)
    erp.setValues([], attribute: size.attribute, template: poster)
    for variant in erp.variants(ofTemplate: poster) where variant.isActive {
      erp.editByHand("product.product", variant.id, ["default_code": "POSTER"])
      erp.setOnHand(product: variant.id, quantity: 11)
    }
  }

  private func movePrices() {
    erp.removeRecord("product.pricelist.item", items[1])
    erp.editByHand("product.pricelist.item", items[0], ["fixed_price": Self.amount("9.75")])
    erp.editByHand("product.pricelist.item", items[4], ["percent_price": Self.amount("17.5")])
    erp.addPriceItem(pricelist: list, template: lamp, discount: 20, quantity: 3)
  }

  private mutating func moveShop() {
    let products = shop.records("products")
    for product in products where ["MUG", "LAMP"].contains(product["reference"]) {
      shop.edit(
        "products", product.id, ["on_sale": "1", "additional_shipping_cost": "1.5"],
        texts: ["meta_keywords": [1: "gift", 2: "cadeau", 3: "Geschenk"]])
      let own = (product.lists["categories"] ?? []).compactMap { $0["id"] }
      shop.setLists(
        "products", product.id, ["categories": Set(own + [String(promotions)]).sorted().map { [$0] }])
      handmade["specific_prices", default: []].insert(special(product: product.id, quantity: 7))
      handmade["images", default: []].insert(shop.addPicture(product: product.id, bytes: ERPPicture.png(900)))
    }
    for combination in shop.records("combinations") {
      shop.edit("combinations", combination.id, ["minimal_quantity": "2", "location": "B-7"])
    }
  }
}
