import Records

/// `set_tracking`: writes the number of an order's parcel into the order's row of `order_carriers`, and never into the
/// order itself. It is absolute, sends no mail, and may be done again.
struct TrackingAction: Sendable, Hashable {
  static let name = "set_tracking"
  static let schema = ResourceSchema.Action(
    name: name, parameters: [FieldSchema("number", .text, isRequired: true, maximumLength: 64)])

  var order: Int
  var number: String

  init(_ call: ActionCall) throws(Fault) {
    guard let order = call.key.parts.first.flatMap({ Int($0) }),
      let number = call.parameters["number"]?.normalized.text
    else {
      throw Fault(
        .record, "NO_TRACKING_NUMBER", "The number of the parcel is missing.",
        context: ["record": call.key.description],
        hint: "Let the mapping ask for it only where there is one.")
    }
    self.order = order
    self.number = number
  }

  /// A virtual order has no parcel, and so no row for its number.
  var noParcel: Fault {
    Fault(
      .record, "SHOP_NO_PARCEL", "The order has no row for a parcel in this shop.",
      context: ["record": String(order)],
      hint:
        "It holds only virtual products, or was deleted: dismiss it, or give the order a carrier in the back office.")
  }
}
