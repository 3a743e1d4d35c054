import Foundation
import Records

/// The tables as they stand, for proofs: never what a client believes.
extension SimulatedERP {
  /// All sales orders, by id.
  public func orders() -> [ERPOrderProof] {
    look { database in database.table("sale.order").ids.map { Self.proof($0, database) } }
  }

  /// A record of any model with the asked fields, many2one as ids; nil when it is gone.
  public func record(_ model: String, _ id: Int, fields: [String]) -> [String: Value]? {
    look { database in
      guard database.exists(model, id) else { return nil }
      let context = ERPContext(user: 2)
      return Dictionary(
        fields.map { ($0, ERPValues.value(database.value(model, id, $0, context))) }, uniquingKeysWith: { $1 })
    }
  }

  /// All records of a model with the asked fields and their ids, archived ones too.
  public func records(_ model: String, fields: [String]) -> [[String: Value]] {
    let ids = look { $0.table(model).ids }
    return ids.compactMap { id in record(model, id, fields: fields + ["id"]) }
  }

  /// The record that an external id ("passerelle.order_1") names.
  public func record(named externalID: String) -> (model: String, id: Int)? { look { $0.record(externalID) } }

  public func externalIDs(_ model: String, _ id: Int) -> [String] { look { $0.externalIDs(model, id) } }

  public func count(_ model: String) -> Int { look { $0.table(model).count } }

  /// How many orders share their customer reference with another one: 0 when no order was imported twice.
  public func duplicateOrders() -> Int { duplicates("sale.order", "client_order_ref") }

  /// How many records of a model have a value of this field that another one has too; empty values do not count.
  public func duplicates(_ model: String, _ field: String) -> Int {
    look { database in
      let values = database.table(model).ids.compactMap { database.cell(model, $0, field) }.filter(\.isTrue)
      return values.count - Set(values).count
    }
  }

  private func look<Result: Sendable>(_ body: @Sendable (ERPDatabase) -> Result) -> Result {
    gate.withLock { body($0.database) }
  }

  private static func proof(_ id: Int, _ database: ERPDatabase) -> ERPOrderProof {
    let model = "sale.order"
    let lines = database.inverse("sale.order.line", "order_id", id)
    let partner = database.integer(model, id, "partner_id") ?? 0
    let totals = database.taxEngine.totals(lines.map(database.priced))
    return ERPOrderProof(
      id: id, name: database.text(model, id, "name") ?? "", externalIDs: database.externalIDs(model, id),
      customerReference: database.text(model, id, "client_order_ref"), origin: database.text(model, id, "origin"),
      state: database.text(model, id, "state") ?? "", locked: database.isLocked(id), partner: partner,
      partnerExternalID: database.externalIDs("res.partner", partner).first,
      currency: database.integer(model, id, "currency_id").flatMap { database.text("res.currency", $0, "name") } ?? "",
      date: database.text(model, id, "date_order") ?? "", untaxed: database.number(model, id, "amount_untaxed"),
      tax: database.number(model, id, "amount_tax"), total: database.number(model, id, "amount_total"),
      taxes: byRate(totals.taxes, database), invoiceStatus: database.text(model, id, "invoice_status") ?? "",
      lines: lines.map { line($0, database) }, invoices: database.invoices(ofOrder: id).map { invoice($0, database) },
      transfers: database.inverse("stock.picking", "sale_id", id).compactMap {
        database.text("stock.picking", $0, "state")
      })
  }

  private static func byRate(_ taxes: [Int: Decimal], _ database: ERPDatabase) -> [Decimal: Decimal] {
    var rates: [Decimal: Decimal] = [:]
    for (tax, amount) in taxes { rates[database.number("account.tax", tax, "amount"), default: 0] += amount }
    return rates
  }

  private static func line(_ id: Int, _ database: ERPDatabase) -> ERPOrderProof.Line {
    let model = "sale.order.line"
    let product = database.integer(model, id, "product_id")
    return ERPOrderProof.Line(
      id: id, externalID: database.externalIDs(model, id).first,
      product: product.flatMap { database.text("product.product", $0, "default_code") },
      name: database.text(model, id, "name") ?? "", quantity: database.number(model, id, "product_uom_qty"),
      price: database.number(model, id, "price_unit"), discount: database.number(model, id, "discount"),
      rates: database.references(model, id, database.version.lineTaxes).map {
        database.number("account.tax", $0, "amount")
      },
      total: database.number(model, id, "price_total"), delivered: database.number(model, id, "qty_delivered"),
      invoiced: database.number(model, id, "qty_invoiced"))
  }

  private static func invoice(_ id: Int, _ database: ERPDatabase) -> ERPOrderProof.Invoice {
    let model = "account.move"
    let sign = database.sign(ofInvoice: id)
    var taxes: [Decimal: Decimal] = [:]
    for line in database.taxLines(id) {
      let tax = database.integer("account.move.line", line, "tax_line_id") ?? 0
      taxes[database.number("account.tax", tax, "amount"), default: 0] +=
        sign * database.number("account.move.line", line, "amount_currency")
    }
    return ERPOrderProof.Invoice(
      id: id, name: database.text(model, id, "name"), type: database.text(model, id, "move_type") ?? "",
      state: database.text(model, id, "state") ?? "", paymentState: database.text(model, id, "payment_state") ?? "",
      untaxed: database.number(model, id, "amount_untaxed"), tax: database.number(model, id, "amount_tax"),
      total: database.number(model, id, "amount_total"), taxes: taxes)
  }
}
