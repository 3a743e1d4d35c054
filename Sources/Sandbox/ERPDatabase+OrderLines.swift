import Foundation
import Records

/// Lines of sales orders: price, discount and taxes come from the product and the price list where they are not given (FACTS-odoo g).
extension ERPDatabase {
  func prepareOrderLine(_ values: inout RPCMap, _ context: ERPContext) throws(RPCFailure) {
    var defaults: RPCMap = [
      "product_uom_qty": 1, "sequence": 10, "customer_lead": 0, "qty_delivered": 0, "qty_invoiced": 0,
      "display_type": false,
    ]
    guard !(values["display_type"]?.isTrue ?? false) else {
      values = Self.defaults(defaults, values)
      return
    }
    let product = values["product_id"]?.integer.flatMap { exists("product.product", $0) ? $0 : nil }
    if product == nil, version <= .v17, !(values["product_id"]?.isTrue ?? false) {
      throw brokenConstraint("Missing required fields on accountable sale order line.")
    }
    let order = values["order_id"]?.integer
    if let product {
      let name = displayName("product.product", product, context)
      defaults["name"] = .text(name)
      defaults[version.lineUnit] = value("product.product", product, "uom_id", context)
      defaults[version.lineTaxes] = [[6, 0, value("product.product", product, "taxes_id", context)]]
      defaults["qty_delivered_method"] = isGoods(product) ? "stock_move" : "manual"
      let pricelist = order.flatMap { integer("sale.order", $0, "pricelist_id") }
      let quantity = values["product_uom_qty"]?.number ?? 1
      let price = price(of: product, quantity: quantity, pricelist: pricelist)
      defaults["price_unit"] = .decimal(price.unit)
      defaults["discount"] = .decimal(price.discount)
      defaults["pricelist_item_id"] = .reference(price.rule)
    }
    if version.hasTechnicalPrice, values["technical_price_unit"] == nil {
      defaults["technical_price_unit"] = values["price_unit"] ?? defaults["price_unit"] ?? 0
    }
    values = Self.defaults(defaults, values).filter { models["sale.order.line"]?.fields[$0.key] != nil }
  }

  func finishOrderLine(_ id: Int, _ values: RPCMap) {
    keepExactPrice(id, values)
    recompute(line: id)
  }

  /// 16 stores the rounded price but computes the line from what was given (FACTS-odoo, versions).
  private func keepExactPrice(_ id: Int, _ values: RPCMap) {
    guard version == .v16, let given = values["price_unit"] else { return }
    set("sale.order.line", id, "_price", given.number == nil ? .no : given)
  }

  /// What the line's amounts are computed from.
  func priced(_ line: Int) -> ERPPricedLine {
    let exact = cell("sale.order.line", line, "_price")?.number
    let shows = text("sale.order.line", line, "display_type") == nil
    return ERPPricedLine(
      price: shows ? exact ?? number("sale.order.line", line, "price_unit") : 0,
      quantity: shows ? number("sale.order.line", line, "product_uom_qty") : 0,
      discount: number("sale.order.line", line, "discount"),
      taxes: taxes(references("sale.order.line", line, version.lineTaxes)))
  }

  private func recompute(line id: Int) {
    let amounts = taxEngine.totals([priced(id)])
    set("sale.order.line", id, "price_subtotal", .decimal(amounts.untaxed))
    set("sale.order.line", id, "price_tax", .decimal(amounts.tax))
    set("sale.order.line", id, "price_total", .decimal(amounts.total))
    if let order = integer("sale.order.line", id, "order_id") { dirtyOrders.insert(order) }
  }

  private static let protectedFields: Set<String> = [
    "product_id", "name", "price_unit", "product_uom", "product_uom_id", "product_uom_qty", "tax_id", "tax_ids",
  ]

  func checkOrderLineWrite(_ id: Int, _ values: inout RPCMap) throws(RPCFailure) {
    let order = integer("sale.order.line", id, "order_id") ?? 0
    let touched = values.keys.filter(Self.protectedFields.contains)
    if !touched.isEmpty, isLocked(order) {
      let labels = touched.map { models["sale.order.line"]?.fields[$0]?.label ?? $0 }
      throw RPCFailure.user(
        "It is forbidden to modify the following fields in a locked order:\n" + labels.joined(separator: "\n"))
    }
    if let quantity = values["product_uom_qty"]?.number, values["price_unit"] == nil { reprice(id, quantity, &values) }
  }

  /// A quantity that changes alone asks the price list again, unless 18's or 19's technical price says that a person set the price.
  private func reprice(_ id: Int, _ quantity: Decimal, _ values: inout RPCMap) {
    let unit = number("sale.order.line", id, "price_unit")
    let automatic = !version.hasTechnicalPrice || number("sale.order.line", id, "technical_price_unit") == unit
    guard automatic, quantity != number("sale.order.line", id, "product_uom_qty"),
      number("sale.order.line", id, "qty_invoiced") == 0, let product = integer("sale.order.line", id, "product_id")
    else { return }
    let order = integer("sale.order.line", id, "order_id") ?? 0
    let price = price(of: product, quantity: quantity, pricelist: integer("sale.order", order, "pricelist_id"))
    values["price_unit"] = .decimal(price.unit)
    if version.hasTechnicalPrice { values["technical_price_unit"] = .decimal(price.unit) }
  }

  func finishOrderLineWrite(_ id: Int, _ values: RPCMap) {
    keepExactPrice(id, values)
    recompute(line: id)
  }

  func checkOrderLineUnlink(_ id: Int) throws(RPCFailure) {
    let order = integer("sale.order.line", id, "order_id") ?? 0
    dirtyOrders.insert(order)
    guard ["sale", "done"].contains(text("sale.order", order, "state") ?? ""),
      text("sale.order.line", id, "display_type") == nil
    else { return }
    throw RPCFailure.user(
      "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or "
        + "delivered).\nSet the quantity to 0 instead.")
  }

  func quantityToInvoice(_ line: Int) -> Decimal {
    let order = integer("sale.order.line", line, "order_id") ?? 0
    guard ["sale", "done"].contains(text("sale.order", order, "state") ?? ""),
      text("sale.order.line", line, "display_type") == nil
    else { return 0 }
    let product = integer("sale.order.line", line, "product_id")
    let policy = product.flatMap { value("product.product", $0, "invoice_policy", ERPContext(user: 1)).text }
    let basis = policy == "delivery" ? "qty_delivered" : "product_uom_qty"
    return number("sale.order.line", line, basis) - number("sale.order.line", line, "qty_invoiced")
  }
}
