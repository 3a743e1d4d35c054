import Foundation
import Records

extension ShopState {
  /// What a shop holds before anybody sold anything in it: numbers as PrestaShop's installation gives them, texts of
  /// our own.
  mutating func addBaseData() {
    addLanguagesAndCurrencies()
    addCountries()
    addTaxes()
    addOrderStates()
    addGroups()
    addCategories()
    addShops()
    addConfigurations()
    addCarriers()
  }

  private mutating func addLanguagesAndCurrencies() {
    for language in settings.languages { insertLanguage(language.id, language.code) }
    for (id, code, number, rate) in [(1, "EUR", "978", "1"), (2, "USD", "840", "1.1")] {
      insert(
        "currencies", id: id,
        [
          "name": code, "names": code, "symbol": code, "iso_code": code, "numeric_iso_code": number,
          "iso_code_num": number,
          "precision": "2", "conversion_rate": rate, "active": "1", "sign": code, "blank": "1", "format": "2",
          "decimals": "1",
        ])
    }
  }

  mutating func insertLanguage(_ id: Int, _ code: String) {
    insert(
      "languages", id: id,
      [
        "name": code.uppercased(), "iso_code": code, "language_code": code, "active": "1",
        "locale": code == "en" ? "en-US" : "\(code)-\(code.uppercased())", "date_format_lite": "Y-m-d",
        "date_format_full": "Y-m-d H:i:s",
      ])
  }

  private mutating func addCountries() {
    let countries = [
      (1, "DE"), (2, "AT"), (3, "BE"), (4, "CA"), (6, "ES"), (8, "FR"), (10, "IT"), (12, "LU"), (13, "NL"), (14, "PL"),
      (15, "PT"),
      (17, "GB"), (19, "CH"), (21, "US"), (26, "IE"),
    ]
    for (id, code) in countries {
      insert(
        "countries", id: id,
        [
          "iso_code": code, "active": "1", "id_zone": code == "US" || code == "CA" ? "2" : "1", "name": code,
          "zip_code_format": "NNNNN",
          "need_zip_code": "1", "display_tax_label": "1",
        ])
    }
    insert("states", id: 35, ["iso_code": "NY", "name": "New York", "id_country": "21", "id_zone": "2", "active": "1"])
    for (id, name) in [(1, "Europe"), (2, "North America")] { insert("zones", id: id, ["name": name, "active": "1"]) }
  }

  /// The French rates; the rules that apply them in the countries where a French shop charges French tax.
  private mutating func addTaxes() {
    for (id, rate) in [(1, "20"), (2, "10"), (3, "5.5"), (4, "2.1")] {
      insert("taxes", id: id, ["rate": rate, "active": "1", "name": "TVA \(rate) %"])
      insert(
        "tax_rule_groups", id: id, ["name": "TVA \(rate) %", "active": "1", "date_add": localNow, "date_upd": localNow])
      for country in [1, 2, 3, 6, 8, 10, 12, 13, 14, 15, 26] {
        insert("tax_rules", ["id_tax_rules_group": String(id), "id_country": String(country), "id_tax": String(id)])
      }
    }
  }

  private mutating func addOrderStates() {
    for state in ShopOrderStates.all(of: version) {
      insert(
        "order_states", id: state.id,
        [
          "unremovable": "1", "delivery": state.has(.delivery), "send_email": state.has(.mails),
          "invoice": state.has(.invoice), "logable": state.has(.logable), "shipped": state.has(.shipped),
          "paid": state.has(.paid),
          "pdf_invoice": state.id == 2 ? "1" : "0", "color": state.color, "module_name": state.module,
          "template": state.template,
        ],
        texts: [
          "name": Dictionary(
            uniqueKeysWithValues: settings.languages.map { ($0.id, $0.code == "fr" ? state.french : state.english) })
        ])
    }
  }

  private mutating func addGroups() {
    for (id, english, french) in [(1, "Visitors", "Visiteurs"), (2, "Guests", "Invités"), (3, "Customers", "Clients")] {
      insert(
        "groups", id: id, ["show_prices": "1", "date_add": localNow, "date_upd": localNow],
        texts: [
          "name": Dictionary(
            uniqueKeysWithValues: settings.languages.map { ($0.id, $0.code == "fr" ? french : english) })
        ])
    }
  }

