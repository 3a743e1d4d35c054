import Records

/// The two systems as far as the shipped files use them.
enum Schemas {
  static let both = ["prestashop": shop, "odoo": erp]
  static let settings: Set<String> = ["go_live"]

  private static let shop = system(
    "prestashop", "8.2.1",
    [
      resource(
        "orders",
        decimals(
          "total_products total_discounts_tax_incl total_discounts_tax_excl total_shipping_tax_incl total_shipping_tax_excl"
            + " total_wrapping_tax_incl total_wrapping_tax_excl total_paid_tax_incl carrier_tax_rate")
          + [
            text("reference"), instant("date_add"), instant("date_upd"), reference("current_state", "order_states"),
            reference("id_customer", "customers"), reference("id_address_invoice", "addresses"),
            reference("id_address_delivery", "addresses"), reference("id_currency", "currencies"),
            reference("id_carrier", "carriers"), text("shipping_number"),
            FieldSchema("past_states", .references("order_states"), isReadOnly: true),
          ], feed: "date_upd",
        actions: [
          ResourceSchema.Action(
            name: "add_state",
            parameters: [
              reference("state", "order_states", required: true), bool("notify"),
              FieldSchema("from", .references("order_states")),
            ]),
          ResourceSchema.Action(
            name: "set_tracking",
            parameters: [FieldSchema("number", .text, isRequired: true), FieldSchema("notify", .bool)]),
        ]),
      resource(
        "stock_availables",
        [
          reference("id_product", "products"), reference("id_product_attribute", "combinations"), integer("quantity"),
        ]),
      resource(
        "order_details",
        decimals("ecotax ecotax_tax_rate total_price_tax_incl total_price_tax_excl") + [
          reference("id_order", "orders"), reference("product_id", "products"),
          reference("product_attribute_id", "combinations"),
          integer("product_quantity"), text("product_name"), text("product_reference"),
          FieldSchema("taxes", .references("taxes")),
        ]),
      resource(
        "order_cart_rules",
        decimals("value value_tax_excl") + [
          reference("id_order", "orders"), text("name"), bool("free_shipping"), bool("deleted"),
        ]),
      resource("order_histories", [reference("id_order", "orders"), reference("id_order_state", "order_states")]),
      resource(
        "customers",
        [
          text("firstname"), text("lastname"), text("email"), bool("is_guest"), reference("id_lang", "languages"),
          instant("date_upd"),
        ], feed: "date_upd"),
      resource(
        "addresses",
        "firstname lastname company address1 address2 postcode city phone phone_mobile".split(separator: " ").map {
          text(String($0))
        } + [
          reference("id_customer", "customers"), reference("id_country", "countries"), reference("id_state", "states"),
          instant("date_upd"),
        ], feed: "date_upd"),
      resource(
        "variants",
        [
          text("reference"), text("ean13"), reference("id_product", "products"),
          reference("id_product_attribute", "combinations"),
        ], key: ["id_product", "id_product_attribute"]),
      resource("carriers", [text("name"), integer("id_reference")]),
      resource("countries", [text("iso_code")]),
      resource("currencies", [text("iso_code")]),
      resource("languages", [text("iso_code")]),
      resource("states", [text("iso_code"), reference("id_country", "countries")]),
      resource("order_states", [text("name"), bool("paid"), bool("shipped")]),
      resource("taxes", decimals("rate")),
      resource(
        "pictures",
        [
          text("name"), FieldSchema("legend", .texts), FieldSchema("content", .content, isFilterable: false),
        ], actions: [ResourceSchema.Action(name: ResourceSchema.Action.delete)]),
    ])

