import Foundation

/// A shop that had a catalogue before it met an ERP: one of everything that can be brought over, and some that cannot.
public enum OwnCatalogue {
  /// Fills an empty shop with the languages English (1) and French (2).
  public static func fill(_ shop: SimulatedShop) {
    let furniture = shop.addCategory("Furniture")
    let chairs = shop.addCategory("Chairs", below: furniture)
    shop.edit("categories", chairs, [:], texts: ["name": [1: "Chairs", 2: "Chaises"]])
    shop.addCategory("Outlet")
    addStool(shop, category: chairs)
    addChair(shop, category: chairs)
    addLamp(shop, category: furniture)
    addOthers(shop, category: furniture)
  }

  /// A product with all that one without combinations can have.
  private static func addStool(_ shop: SimulatedShop, category: Int) {
    let stool = shop.addProduct(
      reference: "STOOL", name: "Stool", price: Decimal(25) / 3, ean13: "4006381333931", quantity: 4,
      fields: [
        "id_category_default": String(category), "weight": "2.5", "wholesale_price": "4.2", "supplier_reference": "W-7",
      ])
    shop.edit(
      "products", stool, [:],
      texts: [
        "name": [1: "Stool", 2: "Tabouret"],
        "description": [1: "<p>Of <b>oak</b><br>and beech</p>", 2: "<p>En <b>chêne</b></p>"],
        "description_short": [1: "<p>Oak &amp; beech</p>", 2: "<p>Chêne &amp; hêtre</p><p>Huilé</p>"],
      ])
    shop.addPicture(product: stool, bytes: ERPPicture.png(1))
    shop.addPicture(product: stool, bytes: ERPPicture.png(2))
    addTraits(shop, of: stool)
    addSuppliers(shop, of: stool)
  }

  private static func addTraits(_ shop: SimulatedShop, of product: Int) {
    let material = shop.addFeature("Material", values: ["Oak", "Beech"])
    shop.edit("product_features", material.feature, [:], texts: ["name": [1: "Material", 2: "Matière"]])
    shop.edit("product_feature_values", material.values[0], [:], texts: ["value": [1: "Oak", 2: "Chêne"]])
    let height = shop.addFeature("Height", values: [])
    let custom = custom("80 cm", of: height.feature, shop)
    let tags = [(1, "oak"), (2, "chêne"), (1, "vintage"), (2, "vintage")].map { language, name in
      shop.insert("tags", ["id_lang": String(language), "name": name])
    }
    shop.setLists(
      "products", product,
      [
        "product_features": [(material.feature, material.values[0]), (height.feature, custom)].map {
          [String($0), String($1)]
        },
        "tags": tags.map { [String($0)] },
      ])
  }

  /// What was typed for one product alone.
  private static func custom(_ text: String, of feature: Int, _ shop: SimulatedShop) -> Int {
    shop.insert("product_feature_values", ["id_feature": String(feature), "value": text, "custom": "1"])
  }

  private static func addSuppliers(_ shop: SimulatedShop, of product: Int) {
    let suppliers = ["Sawmill", "Weaver"].map { shop.insert("suppliers", ["name": $0, "active": "1"]) }
    shop.edit("products", product, ["id_supplier": String(suppliers[1])])
    for (supplier, reference, price) in [(suppliers[0], "SAW-1", "3.9"), (suppliers[1], "", "0")] {
      shop.insert(
        "product_suppliers",
        [
          "id_product": String(product), "id_product_attribute": "0", "id_supplier": String(supplier),
          "id_currency": "1", "product_supplier_reference": reference, "product_supplier_price_te": price,
        ])
    }
  }

  /// Two attributes, of which one pair of values is not sold; a surcharge, and a picture that two combinations share.
  private static func addChair(_ shop: SimulatedShop, category: Int) {
    let (size, sizes) = shop.addOption("Size", values: ["Small", "Large"])
    let (colour, colours) = shop.addOption("Colour", values: ["Red", "Blue"])
    shop.edit("product_options", size, [:], texts: ["name": [1: "Size", 2: "Taille"]], movesDate: false)
    shop.edit("product_options", colour, ["group_type": "color", "is_color_group": "1"], movesDate: false)
    shop.edit("product_option_values", colours[0], ["color": "#cc0000"], movesDate: false)
    let chair = shop.addProduct(
      reference: "CHAIR", name: "Chair", price: 50, fields: ["id_category_default": String(category), "weight": "5"])
    let feature = shop.records("product_features", where: "name", is: "Height").first?.id ?? 0
    shop.setLists(
      "products", chair, ["product_features": [[String(feature), String(custom("80 cm", of: feature, shop))]]])
    shop.addPicture(product: chair, bytes: ERPPicture.png(3))
    let red = shop.addPicture(product: chair, bytes: ERPPicture.png(4))
    let combinations: [(String, Decimal, [Int])] = [
      ("CHAIR-S-R", 0, [sizes[0], colours[0]]), ("CHAIR-L-R", 10, [sizes[1], colours[0]]),
      ("CHAIR-S-B", 0, [sizes[0], colours[1]]),
    ]
    for (reference, price, options) in combinations {
      shop.addCombination(
        product: chair, reference: reference, price: price, quantity: 2, options: options,
        pictures: options.contains(colours[0]) ? [red] : [], fields: ["weight": "0.25"])
    }
  }

  /// One attribute, another rate of tax, and barcodes and costs of combinations.
  private static func addLamp(_ shop: SimulatedShop, category: Int) {
    let (_, shades) = shop.addOption("Shade", values: ["Paper", "Linen"])
    let lamp = shop.addProduct(
      reference: "LAMP", name: "Lamp", price: 40, taxGroup: 3,
      fields: ["id_category_default": String(category), "weight": "1", "wholesale_price": "11"])
    shop.edit("products", lamp, [:], texts: ["name": [1: "", 2: "Lampe"]])
    let linen = shop.addPicture(product: lamp, bytes: ERPPicture.png(6))
    shop.addPicture(product: lamp, bytes: ERPPicture.png(7))
    let own = shop.addPicture(product: lamp, bytes: ERPPicture.png(8))
    shop.addCombination(
      product: lamp, reference: "LAMP-P", price: Decimal(string: "-2.5") ?? 0, ean13: "96385074", options: [shades[0]],
      pictures: [own], fields: ["weight": "0.1", "wholesale_price": "9.5"])
    shop.addCombination(
      product: lamp, reference: "LAMP-L", options: [shades[1]], pictures: [linen],
      fields: ["weight": "0.2", "upc": "012345678905"])
  }

  private static func addOthers(_ shop: SimulatedShop, category: Int) {
    shop.addProduct(reference: "OLD", name: "Old bench", price: 20, fields: ["active": "0"])
    shop.addProduct(
      reference: "PLAN", name: "Building plan", price: 12, taxGroup: 0,
      fields: [
        "is_virtual": "1", "type": "virtual", "product_type": "virtual", "id_category_default": String(category),
      ])
    shop.addProduct(
      reference: "SET", name: "Stool and chair", price: 55,
      fields: ["cache_is_pack": "1", "type": "pack", "product_type": "pack"])
    shop.addProduct(reference: "DRAFT", name: "Draft", price: 1, fields: ["state": "0"])
  }
}
