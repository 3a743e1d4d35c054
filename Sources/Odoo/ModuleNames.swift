import Records

/// Which module (an "app" of Odoo) brings a model, for telling what to install.
enum ModuleNames {
  static let byModel: [String: String] = [
    "sale.order": "sale_management", "sale.order.line": "sale_management",
    "sale.advance.payment.inv": "sale_management",
    "stock.picking": "stock", "stock.quant": "stock", "stock.move": "stock", "stock.move.line": "stock",
    "stock.warehouse": "stock", "stock.location": "stock", "delivery.carrier": "delivery",
    "account.move": "account", "account.move.line": "account", "account.tax": "account", "account.journal": "account",
    "account.payment": "account", "account.payment.register": "account", "account.fiscal.position": "account",
    "product.product": "product", "product.template": "product", "product.pricelist": "product",
    "product.pricelist.item": "product", "product.attribute": "product", "product.attribute.value": "product",
    "product.template.attribute.line": "product", "product.template.attribute.value": "product",
    "product.supplierinfo": "product", "product.tag": "product", "uom.uom": "uom", "product.image": "website_sale",
    "product.public.category": "website_sale", "product.category": "product", "crm.tag": "sales_team",
    "crm.team": "sales_team",
  ]

  static func missing(_ model: String) -> Fault {
    let module = byModel[model]
    return Fault(
      .configuration, "ERP_MODULE_MISSING", "This Odoo has no \(model).",
      context: ["model": model].merging(module.map { ["module": $0] } ?? [:]) { own, _ in own },
      hint: module.map { "Install the module \"\($0)\" in Odoo's Apps." } ?? "Install the Odoo module that brings it.")
  }
}
