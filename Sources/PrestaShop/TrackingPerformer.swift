import Records

/// Does `set_tracking` for many orders: one reading of their parcels, and one body of those that change. Where a mail
/// goes out each has a request of its own.
struct TrackingPerformer: Sendable {
  let connector: PrestaShopConnector

  /// - Parameter calls: of different orders.
  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    let actions = calls.map { call in Result { () throws(Fault) in try TrackingAction(call) } }
    let parcels: [Int: Record]
    let links: Set<Int>
    do {
      parcels = try await self.parcels(of: Set(actions.compactMap { try? $0.get().order }))
      links = try await carriersWithLink(actions.compactMap { try? $0.get() }.filter(\.notify), parcels)
    } catch {
      return calls.map { _ in Outcome.unsent(error) }
    }
    var outcomes: [Int: Outcome] = [:]
    var quiet: [Place] = []
    var telling: [Place] = []
    for (index, action) in actions.enumerated() {
      do throws(Fault) {
        let action = try action.get()
        guard let write = try Self.write(action, parcels) else {
          outcomes[index] = .unchanged(calls[index].key)
          continue
        }
        let place = Place(index: index, order: calls[index].key, write: write)
        let hasLink = parcels[action.order]?["id_carrier"].integer.map(links.contains) ?? false
        if action.notify, hasLink { telling.append(place) } else { quiet.append(place) }
      } catch { outcomes[index] = .refused(error) }
    }
    outcomes.merge(await send(quiet, Writer(connector: connector))) { own, _ in own }
    // The parameter's name is the server's (OrderCarrier::updateWs). A body of one is sent once, whatever becomes of it.
    let teller = Writer(connector: connector, parameters: [("sendemail", "1")])
    for place in telling { outcomes.merge(await send([place], teller)) { own, _ in own } }
    return calls.indices.map { outcomes[$0] ?? .notApplied(Fault(.road, "CANCELLED", "The number was not sent.")) }
  }

  private struct Place: Sendable {
    var index: Int
    var order: RecordKey
    var write: Write
  }

  private func send(_ places: [Place], _ writer: Writer) async -> [Int: Outcome] {
    let outcomes = await writer.write(places.map(\.write))
    return Dictionary(
      zip(places, outcomes).map { ($0.index, Self.outcome($1, of: $0.order)) }, uniquingKeysWith: { own, _ in own })
  }

  /// Carriers whose mail has something to follow. 1.7 sends it for the others too, with an empty link (measured; 8 does not).
  private func carriersWithLink(_ actions: [TrackingAction], _ parcels: [Int: Record]) async throws -> Set<Int> {
    let carriers = Set(actions.compactMap { parcels[$0.order]?["id_carrier"].integer })
    guard !carriers.isEmpty else { return [] }
    let rows = try await connector.read(
      RelatedQuery(resource: "carriers", field: "id", values: carriers.sorted().map(Value.integer), fields: ["url"]))
    return Set(rows.filter { !$0["url"].isEmpty }.compactMap { $0.key.value.integer })
  }

  /// The row that holds each order's number. Of several the first is the one that the shop itself reads and shows
  /// (Order::getIdOrderCarrier, on 1.6 to 9; measured with two rows).
  func parcels(of orders: Set<Int>) async throws -> [Int: Record] {
    guard !orders.isEmpty else { return [:] }
    let rows = try await connector.read(
      RelatedQuery(
        resource: "order_carriers", field: "id_order", values: orders.sorted().map(Value.integer),
        fields: ["id_order", "id_carrier", "tracking_number"]))
    var first: [Int: Record] = [:]
    for row in rows {
      guard let order = row["id_order"].integer else { continue }
      if let known = first[order], known.key < row.key { continue }
      first[order] = row
    }
    return first
  }

  /// Nil: the number is there already.
  private static func write(_ action: TrackingAction, _ parcels: [Int: Record]) throws(Fault) -> Write? {
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
