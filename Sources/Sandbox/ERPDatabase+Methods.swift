import Foundation
import Records

/// Public methods by name.
extension ERPDatabase {
  /// Runs a public method inside the running transaction.
  func call(
    _ model: String, _ method: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    defer { flush() }
    let context = try spoken(context)
    if let result = try common(model, method, arguments, context) { return result }
    return try special(model, method, arguments, context)
  }

  private func common(
    _ model: String, _ method: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue? {
    switch method {
    case "search_read": return try searchRead(model, arguments, context)
    case "search":
      try allow(.read, model, context)
      return .ids(
        try search(
          model, arguments(0, "domain") ?? [], order: arguments(3, "order")?.text,
          offset: arguments(1, "offset")?.integer ?? 0, limit: arguments.limit(2), context))
    case "search_count":
      try allow(.read, model, context)
      return .integer(try search(model, arguments(0, "domain") ?? [], limit: arguments.limit(1), context).count)
    case "read":
      try allow(.read, model, context)
      try allowReading(model, arguments.ids, context)
      return try read(model, arguments.ids, arguments.texts(0, "fields"), naming: arguments.namesReferences(1), context)
    case "create": return try create(model, arguments(0, "vals_list") ?? [:], context)
    case "write":
      try write(model, arguments.ids, arguments.map(0, "vals"), context)
      return .yes
    case "unlink":
      try unlink(model, arguments.ids, context)
      return .yes
    case "load":
      var loader = ERPLoader(self, model, fields: arguments.texts(0, "fields"), context)
      return try loader.run((arguments(1, "data")?.list ?? []).map { $0.list ?? [] })
    default: return try describing(model, method, arguments, context)
    }
  }

  private func describing(
    _ model: String, _ method: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue? {
    switch method {
    case "default_get": return .map(defaults(model, arguments.texts(0, "fields")))
    case "fields_get": return describe(model, arguments.texts(0, "allfields"), arguments.texts(1, "attributes"))
    case "name_search":
      try allow(.read, model, context)
      return try nameSearch(
        model, arguments(0, "name")?.text ?? "", arguments(1, "domain") ?? arguments.named["args"] ?? [],
        comparison: arguments(2, "operator")?.text ?? "ilike", limit: arguments.limit(3) ?? 100, context)
    case "check_access_rights":
      let operation = ERPOperation(rawValue: arguments(0, "operation")?.text ?? "") ?? .read
      if arguments(1, "raise_exception")?.isTrue ?? true { try allow(operation, model, context) }
      return .bool(context.rights.allows(operation, on: model))
    case "has_access":
      let operation = ERPOperation(rawValue: arguments(0, "operation")?.text ?? "") ?? .read
      return .bool(context.rights.allows(operation, on: model))
    case "get_external_id":
      let pairs = arguments.ids.map { (String($0), RPCValue.text(externalIDs(model, $0).first ?? "")) }
      return .map(RPCMap(pairs, uniquingKeysWith: { $1 }))
    case "has_group": return .bool(!groupsOff.contains(arguments(0, "group_ext_id")?.text ?? ""))
    case "update_field_translations":
      return try updateTranslations(
        model, arguments.ids, arguments(0, "field_name")?.text ?? "", arguments.map(1, "translations"), context)
    case "get_field_translations":
      return try translations(
        model, arguments.ids, arguments(0, "field_name")?.text ?? "", arguments.texts(1, "langs"))
    case "exists": return .ids(arguments.ids.filter { exists(model, $0) })
    default: return nil
    }
  }

  private func searchRead(
    _ model: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    try allow(.read, model, context)
    let ids = try search(
      model, arguments(0, "domain") ?? [], order: arguments(4, "order")?.text,
      offset: arguments(2, "offset")?.integer ?? 0, limit: arguments.limit(3), context)
    try allowReading(model, ids, context)
    // Odoo takes `active_test` out of the context before it reads: lists of records are without archived ones again.
    return try read(
      model, ids, arguments.texts(1, "fields"), naming: arguments.namesReferences(5), context.without("active_test"))
  }

  private func create(_ model: String, _ given: RPCValue, _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    guard let list = given.list else { return .integer(try create(model, given.map ?? [:], context)) }
    var ids: [Int] = []
    for values in list { ids.append(try create(model, values.map ?? [:], context)) }
    return .ids(ids)
  }

  private func special(
    _ model: String, _ method: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    let ids = arguments.ids
    switch (model, method) {
    case ("sale.order", _): return try orderMethod(method, arguments, context)
    case ("sale.advance.payment.inv", _): return try createInvoices(ids, context)
    case ("account.payment.register", _): return try createPayments(ids, context.unlimited)
    case ("account.move.reversal", _): return try reverse(ids, context)
    case ("account.move", "action_post"):
      try allow(.write, model, context)
      return try post(ids, context)
    case ("account.move", _):
      try allow(.write, model, context)
      try demand(model, ids, context)
      for id in ids {
        set(model, id, "state", method == "button_cancel" ? "cancel" : "draft")
        dirtyInvoices.insert(id)
      }
      return .no
    case ("account.tax", "compute_all"): return try computeAll(ids, arguments)
    case ("product.product", "get_contextual_price"): return try contextualPrice(ids, context)
    default: return try stockMethod(model, method, ids, context)
    }
  }

  private func orderMethod(
    _ method: String, _ arguments: ERPArguments, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    let ids = arguments.ids
    if method == "onchange" {
      if version == .v19 { try allow(.create, "sale.order", context) }
      return try onchange(
        ids, arguments.map(0, "values"), arguments.texts(1, "field_names"), arguments.map(2, "fields_spec"), context)
    }
    try allow(.write, "sale.order", context)
    switch method {
    case "action_confirm": return try confirm(ids, context.unlimited)
    case "action_cancel": return try cancel(ids, context.unlimited)
    case "action_draft": redraft(ids, context)
    case "action_quotation_sent":
      for id in ids where text("sale.order", id, "state") == "draft" { set("sale.order", id, "state", "sent") }
    default: lock(ids, method != "action_unlock", context)
    }
    return .yes
  }

  private func stockMethod(
    _ model: String, _ method: String, _ ids: [Int], _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    try demand(model, ids, context)
    let pickings = context.values["button_validate_picking_ids"]?.references ?? []
    switch (model, method) {
    case ("stock.picking", "button_validate"): return try validate(ids, context)
    case ("stock.picking", "action_set_quantities_to_reservation"):
      for id in ids { setQuantitiesToReservation(id) }
      return .null
    case ("stock.picking", "action_confirm"): for id in ids { confirm(picking: id) }
    case ("stock.picking", "action_assign"): for id in ids { assign(id) }
    case ("stock.picking", "action_cancel"): for id in ids { cancel(picking: id) }
    case ("stock.quant", "action_view_inventory"):
      _ = unlinkZeroQuants()
      return [
        "name": "Physical Inventory", "view_mode": "list", "res_model": "stock.quant", "type": "ir.actions.act_window",
      ]
    case ("stock.quant", _):
      applyInventories(ids)
      return .null
    case ("stock.immediate.transfer", _):
      for picking in pickings {
        setQuantitiesToReservation(picking)
        transfer(picking, dropRest: false)
      }
    default: for picking in pickings { transfer(picking, dropRest: method == "process_cancel_backorder") }
    }
    return .yes
  }

  /// `account.tax.compute_all` of one line in the company's currency.
  private func computeAll(_ ids: [Int], _ arguments: ERPArguments) throws(RPCFailure) -> RPCValue {
    let line = ERPPricedLine(
      price: arguments(0, "price_unit")?.number ?? 0, quantity: arguments(2, "quantity")?.number ?? 1, discount: 0,
      taxes: taxes(ids))
    let totals = ERPTaxEngine(version: version, rounding: .perLine).totals([line])
    let taxes = ids.map { id -> RPCValue in
      [
        "id": .integer(id), "name": value("account.tax", id, "name", ERPContext(user: 1)),
        "amount": .decimal(totals.taxes[id] ?? 0), "base": .decimal(totals.bases[id] ?? 0),
        "price_include": cell("account.tax", id, "price_include") ?? .no,
      ]
    }
    return [
      "base_tags": [], "taxes": .list(taxes), "total_excluded": .decimal(totals.untaxed),
      "total_included": .decimal(totals.total), "total_void": .decimal(totals.untaxed),
    ]
  }

  private func contextualPrice(_ ids: [Int], _ context: ERPContext) throws(RPCFailure) -> RPCValue {
    guard let id = ids.first, ids.count == 1 else {
      throw RPCFailure.value("Expected singleton: product.product\(RPCValue.ids(ids).pythonic)")
    }
    let quantity = context.values["quantity"]?.number ?? 1
    let price = price(of: id, quantity: quantity, pricelist: context.values["pricelist"]?.integer)
    return .decimal((price.unit * (1 - price.discount / 100)).rounded(settings.priceDigits))
  }
}
