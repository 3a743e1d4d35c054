import Foundation

/// Fields whose value follows from other fields.
enum ERPComputed {
  typealias Compute = @Sendable (ERPDatabase, Int, ERPContext) -> RPCValue

  static let registry: [String: [String: Compute]] = [
    "product.product": products, "product.template": templates, "sale.order": orders, "sale.order.line": orderLines,
    "account.move": invoices, "account.move.line": invoiceLines, "res.partner": partners, "res.country": [:],
    "stock.picking": transfers, "stock.move": moves, "stock.quant": quants,
    "product.template.attribute.value": templateValues, "product.attribute.value": attributeValues,
    "product.attribute": attributes, "product.template.attribute.line": attributeLines, "product.tag": tags,
    "product.category": categories, "product.pricelist.item": priceItems, "product.supplierinfo": suppliers,
  ]

  /// The fields that a variant has of its own; all others are its template's.
  static let variantFields: Set<String> = [
    "id", "active", "barcode", "combination_indices", "create_date", "create_uid", "default_code", "display_name",
    "lst_price", "price_extra", "product_tmpl_id", "product_template_attribute_value_ids", "standard_price", "volume",
    "weight", "write_date", "write_uid", "image_variant_1920", "additional_product_tag_ids", "all_product_tag_ids",
    "product_template_variant_value_ids",
  ]

  /// A field of the record that `link` points to.
  static func related(_ model: String, _ link: String, _ relation: String, _ field: String) -> Compute {
    { database, id, context in
      guard let target = database.value(model, id, link, context).reference else {
        return database.models[relation]?.fields[field]?.empty ?? .no
      }
      return database.value(relation, target, field, context)
    }
  }

  private static func stock(_ pick: @escaping @Sendable (ERPStockLevel) -> Decimal) -> Compute {
    { database, id, context in .decimal(pick(database.stockLevel([id], context))) }
  }

  private static func templateStock(_ pick: @escaping @Sendable (ERPStockLevel) -> Decimal) -> Compute {
    { database, id, context in
      .decimal(pick(database.stockLevel(database.inverse("product.product", "product_tmpl_id", id), context)))
    }
  }

  private static let products: [String: Compute] = [
    "lst_price": { database, id, context in
      let template = database.integer("product.product", id, "product_tmpl_id") ?? 0
      let extra = database.variantExtra(id)
      return .decimal(database.number("product.template", template, "list_price") + extra)
    },
    "price_extra": { database, id, _ in .decimal(database.variantExtra(id)) },
    "qty_available": stock(\.onHand), "free_qty": stock(\.free), "virtual_available": stock(\.forecast),
    "incoming_qty": stock(\.incoming), "outgoing_qty": stock(\.outgoing),
    "product_variant_id": { _, id, _ in .integer(id) },
    "image_1920": { database, id, context in
      let own = database.cell("product.product", id, "image_variant_1920") ?? .no
      guard !own.isTrue, let template = database.integer("product.product", id, "product_tmpl_id") else { return own }
      return database.value("product.template", template, "image_1920", context)
    },
    "all_product_tag_ids": { database, id, context in
      let shared = database.value("product.product", id, "product_tag_ids", context).references
      let own = database.references("product.product", id, "additional_product_tag_ids")
      return .ids(shared + own.filter { !shared.contains($0) })
    },
    "product_template_variant_value_ids": { database, id, _ in
      .ids(database.ordered(ERPDatabase.templateValue, database.combination(id).filter(database.tellsApart)))
    },
  ]

  /// A template with one variant shows the variant's value.
  private static func single(_ field: String, _ none: RPCValue) -> Compute {
    { database, id, context in
      database.only(ofVariants: id).map { database.value("product.product", $0, field, context) } ?? none
    }
  }

  private static let templates: [String: Compute] = [
    "default_code": single("default_code", .no), "barcode": single("barcode", .no),
    "weight": single("weight", .decimal(0)), "volume": single("volume", .decimal(0)),
    "standard_price": single("standard_price", .decimal(0)),
    "product_variant_id": { database, id, _ in .reference(database.variants(of: id).first) },
    "product_variant_count": { database, id, _ in .integer(database.variants(of: id).count) },
    "is_product_variant": { _, _, _ in .no },
    "currency_id": { database, _, _ in .reference(database.integer("res.company", 1, "currency_id")) },
    "qty_available": templateStock(\.onHand), "virtual_available": templateStock(\.forecast),
    "incoming_qty": templateStock(\.incoming), "outgoing_qty": templateStock(\.outgoing),
    "uom_name": related("product.template", "uom_id", "uom.uom", "name"),
    "valid_product_template_attribute_line_ids": { database, id, context in
      database.value("product.template", id, "attribute_line_ids", context)
    },
    "has_configurable_attributes": { database, id, _ in
      .bool(
        database.inverse(ERPDatabase.attributeLine, "product_tmpl_id", id).contains {
          database.references(ERPDatabase.attributeLine, $0, "value_ids").count > 1
        })
    },
  ]

  private static let orders: [String: Compute] = [
    "invoice_ids": { database, id, _ in .ids(database.invoices(ofOrder: id)) },
    "invoice_count": { database, id, _ in .integer(database.invoices(ofOrder: id).count) },
    "delivery_count": { database, id, _ in .integer(database.inverse("stock.picking", "sale_id", id).count) },
    "country_code": { _, _, _ in "FR" },
    "tax_calculation_rounding_method": { database, _, _ in .text(database.rounding.rawValue) },
    "amount_undiscounted": { database, id, _ in .decimal(database.number("sale.order", id, "amount_untaxed")) },
    "type_name": { database, id, _ in
      ["draft", "sent", "cancel"].contains(database.text("sale.order", id, "state") ?? "") ? "Quotation" : "Sales Order"
    },
  ]

