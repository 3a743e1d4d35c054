/// Customers: the rule about their e-mail addresses, and the fields that PrestaShop fills itself.
enum WebserviceCustomers {
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    let positions = change.call.resource.position
    func text(_ name: String) -> String { positions[name].map { row.cells[$0].plain } ?? "" }
    try checkEmail(text("email"), isGuest: text("is_guest") == "1", id: row.id, state: &state)
    if change.before == nil, state.version.refusesGuests, text("is_guest") == "1" {
      throw .error(500, 46, "Unable to save resource")
    }
    func set(_ name: String, _ value: String) {
      if let position = positions[name] { row.cells[position] = .text(value) }
    }
    if change.before == nil {
      set("secure_key", state.random.digest())
      set("last_passwd_gen", state.localNow)
      if text("id_lang").isEmpty { set("id_lang", String(state.settings.defaultLanguage)) }
    } else if change.method == .put, change.call.resource.field("secure_key")?.isReadOnly == true {
      // 9: the field may not be sent, and what is not sent is emptied.
      set("secure_key", "")
      set("last_passwd_gen", state.localNow)
    }
    if !text("passwd").hasPrefix("$2y$"), text("passwd").count != 32 {
      set("passwd", "$2y$10$" + state.random.digest())
    }
    WebserviceHooks.store(&row, change, &state)
  }

  /// Throws 140 with 46 where two customers may not have one address: registered ones since 1.7; a guest in 1.7 and 8
  /// too.
  private static func checkEmail(_ email: String, isGuest: Bool, id: Int, state: inout ShopState) throws(WebserviceStop)
  {
    guard state.version.refusesSameEmail, !(isGuest && state.version.acceptsGuestWithKnownEmail) else { return }
    let twins = state.rows("customers", where: "email", is: email).filter { twin in
      twin.id != id && state.value("customers", twin, "is_guest") != "1"
        && state.value("customers", twin, "deleted") != "1"
    }
    guard !twins.isEmpty else { return }
    throw .errors(
      status: 500,
      [
        (140, "Cet e-mail est déjà utilisé, veuillez en choisir un autre"), (46, "Unable to save resource"),
      ])
  }
}
