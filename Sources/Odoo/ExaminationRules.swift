import Foundation
import Records

/// What the answers to an examination mean. Pure. Source of the demands: FACTS-money "The recipe", FACTS-odoo f, g and
/// table.
enum ExaminationRules {
  /// French VAT; the rates at which a shop there sells.
  static let frenchRates: [Decimal] = [20, 10, Decimal(55) / 10, Decimal(21) / 10]
  static let priceDigits = 6
  /// Seconds that two clocks may differ before it is worth a word.
  static let clockTolerance = 60

  static func version(_ version: OdooVersion) -> Finding {
    let context = ["version": version.text]
    guard version.isSupported else {
      return Finding(
        .error, "ERP_VERSION", "Odoo \(version.text) is not among the versions supported.",
        hint: "Supported are 16, 17, 18 and 19.", context: context)
    }
    return Finding(.ok, "ERP_VERSION", "Odoo \(version.text).", context: context)
  }

  static func user(_ user: Record?) -> [Finding] {
    guard let user else { return [] }
    var findings: [Finding] = []
    if let language = user["lang"].text, language != "en_US" {
      findings.append(
        Finding(
          .warning, "ERP_USER_LANGUAGE", "The technical user's language is \(language).",
          hint: "Set it to English (US): Odoo's messages are then the ones this program knows.",
          context: ["language": language]))
    }
    if user["email"].text == nil {
      findings.append(
        Finding(
          .error, "ERP_USER_EMAIL", "The technical user has no e-mail address.",
          hint: "Give it one: Odoo refuses to register payments without a sender."))
    }
    return findings
  }

  static func clock(server: Instant?, ours: Instant) -> [Finding] {
    guard let server else { return [] }
    let difference = server.secondsSince1970 - ours.secondsSince1970
    guard abs(difference) > clockTolerance else { return [] }
    return [
      Finding(
        .warning, "CLOCK_SKEW", "The Odoo server's clock and this machine's differ by \(difference) seconds.",
        hint: "Let both take their time from the network.", context: ["seconds": String(difference)])
    ]
  }

  static func rights(missing: [String]) -> Finding {
    guard !missing.isEmpty else {
      return Finding(.ok, "ERP_RIGHTS", "The technical user has the rights that orders, stock and deliveries need.")
    }
    return Finding(
      .error, "ERP_RIGHT_MISSING", "The technical user may not: \(missing.joined(separator: ", ")).",
      hint: "Give it Sales: Administrator, Inventory: Administrator, Invoicing: Administrator, and contact creation.",
      context: ["rights": missing.joined(separator: ", ")])
  }

  /// The warehouses are named with the ids that a mapping's setting takes.
  static func warehouses(_ warehouses: [Record]) -> Finding {
    let names = warehouses.map { "\($0["code"].text ?? "?") (\($0.key))" }.joined(separator: ", ")
    return Finding(
      .ok, "ERP_STOCK", "Stock levels and deliveries can be read. Warehouses: \(names).",
      context: ["warehouses": names])
  }

  /// - Parameter haveDigests: nil: there is no picture to try it with.
  static func pictures(haveDigests: Bool?) -> Finding {
    guard haveDigests == false else {
      return Finding(
        .ok, "ERP_CATALOGUE", "Articles, categories, attributes, tags, suppliers and price lists can be read.")
    }
    return Finding(
      .ok, "ERP_PICTURE_DIGESTS",
      "The catalogue can be read; changed pictures are recognised by their size and small copy, which is slower.")
  }

  static func priceDigits(_ digits: Int?) -> Finding {
    let context = ["digits": digits.map(String.init) ?? "?"]
    guard let digits, digits >= priceDigits else {
      return Finding(
        .error, "PRICE_DIGITS",
        "Unit prices keep \(digits.map(String.init) ?? "too few") decimals; totals will differ.",
        hint: "Set Decimal Accuracy > Product Price to \(priceDigits) in Odoo (developer mode, Technical menu).",
        context: context)
    }
    return Finding(.ok, "PRICE_DIGITS", "Unit prices keep \(digits) decimals.", context: context)
  }

  /// - Parameter method: nil where the technical user may not read it.
  static func taxRounding(_ method: String?) -> [Finding] {
    guard let method else { return [] }
    guard method == "round_per_line" else {
      return [
        Finding(
          .error, "TAX_ROUNDING", "Odoo rounds taxes globally; totals will differ by cents.",
          hint: "Choose Invoicing > Settings > Rounding Method: Round per Line.", context: ["method": method])
      ]
    }
    return [Finding(.ok, "TAX_ROUNDING", "Odoo rounds taxes per line.")]
  }

  /// - Parameter taxes: the company's active sale taxes.
  static func taxes(_ taxes: [Record], country: String?) -> [Finding] {
    let percent = taxes.filter { $0["amount_type"].text == "percent" }
    let included = Set(percent.filter { $0["price_include"].bool == true }.compactMap { $0["amount"].number })
    var findings: [Finding] = []
    let missing = country == "FR" ? frenchRates.filter { !included.contains($0) } : []
    if !missing.isEmpty {
      let rates = missing.map { "\($0) %" }.joined(separator: ", ")
      findings.append(
        Finding(
          .error, "TAX_INCLUDED_MISSING", "No active price-included sale tax for \(rates).",
          hint: "Activate them in Invoicing > Configuration > Taxes (they exist, archived, in the French chart).",
          context: ["rates": rates]))
    } else if included.isEmpty {
      findings.append(
        Finding(
          .error, "TAX_INCLUDED_MISSING", "There is no active price-included sale tax.",
          hint: "Make one for each of the shop's rates; only they give the shop's totals to the cent."))
    } else {
      findings.append(Finding(.ok, "TAX_INCLUDED", "Price-included sale taxes are active."))
    }
    if !percent.contains(where: { $0["amount"].number == 0 }) {
      findings.append(
        Finding(
          .warning, "TAX_ZERO_MISSING", "There is no active sale tax of 0 %.",
          hint: "Activate one for exempt orders and for the rounding line."))
    }
    return findings
  }

  /// - Parameters:
  ///   - lists: the currency of each price list.
  ///   - currencies: the active currencies.
  static func priceLists(_ lists: [String], currencies: [String]) -> [Finding] {
    let without = currencies.filter { !lists.contains($0) }
    guard !without.isEmpty else {
      return [Finding(.ok, "PRICE_LISTS", "Every active currency has a price list.")]
    }
    let names = without.joined(separator: ", ")
    return [
      Finding(
        .warning, "PRICE_LIST_MISSING", "No price list for the active currency \(names).",
        hint: "Orders take their currency from the price list: make one, or deactivate the currency.",
        context: ["currencies": names])
    ]
  }

  static let priceListsOff = Finding(
    .warning, "PRICE_LISTS_OFF", "The option Pricelists is off in Odoo.",
    hint: "Switch it on in Sales > Settings, so that an order's currency can be chosen.")
}
