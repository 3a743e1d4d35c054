import Records

/// Does `set_tracking` for many orders: one reading of their parcels, and one body of those that change. Where a mail
/// goes out each has a request of its own.
struct TrackingPerformer: Sendable {
  let connector: PrestaShopConnector

  /// - Parameter calls: of different orders.
  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    let actions = calls.map { call in Result { () throws(Fault) in try TrackingAction(call) } }
    let parcels: [Int: Record]
    do { parcels = try await self.parcels(of: Set(actions.compactMap { try? $0.get().order })) } catch {
      return calls.map { _ in Outcome.unsent(error) }
    }
    var outcomes: [Int: Outcome] = [:]
    var quiet: [(index: Int, write: Write)] = []
    var telling: [(index: Int, write: Write)] = []
    for (index, action) in actions.enumerated() {
      switch Result(catching: { () throws(Fault) in try Self.write(action, parcels) }) {
      case .failure(let fault): outcomes[index] = .refused(fault)
      case .success(nil): outcomes[index] = .unchanged(calls[index].key)
      case .success(let write?):
        if (try? action.get().notify) == true { telling.append((index, write)) } else { quiet.append((index, write)) }
      }
    }
    for (place, outcome) in zip(quiet, await Writer(connector: connector).write(quiet.map(\.write))) {
      outcomes[place.index] = Self.outcome(outcome, of: calls[place.index].key)
    }
    // The parameter's name is the server's (OrderCarrier::updateWs). A body of one is sent once, whatever becomes of it.
    let teller = Writer(connector: connector, parameters: [("sendemail", "1")])
    for place in telling {
      for outcome in await teller.write([place.write]) {
        outcomes[place.index] = Self.outcome(outcome, of: calls[place.index].key)
      }
    }
    return calls.indices.map { outcomes[$0] ?? .notApplied(Fault(.road, "CANCELLED", "The number was not sent.")) }
  }

  /// The row that holds each order's number. Of several the first is the one that the shop itself reads and shows
  /// (Order::getIdOrderCarrier, on 1.6 to 9; measured with two rows).
  func parcels(of orders: Set<Int>) async throws -> [Int: Record] {
    guard !orders.isEmpty else { return [:] }
    let rows = try await connector.read(
      RelatedQuery(
        resource: "order_carriers", field: "id_order", values: orders.sorted().map(Value.integer),
        fields: ["id_order", "tracking_number"]))
    var first: [Int: Record] = [:]
    for row in rows {
      guard let order = row["id_order"].integer else { continue }
      if let known = first[order], known.key < row.key { continue }
      first[order] = row
    }
    return first
  }

  /// Nil: the number is there already.
  private static func write(_ action: Result<TrackingAction, Fault>, _ parcels: [Int: Record]) throws(Fault) -> Write? {
    let action = try action.get()
    guard let parcel = parcels[action.order] else { throw action.noParcel }
    guard parcel["tracking_number"].text != action.number else { return nil }
    return Write(
      resource: "order_carriers", identity: .update(parcel.key), fields: ["tracking_number": .text(action.number)])
  }

  /// What became of the parcel's row, said of its order.
  private static func outcome(_ outcome: Outcome, of order: RecordKey) -> Outcome {
    switch outcome {
    case .applied: return .applied(order)
    case .unchanged: return .unchanged(order)
    case .refused(var fault):
      if fault.code == "SHOP_INVALID_VALUE" { fault = badNumber(fault.context["messages"] ?? "") }
      fault.context["record"] = order.description
      return .refused(fault)
    case .notApplied, .unknown: return outcome
    }
  }

  /// What a number may be made of is said nowhere but in the shop's code (Validate::isTrackingNumber).
  private static func badNumber(_ messages: String) -> Fault {
    Fault(
      .record, "TRACKING_NUMBER_REFUSED", "The shop refuses the number of the parcel: \(messages)",
      context: ["messages": messages],
      hint: "Letters without accents, digits, blanks and ~:#,%&_=()[].?+-@/ are allowed.")
  }
}
