import Foundation
import Records
import Sandbox

/// What a shop's own tables hold of a catalogue, in the oracle's words.
struct CatalogueShelf {
  let shop: SimulatedShop
  private let tables: [String: [Int: ShopRecord]]
  private let pictures: [Int: [String: String]]
  /// Ids of rows that the shop had before the ERP's catalogue came: what people have put into lists.
  private let own: [String: Set<Int>]

  static let kinds = [
    "categories", "product_options", "product_option_values", "product_features", "product_feature_values",
    "suppliers", "tags", "products", "combinations", "specific_prices",
  ]

  init(_ shop: SimulatedShop, own: [String: Set<Int>]) {
    self.shop = shop
    self.own = own
    pictures = shop.fields("images")
    tables = Dictionary(
      uniqueKeysWithValues: Self.kinds.map { kind in
        (kind, Dictionary(uniqueKeysWithValues: shop.records(kind).map { ($0.id, $0) }))
      })
  }

  /// By the shop's ids, for each kind.
  var rows: [(id: Int, row: CatalogueWords)] {
    var rows: [(Int, CatalogueWords)] = []
    for kind in Self.kinds {
      for (id, record) in (tables[kind] ?? [:]).sorted(by: { $0.key < $1.key }) {
        if let row = row(kind, record) { rows.append((id, row)) }
      }
    }
    return rows + images
  }

  private func row(_ kind: String, _ record: ShopRecord) -> CatalogueWords? {
    switch kind {
    case "categories":
      record.id <= 2 ? nil : CatalogueWords(kind, [path(record.id)], ["active": record["active"]])
    case "product_options", "product_features": CatalogueWords(kind, [names(record)])
    case "product_option_values", "product_feature_values": CatalogueWords(kind, valueKey(kind, record))
    case "suppliers": CatalogueWords(kind, [record["name"]])
    case "tags": CatalogueWords(kind, ["\(record["id_lang"]) \(record["name"])"])
    case "products": product(record)
    case "combinations": combination(record)
    default: price(record)
    }
  }

  private func product(_ record: ShopRecord) -> CatalogueWords {
    let combinations = (tables["combinations"] ?? [:]).values.filter { $0["id_product"] == String(record.id) }
    let features = others(record.lists["product_features"], "product_features").compactMap { item in
      at("product_feature_values", item["id_feature_value"]).map { valueKey("product_feature_values", $0) }
    }
    let tags = others(record.lists["tags"], "tags").compactMap { item in
      at("tags", item["id"]).map { "\($0["id_lang"]) \($0["name"])" }
    }
    let listed = others(record.lists["categories"], "categories").compactMap { Int($0["id"] ?? "") }
    let main = Int(record["id_category_default"]) ?? 0
    let short = record.texts["description_short"] ?? [:]
    return CatalogueWords(
      "products", [record["reference"]],
      [
        "name": names(record), "price": number(record["price"]), "wholesale_price": number(record["wholesale_price"]),
        "weight": number(record["weight"]), "ean13": record["ean13"], "active": record["active"],
        "category": (listed == [main] || main == 2) ? path(main) : "\(path(main)), listed in \(listed.map(path))",
        "short": "\(short[1] ?? "") | \(short[2] ?? "")", "tags": tags.sorted().joined(separator: ", "),
        "features": features.map { $0.joined(separator: " | ") }.sorted().joined(separator: ", "),
        "supplier": at("suppliers", record["id_supplier"])?["name"] ?? "",
        "defaults": String(combinations.count { $0["default_on"] == "1" }),
        "stock": combinations.isEmpty ? shop.stock(product: record.id).map(String.init) ?? "no row" : "",
      ])
  }

  private func combination(_ record: ShopRecord) -> CatalogueWords {
    let product = Int(record["id_product"]) ?? 0
    let values = (record.lists["product_option_values"] ?? []).compactMap { item in
      at("product_option_values", item["id"]).map {
        valueKey("product_option_values", $0).joined(separator: " | ")
      }
    }
    let pictures = (record.lists["images"] ?? []).compactMap { self.pictures[Int($0["id"] ?? "") ?? 0]?["content"] }
    return CatalogueWords(
      "combinations", [at("products", record["id_product"])?["reference"] ?? "?", record["reference"]],
      [
        "price": number(record["price"]), "values": values.sorted().joined(separator: ", "),
        "pictures": pictures.joined(separator: ", "),
        "stock": shop.stock(product: product, combination: record.id).map(String.init) ?? "no row",
      ])
  }

  private func price(_ record: ShopRecord) -> CatalogueWords {
    let combination = at("combinations", record["id_product_attribute"])?["reference"] ?? ""
    let product = at("products", record["id_product"])?["reference"] ?? (record["id_product"] == "0" ? "" : "?")
    return CatalogueWords(
      "specific_prices", [product, combination, "from \(record["from_quantity"])", "group \(record["id_group"])"],
      [
        "price": number(record["price"]), "reduction": number(record["reduction"]),
        "is dated": record["from"].isEmpty || record["from"].hasPrefix("0000") ? "no" : "yes",
      ])
  }

  private var images: [(id: Int, row: CatalogueWords)] {
    pictures.sorted { $0.key < $1.key }.map { id, picture in
      let product = at("products", picture["id_product"])?["reference"] ?? "?"
      return (id, CatalogueWords("images", [product, picture["content"] ?? ""]))
    }
  }

  // MARK: Words

  private func at(_ kind: String, _ id: String?) -> ShopRecord? { Int(id ?? "").flatMap { tables[kind]?[$0] } }

  /// The items of a list that are not the shop's own.
  private func others(_ list: [[String: String]]?, _ kind: String) -> [[String: String]] {
    (list ?? []).filter { !(own[kind]?.contains(Int($0["id"] ?? "") ?? 0) ?? false) }
  }

  private func names(_ record: ShopRecord, _ field: String = "name") -> String {
    [1, 2].map { record.texts[field]?[$0] ?? "" }.joined(separator: "|")
  }

  private func valueKey(_ kind: String, _ record: ShopRecord) -> [String] {
    let isFeature = kind == "product_feature_values"
    let group = at(
      isFeature ? "product_features" : "product_options", record[isFeature ? "id_feature" : "id_attribute_group"])
    return [group.map { names($0) } ?? "?", names(record, isFeature ? "value" : "name")]
  }

  private func path(_ category: Int) -> String {
    guard let record = tables["categories"]?[category], category > 2 else { return "" }
    let above = path(Int(record["id_parent"]) ?? 0)
    return above.isEmpty ? record["name"] : "\(above) / \(record["name"])"
  }

  private func number(_ text: String) -> String { (Decimal(exactly: text) ?? 0).plain }
}