  private static let orderLines: [String: Compute] = [
    "currency_id": related("sale.order.line", "order_id", "sale.order", "currency_id"),
    "company_id": related("sale.order.line", "order_id", "sale.order", "company_id"),
    "order_partner_id": related("sale.order.line", "order_id", "sale.order", "partner_id"),
    "salesman_id": related("sale.order.line", "order_id", "sale.order", "user_id"),
    "state": related("sale.order.line", "order_id", "sale.order", "state"),
    "warehouse_id": related("sale.order.line", "order_id", "sale.order", "warehouse_id"),
    "product_template_id": related("sale.order.line", "product_id", "product.product", "product_tmpl_id"),
    "product_type": related("sale.order.line", "product_id", "product.product", "type"),
    "is_storable": related("sale.order.line", "product_id", "product.product", "is_storable"),
    "product_qty": { database, id, _ in .decimal(database.number("sale.order.line", id, "product_uom_qty")) },
    "qty_to_invoice": { database, id, _ in .decimal(database.quantityToInvoice(id)) },
    "qty_to_deliver": { database, id, _ in
      .decimal(
        database.number("sale.order.line", id, "product_uom_qty")
          - database.number("sale.order.line", id, "qty_delivered"))
    },
  ]

  private static let invoices: [String: Compute] = [
    "company_currency_id": { database, _, _ in .reference(database.integer("res.company", 1, "currency_id")) },
    "invoice_line_ids": { database, id, _ in
      .ids(
        database.inverse("account.move.line", "move_id", id).filter {
          ["product", "line_section", "line_note"].contains(
            database.text("account.move.line", $0, "display_type") ?? "")
        })
    },
    "reversal_move_id": { database, id, _ in .ids(database.inverse("account.move", "reversed_entry_id", id)) },
    "country_code": { _, _, _ in "FR" },
    "payment_ids": { database, id, _ in .ids(database.inverse("account.payment", "reconciled_invoice_id", id)) },
    "matched_payment_ids": { database, id, _ in .ids(database.inverse("account.payment", "reconciled_invoice_id", id))
    },
  ]

  private static let invoiceLines: [String: Compute] = [
    "parent_state": related("account.move.line", "move_id", "account.move", "state"),
    "move_name": related("account.move.line", "move_id", "account.move", "name"),
    "move_type": related("account.move.line", "move_id", "account.move", "move_type"),
    "date": related("account.move.line", "move_id", "account.move", "date"),
    "invoice_date": related("account.move.line", "move_id", "account.move", "invoice_date"),
    "currency_id": related("account.move.line", "move_id", "account.move", "currency_id"),
    "company_id": related("account.move.line", "move_id", "account.move", "company_id"),
    "partner_id": related("account.move.line", "move_id", "account.move", "partner_id"),
    "journal_id": related("account.move.line", "move_id", "account.move", "journal_id"),
    "balance": { database, id, _ in .decimal(database.number("account.move.line", id, "amount_currency")) },
    "debit": { database, id, _ in .decimal(max(0, database.number("account.move.line", id, "amount_currency"))) },
    "credit": { database, id, _ in .decimal(max(0, -database.number("account.move.line", id, "amount_currency"))) },
  ]

  private static let partners: [String: Compute] = [
    "complete_name": { database, id, context in .text(database.displayName("res.partner", id, context)) },
    "country_code": related("res.partner", "country_id", "res.country", "code"),
    "company_type": { database, id, _ in database.flag("res.partner", id, "is_company") ? "company" : "person" },
    "commercial_partner_id": { database, id, _ in .integer(database.commercialPartner(id)) },
    "commercial_company_name": { database, id, _ in
      let commercial = database.commercialPartner(id)
      return database.flag("res.partner", commercial, "is_company")
        ? database.cell("res.partner", commercial, "name") ?? .no : .no
    },
    "parent_name": related("res.partner", "parent_id", "res.partner", "name"),
    "sale_order_count": { database, id, _ in .integer(database.inverse("sale.order", "partner_id", id).count) },
    "currency_id": { database, _, _ in .reference(database.integer("res.company", 1, "currency_id")) },
  ]

  private static let transfers: [String: Compute] = [
    "picking_type_code": related("stock.picking", "picking_type_id", "stock.picking.type", "code"),
    "products_availability_state": { _, _, _ in .no },
    "delivery_type": related("stock.picking", "carrier_id", "delivery.carrier", "delivery_type"),
    "carrier_tracking_url": { database, id, _ in database.trackingAddress(id) },
  ]

  private static let moves: [String: Compute] = [
    "picking_code": related("stock.move", "picking_type_id", "stock.picking.type", "code"),
    "product_tmpl_id": related("stock.move", "product_id", "product.product", "product_tmpl_id"),
    "product_qty": { database, id, _ in .decimal(database.number("stock.move", id, "product_uom_qty")) },
  ]

  private static let quants: [String: Compute] = [
    "available_quantity": { database, id, _ in
      .decimal(database.number("stock.quant", id, "quantity") - database.number("stock.quant", id, "reserved_quantity"))
    },
    "product_tmpl_id": related("stock.quant", "product_id", "product.product", "product_tmpl_id"),
    "warehouse_id": related("stock.quant", "location_id", "stock.location", "warehouse_id"),
    "inventory_quantity_auto_apply": { database, id, _ in .decimal(database.number("stock.quant", id, "quantity")) },
    "on_hand": { _, _, _ in .yes },
  ]
}
