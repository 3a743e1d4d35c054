/// One row of an order's history.
public struct ShopHistory: Sendable, Hashable {
  public let id: Int
  /// The id of the order state.
  public let state: Int
  /// On the shop's clock and in its zone: "2026-03-01 12:00:00".
  public let at: String
}
