import Records

/// The context sent with every call.
struct CallContext: Sendable {
  /// Nil: what belongs to any of the technical user's companies is shown, as Odoo does where the context names none.
  var company: Int?

  /// English messages, and UTC also where `load` reads datetimes in the context's zone (FACTS-odoo a, b).
  var base: [String: JSON] {
    var context: [String: JSON] = ["lang": "en_US", "tz": "UTC"]
    if let company { context["allowed_company_ids"] = .ids([company]) }
    return context
  }

  func reading(_ given: [String: Value], includesArchived: Bool, language: String = "en_US") -> [String: JSON] {
    var context = base.merging(given.mapValues(Domain.plain)) { _, given in given }
    context["lang"] = .string(language)
    if includesArchived { context["active_test"] = .bool(false) }
    // 16 and 17 know `warehouse`, 18 and 19 `warehouse_id`; each ignores the other silently (FACTS-odoo, table).
    if let warehouse = context["warehouse_id"] ?? context["warehouse"] {
      context["warehouse"] = warehouse
      context["warehouse_id"] = warehouse
    }
    return context
  }

  /// Creates what does not exist and leaves alone what does: the flag is stored at creation, so it must be there from
  /// the first call on (FACTS-odoo b, "create-only mode").
  var creatingOnly: [String: JSON] {
    base.merging(["mode": "update", "noupdate": true]) { _, own in own }
  }
}
