import Foundation
import PrestaShop
import Records
import Testing

extension Contract.Shop {
  @Suite("An order's state moves once, its parcel's number is set, and nobody gets a message")
  struct OrderStates {
    /// In every release: being prepared.
    private static let preparation = 3

    private func histories(_ order: Record, _ connector: PrestaShopConnector) async throws -> [Record] {
      try await connector.read(
        RelatedQuery(
          resource: "order_histories", field: "id_order", values: [order.key.value],
          fields: ["id_order", "id_order_state"])
      ).sorted { $0.key < $1.key }
    }

    private func state(of order: Record, _ connector: PrestaShopConnector) async throws -> Int? {
      try await connector.record("orders", order.key, ["current_state"])?["current_state"].integer
    }

    @Test(
      "A state is added once, told by the history above the baseline, and without a mail", arguments: ShopTarget.all)
    func once(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector { $0.serverTimeLimit = 0 }
      let orders = try await connector.pages(ScanQuery(resource: "orders", fields: ["current_state"]))
      let order = try #require(
        orders.flatMap(\.records).last { ![Self.preparation, nil].contains($0["current_state"].integer) })
      let first = try #require(order["current_state"].integer)
      func call(_ state: Int, from: [Int]) -> ActionCall {
        ActionCall(
          resource: "orders", key: order.key, action: "add_state",
          parameters: [
            "state": .integer(state), "notify": false, "from": .list(from.map(Value.integer)),
          ])
      }
      let before = try await histories(order, connector)
      let mails = try await bench.mailCount()
      let move = call(Self.preparation, from: [first])
      let baseline = try #require(try await connector.baseline([.action(move)]).first)
      let intent = OpenIntent(effect: .action(move), baseline: baseline, announced: Instant(Date()))
      #expect(try await connector.settle([intent]) == [.notDone])

      #expect(try await connector.perform(move) == .applied(order.key))
      #expect(try await connector.settle([intent]) == [.done(order.key)])
      #expect(try await connector.perform(move) == .unchanged(order.key))
      #expect(try await state(of: order, connector) == Self.preparation)
      let after = try await histories(order, connector)
      #expect(after.count == before.count + 1)
      #expect(after.last?["id_order_state"].integer == Self.preparation)

      // Somebody has moved it on: it is left where it is.
      #expect(try await connector.perform(call(4, from: [first])) == .unchanged(order.key))
      #expect(try await histories(order, connector).count == before.count + 1)

      #expect(try await connector.perform(call(first, from: [])) == .applied(order.key))
      #expect(try await state(of: order, connector) == first)
      #expect(try await bench.mailCount() == mails)
      await bench.close()
    }

    @Test(
      "A parcel's number is written beside the state: nothing else moves, and nobody is told", arguments: ShopTarget.all
    )
    func tracking(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let rows = try await connector.pages(
        ScanQuery(resource: "order_carriers", fields: ["id_order", "tracking_number"])
      ).flatMap(\.records)
      let row = try #require(rows.last)
      let target = "order_carriers?display=full&filter[id]=[\(row.key)]"
      let before = try #require(try await bench.wire.get(target).rows.first)
      let mails = try await bench.mailCount()
      func write(_ number: Value) async throws -> Outcome {
        try await connector.write(
          Write(resource: "order_carriers", identity: .update(row.key), fields: ["tracking_number": number]))
      }
      for _ in 1...2 { #expect(try await write("PSR-REAL-123") == .applied(row.key)) }
      let changed = try #require(try await bench.wire.get(target).rows.first)
      let moved = changed.children.map(\.name).filter { before.child($0) != changed.child($0) }
      #expect(moved == ["tracking_number"])
      let key = RecordKey(values: [row["id_order"]])
      let order = try #require(try await connector.record("orders", key, ["shipping_number"]))
      #expect(order["shipping_number"] == "PSR-REAL-123")
      #expect(try await write("<b>").refusal?.code == "SHOP_INVALID_VALUE")
      #expect(try await write(row["tracking_number"]) == .applied(row.key))
      #expect(try await bench.wire.get(target).rows.first == before)
      #expect(try await bench.mailCount() == mails)
      await bench.close()
    }

    @Test("An order or a state that does not exist: nothing is moved", arguments: ShopTarget.all)
    func missing(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let order = try #require(
        try await connector.pages(ScanQuery(resource: "orders", fields: ["current_state"])).flatMap(\.records).last)
      let before = try await histories(order, connector)
      let unknown = ActionCall(resource: "orders", key: order.key, action: "add_state", parameters: ["state": 999_999])
      #expect(try await connector.perform(unknown).refusal?.code == "SHOP_UNKNOWN_STATE")
      #expect(try await state(of: order, connector) == order["current_state"].integer)
      #expect(try await histories(order, connector) == before)
      let call = ActionCall(resource: "orders", key: 999_999, action: "add_state", parameters: ["state": 3])
      #expect(try await connector.perform(call).refusal?.code == "SHOP_RECORD_GONE")
      await bench.close()
    }
  }
}
