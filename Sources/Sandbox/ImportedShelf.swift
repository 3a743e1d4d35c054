import Foundation
import Records

/// What an ERP's tables hold of a catalogue that was brought in, in the same words as the shop's.
struct ImportedShelf {
  private let erp: SimulatedERP
  private let known: [String: Set<Int>]
  private let categories: [Int: (name: String, parent: Int?)]
  private let attributeOf: [Int: Int]
  private let makesVariants: Set<Int>
  /// SHA-1 of the products' own pictures.
  private let pictures: [Int: String]

  private static let models = [
    "product.template", "product.category", "product.attribute", "product.attribute.value", "product.tag",
    "res.partner",
  ]

  static func known(_ erp: SimulatedERP) -> [String: Set<Int>] {
    Dictionary(
      uniqueKeysWithValues: models.map { model in
        (model, Set(erp.records(model, fields: []).compactMap { $0["id"]?.integer }))
      })
  }

  /// - Parameter known: what was there before, which is passed over.
  init(_ erp: SimulatedERP, known: [String: Set<Int>]) {
    self.erp = erp
    self.known = known
    categories = Self.byID(erp.records("product.category", fields: ["name", "parent_id"])) {
      ($0["name"]?.text ?? "", $0["parent_id"]?.integer)
    }
    attributeOf = Self.byID(erp.records("product.attribute.value", fields: ["attribute_id"])) {
      $0["attribute_id"]?.integer ?? 0
    }
    let attributes = erp.records("product.attribute", fields: ["create_variant"])
    makesVariants = Set(attributes.filter { $0["create_variant"] == "always" }.compactMap { $0["id"]?.integer })
    let fields = ["res_model", "res_field", "res_id", "checksum"]
    pictures = erp.records("ir.attachment", fields: fields).reduce(into: [:]) { found, record in
      guard record["res_model"] == "product.template", record["res_field"] == "image_1920",
        let id = record["res_id"]?.integer
      else { return }
      found[id] = record["checksum"]?.text
    }
  }

  private static func byID<Element>(
    _ records: [[String: Value]], _ body: ([String: Value]) -> Element
  ) -> [Int: Element] {
    records.reduce(into: [:]) { found, record in
      if let id = record["id"]?.integer { found[id] = body(record) }
    }
  }

  var rows: [CatalogueWords] {
    new("product.category", ["name"]).map { CatalogueWords("category", [path($0.id)]) } + attributes
      + new("product.tag", ["name"]).map { CatalogueWords("tag", [$0.values["name"]?.text ?? ""]) }
      + new("res.partner", ["name"]).map { CatalogueWords("supplier", [$0.values["name"]?.text ?? ""]) } + products
  }

  private func new(_ model: String, _ fields: [String]) -> [(id: Int, values: [String: Value])] {
    erp.records(model, fields: fields).compactMap { record in
      guard let id = record["id"]?.integer, known[model]?.contains(id) != true else { return nil }
      return (id, record)
    }
  }

  private var attributes: [CatalogueWords] {
    new("product.attribute", ["create_variant", "display_type"]).map { attribute in
      CatalogueWords(
        "attribute", [names("product.attribute", attribute.id)],
        [
          "variants": attribute.values["create_variant"]?.text ?? "",
          "display": attribute.values["display_type"]?.text ?? "",
        ])
    }
      + new("product.attribute.value", ["html_color"]).map {
        CatalogueWords("value", [value($0.id)], ["colour": $0.values["html_color"]?.text ?? ""])
      }
  }

  // MARK: Products

  private var products: [CatalogueWords] {
    let storable = erp.version <= .v17 ? "detailed_type" : "is_storable"
    let fields = [
      "type", "categ_id", "list_price", "taxes_id", "sale_ok", "default_code", "barcode", "standard_price", "weight",
      "product_tag_ids", storable,
    ]
    return new("product.template", fields).flatMap { template in
      let variants = erp.variants(ofTemplate: template.id)
      let isCombined = variants.contains { !$0.values.isEmpty }
      let isStorable = template.values[storable] == true || template.values[storable] == "product"
      var row = shared(template.id, template.values, tax(template.values))
      row["is storable"] = isStorable ? "yes" : "no"
      row["variants"] = String(variants.count(where: \.isActive))
      if isCombined {
        for field in ["reference", "barcode", "cost", "weight"] { row[field] = "" }
      }
      let product = CatalogueWords("product", [names("product.template", template.id)], row)
      guard isCombined else { return [product] }
      return [product] + variants.filter(\.isActive).map { self.variant($0, of: product, tax(template.values)) }
    }
  }

