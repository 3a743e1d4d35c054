import Foundation

/// Fields of the catalogue's smaller models whose value follows from others.
extension ERPComputed {
  private static let ptav = ERPDatabase.templateValue
  private static let line = ERPDatabase.attributeLine

  static let templateValues: [String: Compute] = [
    "name": related(ptav, "product_attribute_value_id", "product.attribute.value", "name"),
    "html_color": related(ptav, "product_attribute_value_id", "product.attribute.value", "html_color"),
    "currency_id": { database, _, _ in .reference(database.integer("res.company", 1, "currency_id")) },
    "ptav_product_variant_ids": { database, id, context in
      let template = database.integer(ptav, id, "product_tmpl_id") ?? 0
      let all = database.inverse("product.product", "product_tmpl_id", template)
      return .ids(database.visible("product.product", all, context).filter { database.combination($0).contains(id) })
    },
  ]

  static let attributeLines: [String: Compute] = [
    "value_count": { database, id, _ in .integer(database.references(line, id, "value_ids").count) }
  ]

  static let attributes: [String: Compute] = [
    "product_tmpl_ids": { database, id, _ in .ids(database.templates(ofAttribute: id)) },
    "number_related_products": { database, id, _ in .integer(database.templates(ofAttribute: id).count) },
  ]

  static let attributeValues: [String: Compute] = [
    "display_type": related("product.attribute.value", "attribute_id", "product.attribute", "display_type"),
    "is_used_on_products": { database, id, _ in .bool(!database.templates(ofValue: id).isEmpty) },
    "pav_attribute_line_ids": { database, id, _ in
      let values = database.inverse(ptav, "product_attribute_value_id", id)
      let live = values.filter { database.flag(ptav, $0, "ptav_active") }
      return .ids(Set(live.compactMap { database.integer(ptav, $0, "attribute_line_id") }).sorted())
    },
  ]

  static let tags: [String: Compute] = [
    "product_template_ids": { database, id, context in
      let all = database.table("product.template").ids
      return .ids(
        database.visible("product.template", all, context).filter {
          database.references("product.template", $0, "product_tag_ids").contains(id)
        })
    }
  ]

  static let categories: [String: Compute] = [
    "product_count": { database, id, _ in
      .integer(
        database.branch(ofCategory: id).reduce(0) { sum, category in
          sum
            + database.inverse("product.template", "categ_id", category).count {
              database.isActive("product.template", $0)
            }
        })
    },
    "parent_path": { database, id, _ in
      var path = "\(id)/"
      var above = database.integer("product.category", id, "parent_id")
      while let here = above {
        path = "\(here)/" + path
        above = database.integer("product.category", here, "parent_id")
      }
      return .text(path)
    },
  ]

  static let priceItems: [String: Compute] = [
    "name": { database, id, context in .text(database.itemName(id, context)) },
    "currency_id": related("product.pricelist.item", "pricelist_id", "product.pricelist", "currency_id"),
    "company_id": related("product.pricelist.item", "pricelist_id", "product.pricelist", "company_id"),
  ]

  static let suppliers: [String: Compute] = [
    "product_variant_count": related(
      "product.supplierinfo", "product_tmpl_id", "product.template", "product_variant_count"),
    "price_discounted": { database, id, _ in
      let price = database.number("product.supplierinfo", id, "price")
      return .decimal(price * (1 - database.number("product.supplierinfo", id, "discount") / 100))
    },
  ]
}
