import Records

/// `add_state`: moves an order to a state by adding a row to its history. Never by writing the order itself, which
/// sends the state's mail whatever is asked (FACTS c), and never to the state it is in, which would send it again.
struct StateAction: Sendable, Hashable {
  static let name = "add_state"
  static let schema = ResourceSchema.Action(
    name: name,
    parameters: [
      FieldSchema("state", .reference("order_states"), isRequired: true),
      FieldSchema("notify", .bool),
      FieldSchema("from", .references("order_states")),
    ])

  var order: Int
  var state: Int
  /// Whether the state's mail goes out.
  var notify: Bool
  /// The states from which the order may be moved; empty: from any.
  var from: [Int]

  init(_ call: ActionCall) throws(Fault) {
    guard call.resource == "orders", call.action == Self.name else {
      throw Fault(
        .configuration, "UNKNOWN_ACTION", "prestashop/\(call.resource) has no action \(call.action).",
        context: ["resource": call.resource, "action": call.action], hint: "prestashop/orders has add_state.")
    }
    guard let order = call.key.parts.first.flatMap({ Int($0) }), let state = call.parameters["state"]?.integer,
      state > 0
    else {
      throw Fault(
        .record, "NO_STATE", "The state to set is missing.", context: ["record": call.key.description],
        hint: "Add it to the table of order states.")
    }
    self.order = order
    self.state = state
    notify = call.parameters["notify"]?.bool ?? false
    from = (call.parameters["from"]?.list ?? []).compactMap(\.integer)
  }

  enum Decision: Sendable, Hashable {
    case send
    case alreadyThere
    case refuse(Fault)
  }

  /// - Parameter current: the order's state now; nil: there is no such order.
  func decide(current: Int?) -> Decision {
    guard let current else {
      return .refuse(
        Fault(
          .record, "SHOP_RECORD_GONE", "The order does not exist in this shop.", context: ["record": String(order)],
          hint: "It was deleted, or belongs to another shop."))
    }
    if current == state { return .alreadyThere }
    guard from.isEmpty || from.contains(current) else {
      return .refuse(
        Fault(
          .record, "ORDER_MOVED_ON", "The order is in a state from which it may not be moved.",
          context: ["record": String(order), "current": String(current), "state": String(state)],
          hint: "A person or a module has moved it on: look at the order, then dismiss or replay."))
    }
    return .send
  }
}
