import Foundation
import PrestaShop
import Records
import Testing
import XMLStream

extension Contract.Shop {
  @Suite("Parcels' numbers: written in bulk, into the row that the shop itself reads, and nobody is told")
  struct Tracking {
    private func call(_ order: RecordKey, _ number: String) -> ActionCall {
      ActionCall(resource: "orders", key: order, action: "set_tracking", parameters: ["number": .text(number)])
    }

    private func numbers(_ orders: [Record], _ connector: PrestaShopConnector) async throws -> [RecordKey: Value] {
      let read = try await connector.read(
        RelatedQuery(
          resource: "orders", field: "id", values: orders.map(\.key.value), fields: ["shipping_number"]))
      return Dictionary(read.map { ($0.key, $0["shipping_number"]) }) { first, _ in first }
    }

    /// The last orders that have a parcel, with the documents of their parcels.
    private func orders(_ bench: ShopBench, _ connector: PrestaShopConnector, _ count: Int) async throws -> [Record] {
      let all = try await connector.pages(ScanQuery(resource: "orders", fields: ["current_state"])).flatMap(\.records)
      let parcels = try await connector.pages(ScanQuery(resource: "order_carriers", fields: ["id_order"]))
      let sent = Set(parcels.flatMap(\.records).compactMap { $0["id_order"].integer })
      let own = all.filter { $0.key.value.integer.map(sent.contains) ?? false }.suffix(count)
      try #require(own.count == count)
      return Array(own)
    }

    private func parcels(_ bench: ShopBench, _ orders: [Record]) async throws -> [Int: XMLElement] {
      let list = orders.map(\.key.description).joined(separator: "|")
      let rows = try await bench.wire.get("order_carriers?display=full&filter[id_order]=[\(list)]&sort=[id_ASC]").rows
      return Dictionary(rows.compactMap { row in (row.child("id")?.text).flatMap { Int($0) }.map { ($0, row) } }) {
        first, _ in first
      }
    }

