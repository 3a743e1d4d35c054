import Foundation
import Records
import Sandbox

/// What the ERP's tables say that a shop must hold, computed apart from the mapping files.
struct CatalogueTruth {
  let erp: SimulatedERP
  /// What products have brought in before, by model: it stays in the shop when no product needs it any more.
  private(set) var known: [String: Set<Int>]

  private struct Template {
    let id: Int
    let isActive: Bool
    let price: Decimal
    let category: Int
    let live: [ERPVariantProof]
    let values: [String: Value]
    /// Values of attributes that make no variants.
    let features: [Int]
    var isCombined: Bool { live.contains { !$0.values.isEmpty } }
    var reference: String { values["default_code"]?.text ?? live.first?.reference ?? "" }
  }

  private let templates: [Template]
  private let attributeOf: [Int: Int]
  private let parentOf: [Int: Int]

  init(_ erp: SimulatedERP, known: [String: Set<Int>] = [:]) {
    self.erp = erp
    let values = erp.records("product.attribute.value", fields: ["attribute_id"])
    attributeOf = Self.references(values, "attribute_id")
    parentOf = Self.references(erp.records("product.category", fields: ["parent_id"]), "parent_id")
    let makesNone = Set(
      erp.records("product.attribute", fields: ["create_variant"])
        .filter { $0["create_variant"]?.text == "no_variant" }.compactMap { $0["id"]?.integer })
    templates = Self.templates(erp, makesNone)
    self.known = known
    note()
  }

  private static func references(_ records: [[String: Value]], _ field: String) -> [Int: Int] {
    records.reduce(into: [:]) { found, record in
      if let id = record["id"]?.integer { found[id] = record[field]?.integer }
    }
  }

  private static func templates(_ erp: SimulatedERP, _ makesNone: Set<Int>) -> [Template] {
    let fields = [
      "active", "sale_ok", "type", "list_price", "categ_id", "default_code", "barcode", "weight", "standard_price",
      "product_tag_ids", "image_1920",
    ]
    let lines = erp.records(
      "product.template.attribute.line", fields: ["product_tmpl_id", "attribute_id", "value_ids", "active"]
    ).filter { $0["active"] == true && makesNone.contains($0["attribute_id"]?.integer ?? 0) }
    return erp.records("product.template", fields: fields).compactMap { record in
      guard let id = record["id"]?.integer, record["sale_ok"] == true, record["type"]?.text != "service" else {
        return nil
      }
      let isActive = record["active"] == true
      let own = lines.filter { $0["product_tmpl_id"]?.integer == id }
      return Template(
        id: id, isActive: isActive, price: record["list_price"]?.number ?? 0,
        category: record["categ_id"]?.integer ?? 0,
        live: erp.variants(ofTemplate: id).filter { !isActive || $0.isActive }.sorted { $0.id < $1.id },
        values: record, features: own.flatMap { $0["value_ids"]?.list ?? [] }.compactMap(\.integer))
    }
  }

  private mutating func note() {
    for template in templates {
      known["templates", default: []].insert(template.id)
      var category: Int? = template.category
      while let id = category {
        known["categories", default: []].insert(id)
        category = parentOf[id]
      }
      known["values", default: []].formUnion(template.live.flatMap(\.values))
      known["features", default: []].formUnion(template.features)
      if let supplier = supplier(template.id) { known["suppliers", default: []].insert(supplier) }
    }
  }

  private func supplier(_ template: Int) -> Int? {
    erp.records("product.supplierinfo", fields: ["product_tmpl_id", "partner_id"])
      .first { $0["product_tmpl_id"]?.integer == template }?["partner_id"]?.integer
  }

  // MARK: Rows

  var rows: [CatalogueWords] {
    groups
      + templates.flatMap { template in
        [product(template)] + (template.isCombined ? combinations(template) : []) + images(template)
      } + prices
  }

  private var groups: [CatalogueWords] {
    var rows = (known["categories"] ?? []).map { CatalogueWords("categories", [path($0)], ["active": "1"]) }
    for (kind, parts, values) in [
      ("product_options", "product_option_values", known["values"] ?? []),
      ("product_features", "product_feature_values", known["features"] ?? []),
    ] {
      rows += Set(values.compactMap { attributeOf[$0] }).map { CatalogueWords(kind, [names("product.attribute", $0)]) }
      rows += values.map { CatalogueWords(parts, valueKey($0)) }
    }
    rows += (known["suppliers"] ?? []).map { CatalogueWords("suppliers", [plain("res.partner", $0, "name")]) }
    for tag in erp.records("product.tag", fields: []).compactMap({ $0["id"]?.integer }) {
      rows += tagKeys(tag).map { CatalogueWords("tags", [$0]) }
    }
    return rows
  }

  private func product(_ template: Template) -> CatalogueWords {
    let id = template.id
    let pitch = { (language: String) in
      erp.text(of: "description_sale", "product.template", id, language: language).map { "<p>\($0)</p>" } ?? ""
    }
    let code = template.isCombined ? "" : template.values["barcode"]?.text ?? ""
    let tags = (template.values["product_tag_ids"]?.list ?? []).compactMap(\.integer).flatMap(tagKeys)
    return CatalogueWords(
      "products", [template.reference],
      [
        "name": names("product.template", id), "price": template.price.plain,
        "wholesale_price": (template.values["standard_price"]?.number ?? 0).plain,
        "weight": (template.values["weight"]?.number ?? 0).plain, "ean13": code,
        "active": template.isActive ? "1" : "0", "category": path(template.category),
        "short": "\(pitch("en_US")) | \(pitch("fr_FR"))", "tags": tags.sorted().joined(separator: ", "),
        "features": template.features.map { valueKey($0).joined(separator: " | ") }.sorted().joined(separator: ", "),
        "supplier": supplier(id).map { plain("res.partner", $0, "name") } ?? "",
        "defaults": template.isCombined ? "1" : "0",
        "stock": template.isCombined ? "" : stock(template.live.first?.id, template),
      ])
  }