  private mutating func addCategories() {
    for (id, parent, depth, name) in [(1, 0, 0, "Racine"), (2, 1, 1, "Accueil")] {
      insert(
        "categories", id: id,
        [
          "id_parent": String(parent), "level_depth": String(depth), "active": "1", "id_shop_default": "1",
          "name": name,
          "is_root_category": id == 2 ? "1" : "0", "link_rewrite": name.lowercased(), "date_add": localNow,
          "date_upd": localNow,
        ])
    }
  }

  private mutating func addShops() {
    insert("shop_groups", id: 1, ["name": "Default", "active": "1", "share_stock": settings.sharesStock ? "1" : "0"])
    for id in settings.shopIDs {
      insert(
        "shops", id: id,
        [
          "id_shop_group": "1", "id_category": "2", "active": "1", "theme_name": "classic",
          "name": id == settings.shopIDs[0] ? settings.name : "\(settings.name) \(id)",
        ])
    }
  }

  /// The settings that say how the shop computes, by the names and the ids of an installation.
  mutating func addConfigurations() {
    let values: [(id: Int, name: String, value: String)] = [
      (1, "PS_LANG_DEFAULT", String(settings.defaultLanguage)), (6, "PS_CURRENCY_DEFAULT", "1"),
      (7, "PS_COUNTRY_DEFAULT", "8"),
      (14, "PS_GIFT_WRAPPING_PRICE", "0"), (15, "PS_GIFT_WRAPPING_TAX_RULES_GROUP", "1"), (33, "PS_ORDER_RETURN", "0"),
      (72, "PS_PRICE_ROUND_MODE", String(settings.roundMode.rawValue)), (118, "PS_OS_PAYMENT", "2"),
      (120, "PS_OS_SHIPPING", "4"),
      (121, "PS_OS_DELIVERED", "5"), (122, "PS_OS_CANCELED", "6"), (123, "PS_OS_REFUND", "7"),
      (124, "PS_OS_ERROR", "8"),
      (125, "PS_OS_OUTOFSTOCK", "9"), (126, "PS_OS_BANKWIRE", "10"),
      (128, "PS_OS_WS_PAYMENT", version == .v16 ? "12" : "11"),
      (155, "PS_ADVANCED_STOCK_MANAGEMENT", "0"), (156, "PS_TIMEZONE", settings.timeZone.identifier),
      (157, "PS_STOCK_MANAGEMENT", "1"),
      (158, "PS_PRICE_DISPLAY_PRECISION", "2"), (159, "PS_TAX", "1"), (160, "PS_USE_ECOTAX", "1"),
      (161, "PS_TAX_ADDRESS_TYPE", "id_address_delivery"), (162, "PS_WEBSERVICE", "1"),
      (163, "PS_ECOTAX_TAX_RULES_GROUP_ID", "1"),
      (164, "PS_MULTISHOP_FEATURE_ACTIVE", settings.shopIDs.count > 1 ? "1" : "0"),
      (273, "PS_ROUND_TYPE", String(settings.roundType.rawValue)), (274, "PS_SHOP_NAME", settings.name),
    ]
    for setting in values { insert("configurations", id: setting.id, ["name": setting.name, "value": setting.value]) }
  }

  private mutating func addCarriers() {
    insert(
      "carriers", id: 1,
      [
        "id_reference": "1", "name": "Retrait", "active": "1", "is_free": "1", "id_tax_rules_group": "1",
        "delay": "1 j", "shipping_method": "1",
      ])
    insert(
      "carriers", id: 2,
      [
        "id_reference": "2", "name": "Postal", "active": "1", "id_tax_rules_group": "1", "delay": "48 h",
        "shipping_method": "2",
        "url": "https://suivi.example.org/@",
      ])
    carrierPrices[1] = 0
    carrierPrices[2] = Decimal(exactly: "4.916667") ?? 0
  }
}
