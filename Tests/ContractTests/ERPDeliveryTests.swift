import Foundation
import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("Deliveries: what the tracking flow reads")
  struct Deliveries {
    private static let fields = [
      "sale_id", "state", "picking_type_code", "carrier_tracking_ref", "date_done", "backorder_id", "write_date",
    ]

    private func deliveries(_ order: Int, _ connector: OdooConnector) async throws -> [Record] {
      try await connector.read(
        RelatedQuery(resource: "stock.picking", field: "sale_id", values: [.integer(order)], fields: Self.fields)
      ).sorted { $0.key < $1.key }
    }

    private func type(_ number: ERPReply, _ transfer: Int, _ bench: ERPBench) async throws {
      let reply = try await bench.wire.call(
        "stock.picking", "write", [.ids([transfer]), ["carrier_tracking_ref": number]])
      #expect(reply.result == true)
    }

    @Test("Each part shipped is a delivery with its own number; the rest stays open", arguments: ERPTarget.all)
    func parts(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let (places, major) = (try await bench.places(), try await bench.major(connector))
      let one = try await bench.goods("one", 10, places, major: major)
      let two = try await bench.goods("two", 10, places, major: major)
      let order = try await bench.ownOrder([(one, 4), (two, 2)])
      let first = try #require(try await deliveries(order, connector).first)
      #expect(first["state"] == "assigned")
      #expect(first["picking_type_code"] == "outgoing")
      #expect(first["carrier_tracking_ref"] == .null)
      #expect(first["date_done"] == .null)
      #expect(first["sale_id"] == .integer(order))
      try await type("6A1", try #require(first.key.value.integer), bench)
      try await bench.done(try #require(first.key.value.integer), [one: 1], major: major)
      let parts = try await deliveries(order, connector)
      #expect(parts.map { $0["state"] } == ["done", "assigned"])
      #expect(parts.map { $0["carrier_tracking_ref"] } == ["6A1", .null])
      #expect(parts.map { $0["backorder_id"] } == [.null, first.key.value])
      #expect(parts[0]["date_done"].instant != nil)
      #expect(
        try await connector.record("sale.order", RecordKey(order), ["delivery_status"])?["delivery_status"] == "partial"
      )
      let rest = try #require(parts[1].key.value.integer)
      try await bench.done(rest, major: major)
      #expect(try await deliveries(order, connector).map { $0["state"] } == ["done", "done"])
      #expect(
        try await connector.record("sale.order", RecordKey(order), ["delivery_status"])?["delivery_status"] == "full")

      // A number typed or corrected later: noticed by the write date, while the day it was shipped stays.
      let before = try await deliveries(order, connector)[1]
      try await bench.pause()
      try await type("6A2", rest, bench)
      let after = try await deliveries(order, connector)[1]
      #expect(after["carrier_tracking_ref"] == "6A2")
      #expect(after["date_done"] == before["date_done"])
      #expect(try #require(after["write_date"].instant) > #require(before["write_date"].instant))
      await bench.close()
    }

    @Test(
      "A rest that is dropped leaves nothing open, and the order calls itself fully delivered", arguments: ERPTarget.all
    )
    func dropped(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let (places, major) = (try await bench.places(), try await bench.major(connector))
      let one = try await bench.goods("one", 10, places, major: major)
      let two = try await bench.goods("two", 10, places, major: major)
      let order = try await bench.ownOrder([(one, 4), (two, 2)])
      let delivery = try #require(try await bench.deliveries(of: order).first)
      try await bench.done(delivery, [one: 3], dropRest: true, major: major)
      #expect(try await deliveries(order, connector).map { $0["state"] } == ["done"])
      let read = try await connector.record(
        "sale.order", RecordKey(order), ["state", "delivery_status", "order_line.qty_delivered"])
      #expect(read?["state"] == "sale")
      #expect(read?["delivery_status"] == "full")
      let lines = try #require(read?["order_line"].list).compactMap { $0.map?["qty_delivered"]?.number }
      #expect(lines == [3, 0])
      let levels = try await connector.read(
        RelatedQuery(
          resource: "product.product", field: "id", values: [.integer(one), .integer(two)],
          fields: ["free_qty", "outgoing_qty"], context: ["warehouse_id": .integer(places.warehouse)]))
      #expect(levels.map { $0["free_qty"].number } == [7, 10])
      #expect(levels.map { $0["outgoing_qty"].number } == [0, 0])
      await bench.close()
    }

    @Test("Cancelled after a part is shipped: the part stays done, the rest is cancelled", arguments: ERPTarget.all)
    func cancelled(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let (places, major) = (try await bench.places(), try await bench.major(connector))
      let product = try await bench.goods("part", 10, places, major: major)
      let order = try await bench.ownOrder([(product, 4)])
      let delivery = try #require(try await bench.deliveries(of: order).first)
      try await bench.done(delivery, [product: 1], major: major)
      try await bench.cancel(order)
      #expect(try await connector.record("sale.order", RecordKey(order), ["state"])?["state"] == "cancel")
      #expect(try await deliveries(order, connector).map { $0["state"] } == ["done", "cancel"])
      await bench.close()
    }

    @Test(
      "Orders are asked for by the day they were made, and deliveries tell whose they are", arguments: ERPTarget.all)
    func feeds(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector { $0.overlap = 0 }
      let (places, major) = (try await bench.places(), try await bench.major(connector))
      let product = try await bench.goods("feed", 10, places, major: major)
      let old = try await bench.ownOrder([(product, 1)])
      try await bench.pause()
      let new = try await bench.ownOrder([(product, 1)])
      let made = try #require(
        try await connector.record("sale.order", RecordKey(new), ["create_date", "carrier_id"]))
      let created = try #require(made["create_date"].instant)
      #expect(made["carrier_id"] == .null)
      let pages = try await connector.pages(
        ChangeQuery(
          resource: "sale.order", since: nil, fields: ["state", "create_date"],
          conditions: [Condition("create_date", .isAtLeast, .instant(created))]))
      let keys = pages.flatMap(\.records).map(\.key)
      #expect(keys.contains(RecordKey(new)))
      #expect(!keys.contains(RecordKey(old)))
      try await bench.pause()
      let delivery = try #require(try await bench.deliveries(of: old).first)
      let cursor = try #require(try await connector.latest("stock.picking"))
      try await bench.done(delivery, major: major)
      let touched = try await connector.pages(
        ChangeQuery(
          resource: "stock.picking", since: Cursor(try #require(Instant(utc: cursor.text)).adding(1).description),
          fields: ["sale_id"]))
      #expect(touched.flatMap(\.records).map { $0["sale_id"] } == [.integer(old)])
      await bench.close()
    }
  }
}
