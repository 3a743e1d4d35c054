import Records

/// A message that the shop would have sent.
public struct ShopMail: Sendable, Hashable {
  public let orderID: Int
  /// The state whose message it is; nil for other messages (order confirmation, parcel on its way).
  public let stateID: Int?
  /// The name of the shop's mail template: "shipped", "in_transit".
  public let template: String
  public let to: String
  public let at: Instant
}