    private func restore(_ before: [Int: XMLElement], _ connector: PrestaShopConnector) async {
      let writes = before.map { id, row in
        Write(
          resource: "order_carriers", identity: .update(RecordKey(id)),
          fields: ["tracking_number": .text(row.child("tracking_number")?.text ?? "")])
      }
      for outcome in await connector.write(writes) { #expect(outcome.key != nil, "\(outcome)") }
    }

    @Test("Several orders at once: only the numbers change, and the orders show them", arguments: ShopTarget.all)
    func bulk(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let orders = try await orders(bench, connector, 4)
      let before = try await parcels(bench, orders)
      let mails = try await bench.mailCount()
      let calls = orders.map { call($0.key, "PSR-\($0.key) (1/2), X+Y") }
      #expect(await connector.perform(calls) == orders.map { .applied($0.key) })
      for (order, number) in try await numbers(orders, connector) {
        #expect(number == .text("PSR-\(order) (1/2), X+Y"))
      }
      for (id, row) in try await parcels(bench, orders) {
        let names = Set((row.children + (before[id]?.children ?? [])).map(\.name))
        #expect(names.filter { row.child($0) != before[id]?.child($0) } == ["tracking_number"])
      }
      #expect(await connector.perform(calls) == orders.map { .unchanged($0.key) })
      let intents = calls.map { OpenIntent(effect: .action($0), baseline: Baseline(), announced: Instant(Date())) }
      #expect(try await connector.settle(intents) == orders.map { .done($0.key) })

      await restore(before, connector)
      #expect(try await parcels(bench, orders) == before)
      #expect(try await connector.settle(intents) == orders.map { _ in .notDone })
      #expect(try await bench.mailCount() == mails)
      await bench.close()
    }

    @Test("An order is shipped: its number, then its state, one message, in few requests", arguments: ShopTarget.all)
    func shipped(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let order = try #require(try await orders(bench, connector, 6).last { $0["current_state"].integer != 4 })
      let before = try await parcels(bench, [order])
      let first = try #require(order["current_state"].integer)
      _ = try await connector.describe(["orders", "order_carriers", "order_histories"])
      let isPatching = try await bench.hasPatch(connector)
      let mails = try await bench.mailCount()
      let number = call(order.key, "PSR-SHIPPED")
      let state = ActionCall(
        resource: "orders", key: order.key, action: "add_state",
        parameters: ["state": 4, "notify": true, "from": .list([.integer(first)])])
      let requests = connector.statistics().requests
      #expect(await connector.perform([number, state]) == [.applied(order.key), .applied(order.key)])
      // The parcels and the body, before 8 also the whole row to send back; where the order is, and the row of history.
      #expect(connector.statistics().requests - requests <= (isPatching ? 4 : 5))
      for call in [number, state] { #expect(try await connector.perform(call) == .unchanged(order.key)) }
      let moved = try #require(try await connector.record("orders", order.key, ["current_state", "shipping_number"]))
      #expect(moved["current_state"] == 4)
      #expect(moved["shipping_number"] == "PSR-SHIPPED")
      if let mails { #expect(try await bench.mailCount() == mails + 1) }

      let back = ActionCall(
        resource: "orders", key: order.key, action: "add_state", parameters: ["state": .integer(first)])
      #expect(try await connector.perform(back) == .applied(order.key))
      await restore(before, connector)
      if let mails { #expect(try await bench.mailCount() == mails + 1) }
      await bench.close()
    }

    @Test("An order with two parcels: its first one is what the shop reads", arguments: ShopTarget.all)
    func twoParcels(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let order = try #require(try await orders(bench, connector, 1).first)
      let before = try await parcels(bench, [order])
      let second = "<order_carrier><id_order>\(order.key)</id_order><id_carrier>2</id_carrier></order_carrier>"
      let added = try #require(try await bench.wire.send("POST", "order_carriers", second).ids.first)
      #expect(await connector.perform([call(order.key, "PSR-FIRST")]) == [.applied(order.key)])
      #expect(try await numbers([order], connector) == [order.key: "PSR-FIRST"])
      let after = try await parcels(bench, [order])
      #expect(after[added]?.child("tracking_number")?.text == "")
      #expect(
        after.filter { $0.value.child("tracking_number")?.text == "PSR-FIRST" }.keys.sorted() == before.keys.sorted())
      #expect(try await bench.wire.send("DELETE", "order_carriers/\(added)").status == 200)
      await restore(before, connector)
      #expect(try await parcels(bench, [order]) == before)
      await bench.close()
    }

    @Test("What the shop would refuse or cut is refused for this order alone", arguments: ShopTarget.all)
    func refused(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let orders = try await orders(bench, connector, 3)
      let before = try await parcels(bench, orders)
      let outcomes = await connector.perform([
        call(orders[0].key, "<b>"), call(orders[1].key, String(repeating: "A", count: 65)),
        call(orders[2].key, String(repeating: "B", count: 64)), call(999_999, "PSR-1"),
      ])
      #expect(outcomes[0].refusal?.code == "TRACKING_NUMBER_REFUSED")
      #expect(outcomes[0].refusal?.context["messages"]?.isEmpty == false)
      #expect(outcomes[1].refusal?.code == "SHOP_VALUE_TOO_LONG")
      #expect(outcomes[2] == .applied(orders[2].key))
      #expect(outcomes[3].refusal?.code == "SHOP_NO_PARCEL")
      #expect(try await numbers([orders[2]], connector) == [orders[2].key: .text(String(repeating: "B", count: 64))])
      await restore(before, connector)
      #expect(try await parcels(bench, orders) == before)
      await bench.close()
    }

    @Test("A longer number is cut without a word before 9, and refused since", arguments: ShopTarget.all)
    func cut(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let order = try #require(try await orders(bench, connector, 1).first)
      let before = try await parcels(bench, [order])
      let (id, row) = try #require(before.min { $0.key < $1.key })
      let fields = row.children.filter { !["id", "tracking_number"].contains($0.name) }
        .map { "<\($0.name)>\($0.text)</\($0.name)>" }.joined()
      let number = String(repeating: "C", count: 70)
      let body = "<order_carrier><id>\(id)</id>\(fields)<tracking_number>\(number)</tracking_number></order_carrier>"
      let answer = try await bench.wire.send("PUT", "order_carriers", body)
      let major = Int(try await connector.describe([]).version.prefix { $0 != "." }) ?? 0
      if major >= 9 {
        #expect(answer.codes == [85])
      } else {
        #expect(answer.status == 200)
        #expect(try await numbers([order], connector) == [order.key: .text(String(number.prefix(64)))])
      }
      await restore(before, connector)
      #expect(try await parcels(bench, [order]) == before)
      await bench.close()
    }
  }
}
