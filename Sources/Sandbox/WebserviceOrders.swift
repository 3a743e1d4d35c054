import Foundation

/// Orders, their states and their parcels, as the webservice changes them.
enum WebserviceOrders {
  /// POST adds the state to the order's history and makes it the order's state, again even when it already is; mails
  /// only on request.
  static func saveHistory(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState)
    throws(WebserviceStop)
  {
    guard change.before == nil else { return WebserviceHooks.store(&row, change, &state) }
    let positions = change.call.resource.position
    func number(_ name: String) -> Int { positions[name].flatMap { Int(row.cells[$0].plain) } ?? 0 }
    let order = number("id_order")
    let wanted = number("id_order_state")
    guard state.row("orders", order) != nil, state.row("order_states", wanted) != nil else {
      throw unknown(state.version)
    }
    if let position = positions["date_add"] { row.cells[position] = .text(state.localNow) }
    WebserviceHooks.store(&row, change, &state)
    state.applyState(wanted, toOrder: order)
    if change.sendsMail { state.mailState(wanted, ofOrder: order) }
  }

  /// What happens to a state or an order that is not there: nothing is said of it in any XML.
  private static func unknown(_ version: ShopVersion) -> WebserviceStop {
    switch version {
    case .v16: .answer(.text(200, "&Eacute;tat de commande invalide", version: version))
    case .v17: .crash(version, text: "État de commande invalide")
    case .v8, .v9: .crash(version)
    }
  }

  /// An order whose state changed through PUT or PATCH mails whatever was asked; in 1.6 every PUT does, even without a
  /// change.
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    guard let before = change.before else { throw noCart(state.version) }
    let positions = change.call.resource.position
    guard let current = positions["current_state"] else { return WebserviceHooks.store(&row, change, &state) }
    let wanted = Int(row.cells[current].plain) ?? 0
    let was = Int(before.cells[current].plain) ?? 0
    if change.wasSent("shipping_number"), let position = positions["shipping_number"] {
      state.setTracking(row.cells[position].plain, ofOrder: row.id)
    }
    if wanted != 0, wanted != was || (state.version == .v16 && change.method == .put) {
      state.changeState(ofOrder: row.id, to: wanted, mails: true)
      overlay(&row, after: current, change, state)
    }
    WebserviceHooks.store(&row, change, &state)
  }

  /// The state is set while the fields are being read: what comes after it in a body, `valid` for one, is then written
  /// over what the state made of it.
  private static func overlay(_ row: inout ShopRow, after current: Int, _ change: WebserviceChange, _ state: ShopState)
  {
    guard let now = state.row("orders", row.id) else { return }
    for (position, field) in change.call.resource.fields.enumerated() where field.name != "date_upd" {
      if position <= current || !change.wasSent(field.name) { row.cells[position] = now.cells[position] }
    }
  }

  /// Orders are made from carts; carts of the simulated shop cannot be ordered through the webservice.
  private static func noCart(_ version: ShopVersion) -> WebserviceStop {
    switch version {
    case .v16: .answer(.text(500, "", version: version))
    case .v9: .crash(version)
    case .v17, .v8:
      .crash(version, text: "Le panier ne peut être chargé ou une commande a déjà été réalisée avec ce panier")
    }
  }

  /// A parcel. Its number is cut to the column's 64 characters without a word, but shown in the answer as it was sent;
  /// 9 refuses a longer one. The message "on its way" goes out only on request, since 1.7, and if the carrier has an address to
  /// follow parcels at.
  static func saveCarrier(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) {
    let positions = change.call.resource.position
    WebserviceHooks.store(&row, change, &state)
    if let number = positions["tracking_number"] {
      state.update("order_carriers", row.id, ["tracking_number": String(row.cells[number].plain.prefix(64))])
    }
    guard change.before != nil, change.sendsMail, state.version != .v16 else { return }
    let carrier = positions["id_carrier"].flatMap { Int(row.cells[$0].plain) } ?? 0
    let order = positions["id_order"].flatMap { Int(row.cells[$0].plain) } ?? 0
    if !state.value("carriers", carrier, "url").isEmpty { state.mail("in_transit", aboutOrder: order, state: nil) }
  }
}