  private func shared(_ id: Int, _ values: [String: Value], _ tax: (rate: Decimal, isIncluded: Bool))
    -> [String: String]
  {
    let tags = (values["product_tag_ids"]?.list ?? []).compactMap(\.integer)
    return [
      "summary": ["en_US", "fr_FR"].map {
        erp.text(of: "description_sale", "product.template", id, language: $0) ?? ""
      }.joined(separator: "|"),
      "type": values["type"]?.text ?? "", "category": path(values["categ_id"]?.integer ?? 0),
      "price": net(values["list_price"], tax).words(), "rate": tax.rate.words(),
      "is offered": values["sale_ok"] == true ? "yes" : "no", "reference": values["default_code"]?.text ?? "",
      "barcode": values["barcode"]?.text ?? "", "cost": (values["standard_price"]?.number ?? 0).words(),
      "weight": (values["weight"]?.number ?? 0).words(),
      "tags": tags.map { plain("product.tag", $0) }.sorted().joined(separator: ", "),
      "features": features(id).sorted().joined(separator: ", "), "suppliers": suppliers(id).joined(separator: ", "),
      "picture": pictures[id] ?? "",
    ]
  }

  private func variant(
    _ variant: ERPVariantProof, of product: CatalogueWords, _ tax: (rate: Decimal, isIncluded: Bool)
  ) -> CatalogueWords {
    let own = erp.record("product.product", variant.id, fields: ["standard_price", "weight"]) ?? [:]
    return CatalogueWords(
      "variant", [product.key, variant.values.map(value).sorted().joined(separator: ", ")],
      [
        "reference": variant.reference ?? "", "barcode": variant.barcode ?? "",
        "price": net(.decimal(variant.price), tax).words(), "cost": (own["standard_price"]?.number ?? 0).words(),
        "weight": (own["weight"]?.number ?? 0).words(2), "picture": variant.picture ?? "",
      ])
  }

  private func tax(_ values: [String: Value]) -> (rate: Decimal, isIncluded: Bool) {
    let ids = (values["taxes_id"]?.list ?? []).compactMap(\.integer)
    let taxes = ids.compactMap { erp.record("account.tax", $0, fields: ["amount", "price_include"]) }
    return (
      taxes.reduce(0) { $0 + ($1["amount"]?.number ?? 0) }, taxes.contains { $0["price_include"] == true }
    )
  }

  private func net(_ price: Value?, _ tax: (rate: Decimal, isIncluded: Bool)) -> Decimal {
    let price = price?.number ?? 0
    return tax.isIncluded ? price * 100 / (100 + tax.rate) : price
  }

  private func features(_ template: Int) -> [String] {
    erp.records("product.template.attribute.line", fields: ["product_tmpl_id", "attribute_id", "value_ids"])
      .filter {
        $0["product_tmpl_id"]?.integer == template && !makesVariants.contains($0["attribute_id"]?.integer ?? 0)
      }
      .flatMap { ($0["value_ids"]?.list ?? []).compactMap(\.integer).map(value) }
  }

  private func suppliers(_ template: Int) -> [String] {
    erp.records(
      "product.supplierinfo", fields: ["product_tmpl_id", "partner_id", "sequence", "product_code", "price"]
    )
    .filter { $0["product_tmpl_id"]?.integer == template }
    .sorted { ($0["sequence"]?.integer ?? 0) < ($1["sequence"]?.integer ?? 0) }
    .map {
      let name = plain("res.partner", $0["partner_id"]?.integer ?? 0)
      return "\(name) \($0["product_code"]?.text ?? "") \(($0["price"]?.number ?? 0).words())"
    }
  }

  // MARK: Words

  private func value(_ id: Int) -> String {
    "\(names("product.attribute", attributeOf[id] ?? 0)): \(names("product.attribute.value", id))"
  }

  private func names(_ model: String, _ id: Int) -> String {
    ["en_US", "fr_FR"].map { erp.text(of: "name", model, id, language: $0) ?? "" }.joined(separator: "|")
  }

  private func plain(_ model: String, _ id: Int) -> String {
    erp.record(model, id, fields: ["name"])?["name"]?.text ?? ""
  }

  private func path(_ category: Int) -> String {
    guard let (name, parent) = categories[category] else { return "" }
    return parent.map { "\(path($0)) / \(name)" } ?? name
  }
}
