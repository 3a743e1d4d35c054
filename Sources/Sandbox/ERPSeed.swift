import Foundation
import Records

/// A French database as a new one is, with what a connector's integrator sets up: price lists in euros and dollars, and the service products
/// of the money recipe (FACTS-money).
struct ERPSeed {
  private let database: ERPDatabase
  private let version: ERPVersion
  private let context = ERPContext(user: 1)

  static func fill(_ database: ERPDatabase) throws(Fault) {
    let places = try ERPSchema.resource("erp-countries").content.map ?? [:]
    let seed = ERPSeed(database: database, version: database.version)
    do {
      try database.transaction { () throws(RPCFailure) in
        seed.base(places)
        seed.users()
        seed.accounting()
        seed.stock()
        try seed.catalogue()
      }
    } catch {
      throw Fault(.configuration, "SANDBOX_SEED", "The simulated Odoo could not be filled: \(error.message)")
    }
  }

  /// Adds a row as it is.
  @discardableResult
  private func add(_ model: String, id: Int? = nil, _ cells: RPCMap, as externalID: String? = nil) -> Int {
    if let id { database.table(model).reserve(upTo: id) }
    let row = database.insertRow(model)
    let own: RPCMap = [
      "active": true, "create_date": .text(database.now), "write_date": .text(database.now), "create_uid": 1,
      "write_uid": 1,
    ]
    for (field, cell) in own.merging(cells, uniquingKeysWith: { $1 })
    where field.hasPrefix("_") || database.models[model]?.fields[field] != nil { database.set(model, row, field, cell) }
    if let externalID { database.name(model, row, externalID) }
    return row
  }

  private func base(_ places: RPCMap) {
    let euro = version == .v16 ? 1 : 125
    let dollar = version == .v16 ? 2 : 1
    let currencies = [
      ("EUR", euro, true), ("USD", dollar, true), ("GBP", 143, false), ("CHF", 4, false), ("CAD", 3, false),
    ]
    for (name, id, active) in currencies.sorted(by: { $0.1 < $1.1 }) {
      add(
        "res.currency", id: id,
        ["name": .text(name), "active": .bool(active), "rounding": .decimal(Decimal(1) / 100), "symbol": .text(name)],
        as: "base.\(name)")
    }
    for (index, country) in (places["countries"]?.list ?? []).enumerated() {
      let parts = country.list ?? []
      let code = parts.first?.text ?? ""
      add(
        "res.country", id: index + 1, ["code": .text(code), "name": parts.last ?? .no], as: "base.\(code.lowercased())")
    }
    for (code, states) in places["states"]?.map ?? [:] {
      let country = database.table("res.country").ids(where: "code", is: .text(code)).first
      for state in states.list ?? [] {
        let parts = state.list ?? []
        add(
          "res.country.state",
          ["country_id": .reference(country), "code": parts.first ?? .no, "name": parts.last ?? .no],
          as: "base.state_\(code.lowercased())_\(parts.first?.text?.lowercased() ?? "")")
      }
    }
    let languages = [
      ("en_US", "en", "English (US)", true), ("fr_FR", "fr", "French / Français", true),
      ("de_DE", "de", "German / Deutsch", false), ("es_ES", "es", "Spanish / Español", false),
      ("it_IT", "it", "Italian / Italiano", false),
    ]
    for (code, iso, name, active) in languages {
      add(
        "res.lang", ["code": .text(code), "iso_code": .text(iso), "name": .text(name), "active": .bool(active)],
        as: code == "en_US" ? "base.lang_en" : "base.lang_\(iso)")
    }
    add("decimal.precision", ["name": "Product Price", "digits": .integer(database.settings.priceDigits)])
    add("decimal.precision", ["name": "Discount", "digits": 2])
    add("decimal.precision", ["name": "Product Unit of Measure", "digits": 2])
    let units = ["Units", "Dozens", "Days", "Hours", "m"]
    for unit in units {
      let name = ["Units": "unit", "Dozens": "dozen", "Days": "day", "Hours": "hour", "m": "meter"][unit] ?? unit
      add("uom.uom", ["name": .text(unit)], as: "uom.product_uom_\(name)")
    }
    company(euro)
  }

