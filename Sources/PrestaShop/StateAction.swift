import Records

/// `add_state`: moves an order to a state by adding a row to its history. Never by writing the order itself, which
/// sends the state's mail whatever is asked (FACTS c), and never to the state it is in, which would send it again.
/// Done twice it is done twice: it needs a baseline.
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

  var unknownState: Fault {
    Fault(
      .record, "SHOP_UNKNOWN_STATE", "The shop has no order state \(state).",
      context: ["record": String(order), "state": String(state)],
      hint: "Correct the table of order states.")
  }

  enum Decision: Sendable, Hashable {
    case send
    case alreadyThere
    case movedOn
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
    // Somebody has moved it on: where it is now is right, and it is not moved back.
    guard from.isEmpty || from.contains(current) else { return .movedOn }
    return .send
  }
}