  private func combinations(_ template: Template) -> [CatalogueWords] {
    template.live.map { variant in
      CatalogueWords(
        "combinations", [template.reference, variant.reference ?? ""],
        [
          "price": (variant.price - template.price).plain,
          "values": variant.values.map { valueKey($0).joined(separator: " | ") }.sorted().joined(separator: ", "),
          "pictures": variant.picture ?? "", "stock": stock(variant.id, template),
        ])
    }
  }

  private func images(_ template: Template) -> [CatalogueWords] {
    let main = erp.records("ir.attachment", fields: ["res_model", "res_field", "res_id", "checksum"]).first {
      $0["res_model"]?.text == "product.template" && $0["res_field"]?.text == "image_1920"
        && $0["res_id"]?.integer == template.id
    }?["checksum"]?.text
    return ([main] + template.live.map(\.picture)).compactMap(\.self).map {
      CatalogueWords("images", [template.reference, $0])
    }
  }

  private func stock(_ variant: Int?, _ template: Template) -> String {
    guard let variant, template.isActive else { return "0" }
    return StockOracle(erp: erp).level(variant).available.plain
  }

  // MARK: Prices

  private var prices: [CatalogueWords] {
    let lists = erp.records("product.pricelist", fields: ["name"])
    let list = lists.first { $0["name"]?.text == CatalogueWorld.priceList }?["id"]?.integer
    let items = erp.records(
      "product.pricelist.item",
      fields: [
        "pricelist_id", "applied_on", "compute_price", "fixed_price", "percent_price", "min_quantity",
        "product_tmpl_id", "categ_id", "date_start", "date_end",
      ]
    ).filter { $0["pricelist_id"]?.integer == list }
    let active = templates.filter(\.isActive)
    return items.flatMap { item in
      let template = active.first { $0.id == item["product_tmpl_id"]?.integer }
      switch item["applied_on"]?.text {
      case "3_global": return [price(item, "", "")]
      case "2_product_category":
        let members = active.filter { member in
          isBelow(member.category, item["categ_id"]?.integer) && !hasOwnRule(member.id, items, item)
        }
        return members.map { price(item, $0.reference, "") }
      default:
        guard let template else { return [] }
        guard item["compute_price"]?.text == "fixed", template.isCombined else {
          return [price(item, template.reference, "")]
        }
        return template.live.map { price(item, template.reference, $0.reference ?? "") }
      }
    }
  }

  private func price(_ item: [String: Value], _ product: String, _ combination: String) -> CatalogueWords {
    let isFixed = item["compute_price"]?.text == "fixed"
    // What is for everything begins before what is for single goods.
    let least: Decimal = product.isEmpty ? 0 : 1
    let quantity = max(least, item["min_quantity"]?.number ?? 0)
    return CatalogueWords(
      "specific_prices",
      [product, combination, "from \(quantity.plain)", "group \(CatalogueWorld.group)"],
      [
        "price": (isFixed ? item["fixed_price"]?.number ?? 0 : -1).plain,
        "reduction": (isFixed ? 0 : (item["percent_price"]?.number ?? 0) / 100).plain,
        "is dated": item["date_start"]?.isEmpty == false ? "yes" : "no",
      ])
  }

  private func isBelow(_ category: Int, _ above: Int?) -> Bool {
    var next: Int? = category
    while let id = next {
      if id == above { return true }
      next = parentOf[id]
    }
    return false
  }

  /// A category's rule does not count for a product that has one of its own from the same quantity or a smaller one.
  private func hasOwnRule(_ template: Int, _ items: [[String: Value]], _ rule: [String: Value]) -> Bool {
    items.contains { item in
      item["product_tmpl_id"]?.integer == template
        && item["min_quantity"]?.number ?? 0 <= rule["min_quantity"]?.number ?? 0
    }
  }

  // MARK: Words

  private func path(_ category: Int) -> String {
    let name = plain("product.category", category, "name")
    return parentOf[category].map { "\(path($0)) / \(name)" } ?? name
  }

  private func valueKey(_ value: Int) -> [String] {
    [names("product.attribute", attributeOf[value] ?? 0), names("product.attribute.value", value)]
  }

  private func tagKeys(_ tag: Int) -> [String] {
    [("en_US", 1), ("fr_FR", 2)].map { language, id in
      "\(id) \(erp.text("product.tag", tag, language: language) ?? "")"
    }
  }

  private func names(_ model: String, _ id: Int) -> String {
    ["en_US", "fr_FR"].map { erp.text(model, id, language: $0) ?? "" }.joined(separator: "|")
  }

  private func plain(_ model: String, _ id: Int, _ field: String) -> String {
    erp.record(model, id, fields: [field])?[field]?.text ?? ""
  }
}

extension SimulatedERP {
  /// A record's name in a language.
  fileprivate func text(_ model: String, _ id: Int, language: String) -> String? {
    text(of: "name", model, id, language: language)
  }
}

extension Decimal {
  /// "10", whatever zeros were behind the point.
  var plain: String { description }
}