  private func company(_ currency: Int) {
    let france = database.table("res.country").ids(where: "code", is: "FR").first
    let partner = add(
      "res.partner",
      ["name": "My Company", "is_company": true, "country_id": .reference(france), "type": "contact", "lang": "en_US"],
      as: "base.main_partner")
    let rounding = database.settings.rounding ?? (version == .v19 ? .globally : .perLine)
    add(
      "res.company",
      [
        "name": "My Company", "partner_id": .integer(partner), "currency_id": .integer(currency),
        "country_id": .reference(france), "tax_calculation_rounding_method": .text(rounding.rawValue),
        "account_fiscal_country_id": .reference(france), "stock_move_sms_validation": true,
        "stock_text_confirmation": true,
      ], as: "base.main_company")
  }

  private func users() {
    let robot = add("res.partner", ["name": "OdooBot", "active": false, "type": "contact"], as: "base.partner_root")
    add(
      "res.users", id: 1, ["name": "OdooBot", "login": "__system__", "partner_id": .integer(robot), "active": false],
      as: "base.user_root")
    for user in database.settings.users.sorted(by: { $0.id < $1.id }) {
      let partner = add(
        "res.partner",
        [
          "name": .text(user.login), "type": "contact", "lang": "en_US", "is_company": false,
          "email": .text("\(user.login)@example.com"),
        ])
      add(
        "res.users", id: user.id,
        ["name": .text(user.login), "login": .text(user.login), "partner_id": .integer(partner), "company_id": 1],
        as: user.id == 2 ? "base.user_admin" : nil)
    }
  }

  private func accounting() {
    let journals = [
      ("Customer Invoices", "INV", "sale"), ("Vendor Bills", "BILL", "purchase"), ("Bank", "BNK1", "bank"),
      ("Cash", "CSH1", "cash"), ("Miscellaneous Operations", "MISC", "general"),
    ]
    for (name, code, type) in journals {
      add(
        "account.journal",
        ["name": .text(name), "code": .text(code), "type": .text(type), "company_id": 1, "sequence": 10])
    }
    for name in ["Domestic - France", "EU private", "Intra-EU B2B", "Import/Export Outside Europe + DOM-TOM"] {
      add("account.fiscal.position", ["name": .text(name), "auto_apply": true, "company_id": 1])
    }
    for tax in ERPFrenchTax.all { add(tax) }
  }

  private func add(_ tax: ERPFrenchTax) {
    let first = version == .v18 ? 38 : 36
    let active = tax.included || tax.isRare ? database.settings.includedTaxesActive && !tax.isService : true
    let id = database.table("account.tax").count == 0 ? first : nil
    add(
      "account.tax", id: id,
      [
        "name": .text(tax.name(version)), "amount": .decimal(tax.rate), "amount_type": "percent",
        "type_tax_use": "sale",
        "price_include": .bool(tax.included), "tax_scope": .text(tax.isService ? "service" : "consu"), "company_id": 1,
        "active": .bool(active), "sequence": 10, "country_id": 75, "include_base_amount": false,
        "price_include_override": tax.included ? "tax_included" : false,
        "_default_sale": .bool(tax.externalID == "tva_normale"),
      ], as: "\(version.chartModule).1_\(tax.externalID)")
  }

  private func stock() {
    let locations: [(Int, String, String, Int?, Int?)] = [
      (1, "Physical Locations", "view", nil, nil), (2, "Partners", "view", nil, nil),
      (3, "Virtual Locations", "view", nil, nil), (4, "Vendors", "supplier", 2, nil),
      (5, "Customers", "customer", 2, nil),
      (7, "WH", "view", nil, 1), (8, "Stock", "internal", 7, 1), (14, "Inventory adjustment", "inventory", 3, nil),
    ]
    let names = [
      4: "stock.stock_location_suppliers", 5: "stock.stock_location_customers", 8: "stock.stock_location_stock",
    ]
    for (id, name, usage, parent, warehouse) in locations { addLocation(id, name, usage, parent, warehouse, names[id]) }
    addWarehouse("My Company", "WH", stock: 8, as: "stock.warehouse0")
  }

