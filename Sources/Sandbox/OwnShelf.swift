import Foundation
import Records

/// What a shop's tables hold of a catalogue that can be brought into an ERP.
struct OwnShelf {
  private let shop: SimulatedShop
  private let products: [ShopRecord]
  private let combinations: [Int: [ShopRecord]]
  private let tables: [String: [Int: ShopRecord]]

  init(_ shop: SimulatedShop) {
    self.shop = shop
    products = shop.records("products").filter { $0["cache_is_pack"] != "1" && $0["state"] != "0" }
    combinations = Dictionary(grouping: shop.records("combinations")) { Int($0["id_product"]) ?? 0 }
    let kinds = [
      "categories", "product_options", "product_option_values", "product_features", "product_feature_values", "tags",
      "suppliers",
    ]
    tables = Dictionary(
      uniqueKeysWithValues: kinds.map { kind in
        (kind, Dictionary(uniqueKeysWithValues: shop.records(kind).map { ($0.id, $0) }))
      })
  }

  var rows: [CatalogueWords] {
    categories + attributes + traits + tags + suppliers + products.map(product) + products.flatMap(variants)
  }

  // MARK: What products need

  private var categories: [CatalogueWords] {
    let home = products.contains { $0["id_category_default"] == "2" }
    return (tables["categories"] ?? [:]).values.sorted { $0.id < $1.id }
      .filter { $0.id > 2 || ($0.id == 2 && home) }.map { CatalogueWords("category", [path($0.id)]) }
  }

  private var attributes: [CatalogueWords] {
    let used = Set(products.flatMap { combinations[$0.id] ?? [] }.flatMap(options))
    let values = used.compactMap { at("product_option_values", $0) }
    let groups = Set(values.compactMap { Int($0["id_attribute_group"]) }).compactMap { at("product_options", $0) }
    return groups.map { group in
      let display =
        group["is_color_group"] == "1" ? "color" : group["group_type"] == "select" ? "select" : "radio"
      return CatalogueWords("attribute", [names(group)], ["variants": "always", "display": display])
    }
      + values.map { CatalogueWords("value", [option($0.id)], ["colour": $0["color"]]) }
  }

  private var traits: [CatalogueWords] {
    let used = products.flatMap(features)
    let groups = Set(used.map(\.feature)).compactMap { at("product_features", $0) }
    return groups.map { CatalogueWords("attribute", [names($0)], ["variants": "no_variant"]) }
      + Set(used.map(trait)).map { CatalogueWords("value", [$0]) }
  }

  private var tags: [CatalogueWords] { Set(products.flatMap(tagNames)).map { CatalogueWords("tag", [$0]) } }

  private var suppliers: [CatalogueWords] {
    Set(products.flatMap(sellers)).map { CatalogueWords("supplier", [at("suppliers", $0)?["name"] ?? "?"]) }
  }

  // MARK: Products

  private func product(_ record: ShopRecord) -> CatalogueWords {
    let isCombined = combinations[record.id] != nil
    let isVirtual = record["is_virtual"] == "1"
    let summary = record.texts["description_short"] ?? [:]
    return CatalogueWords(
      "product", [names(record)],
      [
        "summary": [1, 2].map { plain(summary[$0] ?? "") }.joined(separator: "|"),
        "type": isVirtual ? "service" : "consu", "is storable": "no",
        "category": path(Int(record["id_category_default"]) ?? 0), "price": number(record["price"]).words(),
        "rate": rate(record).words(), "is offered": record["active"] == "1" ? "yes" : "no",
        "reference": isCombined ? "" : record["reference"], "barcode": isCombined ? "" : code(record),
        "cost": isCombined ? "" : number(record["wholesale_price"]).words(),
        "weight": isCombined ? "" : number(record["weight"]).words(),
        "tags": tagNames(record).sorted().joined(separator: ", "),
        "features": features(record).map(trait).sorted().joined(separator: ", "),
        "suppliers": sellers(record).map { offer($0, record) }.joined(separator: ", "),
        "picture": sum(shop.pictures(of: record.id).first(where: \.isCover)),
        "variants": String(combinations[record.id]?.count ?? 1),
      ])
  }

