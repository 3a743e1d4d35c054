import Records

/// What became of one order in the warehouse, and what the shop was told of it, counted in both sides' own tables.
public struct DemoDelivery: Sendable {
  /// The shop's id.
  public let order: Int
  /// The numbers of the parcels that left.
  public let numbers: [String]
  /// Everything has left.
  public let isShipped: Bool
  public let isCancelled: Bool
  /// What the shop shows.
  public let shown: String
  public let state: Int
  public let stateName: String
  /// How often the customer got the message of the shop's state.
  public let mails: Int

  /// Whether the shop shows the numbers, and the state where there is one to show.
  public var isRight: Bool {
    if isCancelled { return state == ShopOrderStates.cancelled }
    return shown == numbers.joined(separator: ", ") && (state == Self.sent) == isShipped
  }
  /// A state is told once, and what did not happen is not told.
  public var mailsExpected: Int { isShipped || isCancelled ? 1 : 0 }

  private static let sent = 4

  /// The orders of the shop of which something was delivered or which were cancelled at the ERP, by id.
  public static func all(_ shop: SimulatedShop, _ erp: SimulatedERP, languageID: Int) -> [DemoDelivery] {
    let orders = erp.orders()
    return shop.records("orders").compactMap { record in
      guard let own = orders.first(where: { $0.externalIDs.contains { $0.hasSuffix("-order-\(record.id)") } }) else {
        return nil
      }
      return delivery(record, own, shop, erp, languageID)
    }
  }

  private static func delivery(
    _ record: ShopRecord, _ own: ERPOrderProof, _ shop: SimulatedShop, _ erp: SimulatedERP, _ languageID: Int
  ) -> DemoDelivery? {
    let transfers = erp.transfers(ofOrder: own.id).filter { $0.code != "incoming" }
    let done = transfers.filter { $0.code == "outgoing" && $0.state == "done" }
    guard !done.isEmpty || own.state == "cancel" else { return nil }
    let state = Int(record["current_state"]) ?? 0
    let told = own.state == "cancel" ? ShopOrderStates.cancelled : sent
    return DemoDelivery(
      order: record.id, numbers: done.compactMap(\.tracking),
      isShipped: !done.isEmpty && transfers.allSatisfy { ["done", "cancel"].contains($0.state) },
      isCancelled: own.state == "cancel", shown: shop.trackingNumber(of: record.id) ?? "", state: state,
      stateName: shop.record("order_states", state)?.texts["name"]?[languageID] ?? "",
      mails: shop.mailCount(order: record.id, state: told))
  }
}