  private static let erp = system(
    "odoo", "18.0",
    [
      resource(
        "sale.order",
        [
          reference("partner_id", "res.partner", required: true), reference("partner_invoice_id", "res.partner"),
          reference("partner_shipping_id", "res.partner"), text("client_order_ref"), text("origin"),
          instant("date_order"),
          reference("pricelist_id", "product.pricelist"),
          FieldSchema("picking_policy", .text, isRequired: true, options: ["direct", "one"]),
          FieldSchema("order_line", .references("sale.order.line")),
          FieldSchema("amount_total", .decimal, isReadOnly: true),
          FieldSchema("state", .text, isReadOnly: true, options: ["draft", "sent", "sale", "cancel"]), bool("locked"),
          FieldSchema("invoice_ids", .references("account.move"), isReadOnly: true),
          instant("create_date"), reference("carrier_id", "delivery.carrier"),
        ], feed: "write_date",
        actions: [
          ResourceSchema.Action(name: "confirm"), ResourceSchema.Action(name: "cancel"),
          ResourceSchema.Action(name: "invoice", parameters: [bool("post")]),
        ]),
      resource(
        "sale.order.line",
        decimals("product_uom_qty price_unit discount technical_price_unit qty_delivered") + [
          reference("product_id", "product.product"), text("name"), bool("is_delivery"),
          FieldSchema("tax_ids", .references("account.tax")),
        ]),
      resource("account.move", [text("name")]),
      resource(
        "res.partner",
        "name email street street2 zip city phone".split(separator: " ").map { text(String($0)) } + [
          reference("parent_id", "res.partner"), FieldSchema("lang", .text),
          FieldSchema("type", .text, options: ["contact", "other"]),
          reference("country_id", "res.country"), reference("state_id", "res.country.state"),
        ]),
      resource(
        "product.product",
        decimals("free_qty qty_available outgoing_qty") + [
          text("default_code"), text("barcode"), bool("active"), bool("is_storable"), FieldSchema("names", .texts),
          FieldSchema("image", .content),
        ], feed: "write_date"),
      resource("stock.quant", decimals("quantity") + [reference("product_id", "product.product")]),
      resource("stock.move", [reference("product_id", "product.product")]),
      resource(
        "stock.picking",
        [
          reference("sale_id", "sale.order"), text("state"), text("picking_type_code"), text("carrier_tracking_ref"),
        ]),
      resource("delivery.carrier", [text("name")]),
      resource("product.pricelist", [reference("currency_id", "res.currency")]),
      resource("res.lang", [text("iso_code"), text("code")]),
      resource("res.country", [text("code")]),
      resource("res.country.state", [text("code"), reference("country_id", "res.country")]),
      resource(
        "account.tax",
        decimals("amount") + [
          FieldSchema("type_tax_use", .text, options: ["sale", "purchase", "none"]), text("amount_type"),
          bool("price_include"),
        ]),
    ])

  private static func system(_ name: String, _ version: String, _ resources: [ResourceSchema]) -> SystemSchema {
    SystemSchema(
      system: name, version: version, resources: Dictionary(uniqueKeysWithValues: resources.map { ($0.name, $0) }))
  }

  private static func resource(
    _ name: String, _ fields: [FieldSchema], feed: String? = nil, actions: [ResourceSchema.Action] = [],
    key: [String] = ["id"]
  )
    -> ResourceSchema
  {
    ResourceSchema(
      name: name, fields: [integer("id")] + fields, keyFields: key, creation: .keyed, update: .partial,
      changeFeed: feed.map { ResourceSchema.ChangeFeed(watermark: $0, overlap: 600) }, actions: actions)
  }

  private static func decimals(_ names: String) -> [FieldSchema] {
    names.split(separator: " ").map { FieldSchema(String($0), .decimal) }
  }
  private static func text(_ name: String) -> FieldSchema { FieldSchema(name, .text) }
  private static func integer(_ name: String) -> FieldSchema { FieldSchema(name, .integer) }
  private static func bool(_ name: String) -> FieldSchema { FieldSchema(name, .bool) }
  private static func instant(_ name: String) -> FieldSchema { FieldSchema(name, .instant) }
  private static func reference(_ name: String, _ resource: String, required: Bool = false) -> FieldSchema {
    FieldSchema(name, .reference(resource), isRequired: required)
  }
}
