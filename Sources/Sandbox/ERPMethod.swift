/// What is known of a public method: how it is called.
struct ERPMethod: Sendable {
  /// Names of its parameters after the ids, in order.
  var parameters: [String]
  /// Does the first positional argument hold the records' ids?
  var takesIDs: Bool

  private init(_ parameters: [String], ids: Bool = true) {
    self.parameters = parameters
    takesIDs = ids
  }

  /// Methods of every model.
  private static let common: [String: ERPMethod] = [
    "search_read": ERPMethod(["domain", "fields", "offset", "limit", "order", "load"], ids: false),
    "search": ERPMethod(["domain", "offset", "limit", "order"], ids: false),
    "search_count": ERPMethod(["domain", "limit"], ids: false),
    "read": ERPMethod(["fields", "load"]),
    "create": ERPMethod(["vals_list"], ids: false),
    "write": ERPMethod(["vals"]),
    "unlink": ERPMethod([]),
    "load": ERPMethod(["fields", "data"], ids: false),
    "default_get": ERPMethod(["fields"], ids: false),
    "fields_get": ERPMethod(["allfields", "attributes"], ids: false),
    "name_search": ERPMethod(["name", "domain", "operator", "limit"], ids: false),
    "check_access_rights": ERPMethod(["operation", "raise_exception"], ids: false),
    "get_external_id": ERPMethod([]),
    "exists": ERPMethod([]),
    "update_field_translations": ERPMethod(["field_name", "translations"]),
    "get_field_translations": ERPMethod(["field_name", "langs"]),
  ]

  /// Methods of single models.
  private static let special: [String: [String: ERPMethod]] = [
    "sale.order": [
      "action_confirm": ERPMethod([]), "action_cancel": ERPMethod([]), "action_draft": ERPMethod([]),
      "action_quotation_sent": ERPMethod([]), "onchange": ERPMethod(["values", "field_names", "fields_spec"]),
    ],
    "sale.advance.payment.inv": ["create_invoices": ERPMethod([])],
    "account.move": ["action_post": ERPMethod([]), "button_draft": ERPMethod([]), "button_cancel": ERPMethod([])],
    "account.payment.register": ["action_create_payments": ERPMethod([])],
    "account.move.reversal": ["reverse_moves": ERPMethod([])],
    "account.tax": ["compute_all": ERPMethod(["price_unit", "currency", "quantity", "product", "partner"])],
    "stock.picking": [
      "button_validate": ERPMethod([]), "action_confirm": ERPMethod([]), "action_assign": ERPMethod([]),
      "action_cancel": ERPMethod([]),
    ],
    "stock.quant": [
      "action_apply_inventory": ERPMethod([]), "action_view_inventory": ERPMethod([], ids: false),
    ],
    "stock.backorder.confirmation": ["process": ERPMethod([]), "process_cancel_backorder": ERPMethod([])],
    "stock.immediate.transfer": ["process": ERPMethod([])],
    "product.product": ["get_contextual_price": ERPMethod([])],
  ]

  /// The method, if the version's model has it.
  static func find(_ name: String, of model: String, _ version: ERPVersion) -> ERPMethod? {
    switch (model, name) {
    case (_, "has_access"): version >= .v18 ? ERPMethod(["operation"]) : nil
    // Before 18 it is asked of the model, since then of a user's record.
    case ("res.users", "has_group"): ERPMethod(["group_ext_id"], ids: version >= .v18)
    case ("sale.order", "action_done"): version == .v16 ? ERPMethod([]) : nil
    case ("sale.order", "action_lock"), ("sale.order", "action_unlock"):
      version >= .v17 || name == "action_unlock" ? ERPMethod([]) : nil
    case ("account.move.reversal", "refund_moves"): version >= .v17 ? ERPMethod([]) : nil
    case ("stock.picking", "action_set_quantities_to_reservation"): version == .v16 ? ERPMethod([]) : nil
    default: special[model]?[name] ?? common[name]
    }
  }
}
