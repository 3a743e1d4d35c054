extension ERPDatabase {
  /// `default_get`: what a form for a new record begins with, of the fields asked for. Computed fields have none.
  func defaults(_ model: String, _ names: [String]) -> RPCMap {
    var values: RPCMap = ["company_id": 1, "active": .yes, "state": "draft"]
    values.merge(Self.defaultsByModel[model] ?? [:]) { $1 }
    let known = models[model]?.fields ?? [:]
    return values.filter { names.contains($0.key) && known[$0.key] != nil }
  }

  private static let defaultsByModel: [String: RPCMap] = [
    "sale.order": ["name": "New", "picking_policy": "direct"],
    "res.partner": ["type": "contact", "autopost_bills": "ask"],
    "product.product": ["type": "consu", "sale_ok": .yes, "purchase_ok": .yes],
    "product.template": ["type": "consu", "sale_ok": .yes, "purchase_ok": .yes],
  ]
}
