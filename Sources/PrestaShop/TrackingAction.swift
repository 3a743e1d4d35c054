import Records

/// `set_tracking`: writes the number of an order's parcel into the order's row of `order_carriers`, and never into the
/// order itself. It is absolute and may be done again. With `notify` the shop sends its mail "in transit", which has the
/// number and the carrier's link in it (8 and 1.7, where the carrier has a link: OrderCarrier::updateWs); a number that
/// is there already is not written, and nobody is told twice.
struct TrackingAction: Sendable, Hashable {
  static let name = "set_tracking"
  static let schema = ResourceSchema.Action(
    name: name,
    parameters: [
      FieldSchema("number", .text, isRequired: true, maximumLength: 64), FieldSchema("notify", .bool),
    ])

  var order: Int
  var number: String
  /// Whether the mail "in transit" goes out.
  var notify: Bool

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
    notify = call.parameters["notify"]?.bool ?? false
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