  private func addLocation(
    _ id: Int?, _ name: String, _ usage: String, _ parent: Int?, _ warehouse: Int?, _ external: String?
  ) {
    let above = parent.flatMap { database.text("stock.location", $0, "complete_name") }
    add(
      "stock.location", id: id,
      [
        "name": .text(name), "usage": .text(usage), "location_id": .reference(parent),
        "warehouse_id": .reference(warehouse),
        "complete_name": .text(above.map { "\($0)/\(name)" } ?? name), "company_id": 1,
      ], as: external)
  }

  private func addWarehouse(_ name: String, _ code: String, stock: Int, as externalID: String?) {
    let id = add(
      "stock.warehouse",
      [
        "name": .text(name), "code": .text(code), "lot_stock_id": .integer(stock), "delivery_steps": "ship_only",
        "company_id": 1, "sequence": 10,
      ], as: externalID)
    add("stock.picking.type", ["name": "Receipts", "code": "incoming", "warehouse_id": .integer(id)])
    add("stock.picking.type", ["name": "Delivery Orders", "code": "outgoing", "warehouse_id": .integer(id)])
  }

  /// A second warehouse with its own stock; gives its id.
  static func addWarehouse(_ database: ERPDatabase, name: String, code: String) -> Int {
    let seed = ERPSeed(database: database, version: database.version)
    let warehouse = database.table("stock.warehouse").nextID
    let location = database.table("stock.location").nextID
    seed.addLocation(nil, code, "view", nil, warehouse, nil)
    seed.addLocation(nil, "Stock", "internal", location, warehouse, nil)
    seed.addWarehouse(name, code, stock: location + 1, as: nil)
    return warehouse
  }

  /// The warehouse ships in two steps: goods are picked to an output first.
  static func shipInTwoSteps(_ database: ERPDatabase, warehouse: Int) {
    let seed = ERPSeed(database: database, version: database.version)
    if database.integer("stock.warehouse", warehouse, "wh_output_stock_loc_id") == nil {
      let stock = database.integer("stock.warehouse", warehouse, "lot_stock_id") ?? 0
      let output = database.table("stock.location").nextID
      seed.addLocation(
        nil, "Output", "internal", database.integer("stock.location", stock, "location_id"), warehouse, nil)
      database.set("stock.warehouse", warehouse, "wh_output_stock_loc_id", .integer(output))
    }
    database.set("stock.warehouse", warehouse, "delivery_steps", "pick_ship")
  }

  private func catalogue() throws(RPCFailure) {
    // 19 has no category above all others.
    let categories =
      version == .v19
      ? [("Goods", "goods"), ("Expenses", "expenses"), ("Services", "services")] : [("All", "all")]
    for (name, external) in categories {
      add(
        "product.category", ["name": .text(name), "complete_name": .text(name)],
        as: "product.product_category_\(external)")
    }
    let euro = database.integer("res.company", 1, "currency_id") ?? 0
    add(
      "product.pricelist", ["name": "Public", "currency_id": .integer(euro), "sequence": 1, "company_id": false],
      as: "product.list0")
    let dollar = database.table("res.currency").ids(where: "name", is: "USD").first ?? 0
    add("product.pricelist", ["name": "Public", "currency_id": .integer(dollar), "sequence": 2, "company_id": false])
    let services = [
      ("Delivery_007", "Standard delivery", "delivery.product_product_delivery"), ("SHIP", "Livraison", nil),
      ("WRAP", "Emballage cadeau", nil), ("VOUCHER", "Bon de réduction", nil), ("ECO", "Éco-participation", nil),
      ("ROUND", "Arrondi", nil),
    ]
    for (code, name, externalID) in services {
      let id = try database.create(
        "product.product",
        [
          "name": .text(name), "default_code": .text(code), "type": "service", "list_price": 0,
          "taxes_id": [[6, 0, []]],
        ], context)
      if let externalID { database.name("product.product", id, externalID) }
    }
    add(
      "delivery.carrier",
      ["name": "Standard delivery", "product_id": 1, "delivery_type": "fixed", "sequence": 1, "company_id": 1],
      as: "delivery.free_delivery_carrier")
  }
}
