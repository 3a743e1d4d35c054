import Records

/// `past_states` of an order: the states that its history has, each once, the present one among them. The shop keeps them in `order_histories`; they
/// are read in one request for all orders asked for, and only where a reading names the field.
enum PastStates {
  static let name = "past_states"

  static func fill(_ orders: [Record], _ connector: PrestaShopConnector) async throws -> [Record] {
    guard !orders.isEmpty else { return orders }
    let rows = try await connector.read(
      RelatedQuery(
        resource: "order_histories", field: "id_order", values: orders.map(\.key.value),
        fields: ["id_order", "id_order_state"]))
    var states: [RecordKey: [Value]] = [:]
    for row in rows {
      let order = RecordKey(values: [row["id_order"]])
      if states[order]?.contains(row["id_order_state"]) != true {
        states[order, default: []].append(row["id_order_state"])
      }
    }
    return orders.map { order in
      var order = order
      order.fields[name] = .list(states[order.key] ?? [])
      return order
    }
  }
}