  private func variants(_ product: ShopRecord) -> [CatalogueWords] {
    var given = Set(shop.pictures(of: product.id).filter(\.isCover).map(\.id))
    return (combinations[product.id] ?? []).map { record in
      let first = record.lists["images"]?.first.flatMap { Int($0["id"] ?? "") }
      let own = first.flatMap { given.insert($0).inserted ? $0 : nil }
      let cost = number(record["wholesale_price"])
      return CatalogueWords(
        "variant", [names(product), options(record).map(option).sorted().joined(separator: ", ")],
        [
          "reference": record["reference"], "barcode": code(record),
          "price": (number(product["price"]) + number(record["price"])).words(),
          "cost": (cost == 0 ? number(product["wholesale_price"]) : cost).words(),
          "weight": (number(product["weight"]) + number(record["weight"])).words(2),
          "picture": sum(shop.pictures(of: product.id).first { $0.id == own }),
        ])
    }
  }

  private func rate(_ record: ShopRecord) -> Decimal {
    let rule = shop.records("tax_rules", where: "id_tax_rules_group", is: record["id_tax_rules_group"])
      .first { $0["id_country"] == "8" }
    return rule.flatMap { shop.record("taxes", Int($0["id_tax"]) ?? 0) }.map { number($0["rate"]) } ?? 0
  }

  /// The main one first, the others by the age of what they offer.
  private func sellers(_ record: ShopRecord) -> [Int] {
    let main = [Int(record["id_supplier"]) ?? 0].filter { $0 != 0 }
    let offers = shop.records("product_suppliers", where: "id_product", is: String(record.id))
    return main + offers.compactMap { Int($0["id_supplier"]) }.filter { !main.contains($0) }
  }

  private func offer(_ supplier: Int, _ record: ShopRecord) -> String {
    let offer = shop.records("product_suppliers", where: "id_product", is: String(record.id))
      .first { $0["id_supplier"] == String(supplier) && $0["id_product_attribute"] == "0" }
    let price = number(offer?["product_supplier_price_te"] ?? "")
    let shown = price == 0 ? number(record["wholesale_price"]) : price
    return "\(at("suppliers", supplier)?["name"] ?? "?") \(offer?["product_supplier_reference"] ?? "") \(shown.words())"
  }

  // MARK: Words

  private func at(_ kind: String, _ id: Int) -> ShopRecord? { tables[kind]?[id] }

  private func number(_ text: String) -> Decimal { Decimal(exactly: text) ?? 0 }

  /// Of the bytes as the shop shows them.
  private func sum(_ picture: ShopPicture?) -> String {
    picture?.bytes.map { WebserviceChecksum.sha1(WebserviceImages.encoded($0)) } ?? ""
  }

  private func code(_ record: ShopRecord) -> String { record["ean13"].isEmpty ? record["upc"] : record["ean13"] }

  private func options(_ combination: ShopRecord) -> [Int] {
    (combination.lists["product_option_values"] ?? []).compactMap { Int($0["id"] ?? "") }
  }

  private func option(_ id: Int) -> String {
    let value = at("product_option_values", id)
    let group = value.flatMap { at("product_options", Int($0["id_attribute_group"]) ?? 0) }
    return "\(group.map { names($0) } ?? "?"): \(value.map { names($0) } ?? "?")"
  }

  private func features(_ product: ShopRecord) -> [(feature: Int, value: Int)] {
    (product.lists["product_features"] ?? []).map {
      (Int($0["id"] ?? "") ?? 0, Int($0["id_feature_value"] ?? "") ?? 0)
    }
  }

  private func trait(_ trait: (feature: Int, value: Int)) -> String {
    let feature = at("product_features", trait.feature).map { names($0) } ?? "?"
    return "\(feature): \(at("product_feature_values", trait.value).map { names($0, "value") } ?? "?")"
  }

  private func tagNames(_ product: ShopRecord) -> Set<String> {
    Set((product.lists["tags"] ?? []).compactMap { at("tags", Int($0["id"] ?? "") ?? 0)?["name"] })
  }

  /// In both languages; the ERP shows a text that a language lacks in the other one.
  private func names(_ record: ShopRecord, _ field: String = "name") -> String {
    let texts = record.texts[field] ?? [:]
    let english = texts[1].flatMap { $0.isEmpty ? nil : $0 } ?? texts[2] ?? ""
    let french = texts[2].flatMap { $0.isEmpty ? nil : $0 } ?? english
    return "\(english)|\(french)"
  }

  /// What is below the shop's home lies at the top; the ERP's categories have one name.
  private func path(_ category: Int) -> String {
    guard let record = at("categories", category) else { return "" }
    let name = record.texts["name"]?[1] ?? record["name"]
    let parent = Int(record["id_parent"]) ?? 0
    return parent > 2 && category != 2 ? "\(path(parent)) / \(name)" : name
  }

  private func plain(_ html: String) -> String {
    html.replacing("</p><p>", with: "\n").replacing(/<[^>]*>/, with: "").replacing("&amp;", with: "&")
  }
}
