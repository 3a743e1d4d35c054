import Foundation
import Records

/// The demo's catalogue in the simulated ERP, by the keys and references of the data file.
public struct DemoERP: Sendable {
  let erp: SimulatedERP
  private(set) var categories: [String: Int] = [:]
  private(set) var attributes: [String: Int] = [:]
  /// By the attribute's key and the value's.
  private(set) var values: [String: Int] = [:]
  private(set) var tags: [String: Int] = [:]
  private(set) var suppliers: [String: Int] = [:]
  private(set) var taxes: [String: Int] = [:]
  private(set) var templates: [String: Int] = [:]
  private(set) var variants: [String: Int] = [:]

  /// Fills a new ERP with all of it, and installs the languages that it is told in.
  init(_ erp: SimulatedERP, _ catalogue: DemoCatalogue) {
    self.erp = erp
    for language in ["fr_FR", "de_DE"] { erp.install(language: language) }
    findTaxes()
    addNames(catalogue)
    for (number, product) in catalogue.products.enumerated() { add(product, picture: number + 1) }
  }

  private mutating func findTaxes() {
    let fields = ["amount", "price_include", "tax_scope", "active"]
    for tax in erp.records("account.tax", fields: fields) where tax["tax_scope"]?.text == "consu" {
      guard let id = tax["id"]?.integer, let rate = tax["amount"]?.number else { continue }
      let key = rate.description + (tax["price_include"]?.bool == true ? " included" : "")
      if taxes[key] == nil { taxes[key] = id }
      if tax["active"]?.bool == false { erp.editByHand("account.tax", id, ["active": true]) }
    }
  }

  private mutating func addNames(_ catalogue: DemoCatalogue) {
    for category in catalogue.categories {
      categories[category.key] = erp.addCategory(category.name, below: category.parent.flatMap { categories[$0] })
    }
    for attribute in catalogue.attributes {
      let made = erp.addAttribute(
        attribute.name, values: attribute.values.map(\.name), mode: attribute.mode)
      erp.editByHand("product.attribute", made.attribute, ["display_type": .text(attribute.display)])
      attributes[attribute.key] = made.attribute
      for (value, id) in zip(attribute.values, made.values) {
        values["\(attribute.key) \(value.key)"] = id
        if let colour = value.colour {
          erp.editByHand("product.attribute.value", id, ["html_color": .text(colour)])
        }
      }
    }
    for tag in catalogue.tags { tags[tag.key] = erp.addTag(tag.name) }
    for supplier in catalogue.suppliers { suppliers[supplier.key] = erp.addSupplier(supplier.name) }
  }

  private mutating func add(_ product: DemoProduct, picture: Int) {
    guard let made = erp.add(draft(product, picture)) else { return }
    templates[product.reference] = made.template
    let lines = product.lines ?? []
    for (value, extra) in product.extras ?? [:] {
      for line in lines where line.values.contains(value) {
        guard let id = values["\(line.attribute) \(value)"] else { continue }
        erp.setExtra(Decimal(exactly: extra) ?? 0, value: id, template: made.template)
      }
    }
    for variant in erp.variants(ofTemplate: made.template) { set(variant, of: product, lines, picture) }
  }

  private func draft(_ product: DemoProduct, _ picture: Int) -> ERPProductDraft {
    var draft = ERPProductDraft(product.names)
    draft.description = product.text
    draft.listPrice = Decimal(exactly: product.price) ?? 0
    draft.category = categories[product.category]
    draft.lines = lines(product.lines ?? [])
    let described = (product.described ?? [:]).sorted { $0.key < $1.key }
    draft.lines += described.compactMap { attribute, chosen in
      attributes[attribute].map { ($0, chosen.compactMap { values["\(attribute) \($0)"] }) }
    }
    draft.tags = (product.tags ?? []).compactMap { tags[$0] }
    if let supplier = product.supplier.flatMap({ suppliers[$0] }) {
      draft.suppliers = [(supplier, "\(supplier)-\(product.reference)")]
    }
    draft.picture = ERPPicture.png(picture, side: 24)
    draft.fields["taxes_id"] = .list(taxes[product.tax].map { [.integer($0)] } ?? [])
    if product.lines == nil {
      draft.reference = product.reference
      draft.barcode = product.barcode
      draft.fields["weight"] = .decimal(Decimal(exactly: product.weight) ?? 0)
      draft.fields["standard_price"] = .decimal(product.cost.flatMap { Decimal(exactly: $0) } ?? 0)
    }
    return draft
  }

  private func lines(_ lines: [DemoProduct.Line]) -> [(attribute: Int, values: [Int])] {
    lines.compactMap { line in
      attributes[line.attribute].map { ($0, line.values.compactMap { values["\(line.attribute) \($0)"] }) }
    }
  }

  private mutating func set(
    _ variant: ERPVariantProof, of product: DemoProduct, _ lines: [DemoProduct.Line], _ picture: Int
  ) {
    let keys = lines.flatMap { line in
      line.values.filter { variant.values.contains(values["\(line.attribute) \($0)"] ?? 0) }
    }
    let reference = product.reference(of: keys)
    variants[reference] = variant.id
    if !lines.isEmpty {
      erp.editByHand(
        "product.product", variant.id,
        [
          "default_code": .text(reference), "weight": .decimal(Decimal(exactly: product.weight) ?? 0),
          "standard_price": .decimal(product.cost.flatMap { Decimal(exactly: $0) } ?? 0),
        ])
    }
    if let own = keys.first(where: { product.pictured?.contains($0) == true }) {
      let number = 1000 * picture + own.unicodeScalars.reduce(0) { ($0 * 31 + Int($1.value)) % 997 }
      erp.setPicture(ERPPicture.png(number, side: 24), variant: variant.id)
    }
    erp.setOnHand(product: variant.id, quantity: Decimal(product.stock))
  }
}
