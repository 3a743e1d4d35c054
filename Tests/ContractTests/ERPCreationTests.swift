import Foundation
import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("Creation: exactly once, all or nothing")
  struct Creation {
    @Test("A second creation under one key gives the first record and writes nothing", arguments: ERPTarget.all)
    func twice(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let write = bench.partner("twice")
      let key = try #require(try await connector.write(write).key)
      let first = try #require(try await connector.record("res.partner", key, ["name", "write_date"]))
      // Watermarks are shown in whole seconds.
      try await Task.sleep(for: .milliseconds(1100))
      var second = write
      second.fields["name"] = "another name"
      #expect(try await connector.write(second).key == key)
      #expect(try await connector.record("res.partner", key, ["name", "write_date"]) == first)
      let intent = OpenIntent(effect: .write(write), baseline: Baseline(), announced: Instant(Date()))
      #expect(try await connector.settle([intent]) == [.done(key)])
      await bench.close()
    }

    @Test("A bad row loads nothing and is named", arguments: ERPTarget.all)
    func badRow(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let rows: ERPReply = [
        [.text("passerelle.\(bench.token)-a"), .text("\(bench.token) a"), ""],
        [.text("passerelle.\(bench.token)-b"), .text("\(bench.token) b"), "999999999"],
        [.text("passerelle.\(bench.token)-c"), .text("\(bench.token) c"), ""],
      ]
      let answer = try await bench.wire.call(
        "res.partner", "load", [["id", "name", "country_id/.id"], rows],
        context: ["mode": "update", "noupdate": true, "tz": "UTC"])
      #expect(answer.error == nil)
      #expect(answer.result?["ids"] == false)
      let messages = try #require(answer.result?["messages"]?.list)
      #expect(messages.first?["type"] == "error")
      #expect(messages.first?["rows"]?["from"]?.integer == 1)
      let left = try await bench.wire.call(
        "res.partner", "search_count", [[["name", "=like", .text(bench.token + "%")]]])
      #expect(left.result?.integer == 0)
      await bench.close()
    }

    @Test("Of several documents the bad one is refused and the others are made", arguments: ERPTarget.all)
    func oneBad(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let writes = [
        bench.partner("good"), bench.partner("bad", ["country_id": 999_999_999]), bench.partner("fine"),
      ]
      let outcomes = await connector.write(writes)
      #expect(outcomes[1].refusal?.family == .record, "\(outcomes[1])")
      let good = try #require(outcomes[0].key)
      let fine = try #require(outcomes[2].key)
      let stored = try await connector.read(
        RelatedQuery(resource: "res.partner", field: "id", values: [good.value, fine.value], fields: ["name"]))
      #expect(stored.map { $0["name"] } == [writes[0].fields["name"], writes[2].fields["name"]])
      await bench.close()
    }

    @Test("Two who create under one key at the same time get one record", arguments: ERPTarget.all)
    func race(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let (one, other) = (bench.connector(), bench.connector())
      _ = try await one.describe(["res.partner"])
      _ = try await other.describe(["res.partner"])
      for round in 1...4 {
        let write = bench.partner("race\(round)")
        async let left = one.write(write)
        async let right = other.write(write)
        let keys = try await (left.key, right.key)
        #expect(keys.0 != nil)
        #expect(keys.0 == keys.1)
      }
      let count = try await bench.wire.call(
        "res.partner", "search_count", [[["name", "=like", .text(bench.token + "%")]]])
      #expect(count.result?.integer == 4)
      await bench.close()
    }

    @Test("Moments are written and read in UTC, whatever the user's zone", arguments: ERPTarget.all)
    func moments(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let moment = try #require(Instant(utc: "2024-07-15 22:20:30"))
      let partner = try #require(try await connector.write(bench.partner("moments")).key)
      let product = try await bench.product("02", connector)
      let row = bench.row("row-1", product: product, quantity: 1, price: 10, tax: try await bench.tax(20, connector))
      let write = bench.order("moments", partner: partner, rows: [row], ["date_order": .instant(moment)])
      let order = try #require(try await connector.write(write).key)
      let read = try #require(try await connector.record("sale.order", order, ["date_order"]))
      #expect(read["date_order"] == .instant(moment))
      let plain = try await bench.wire.call(
        "sale.order", "read", [.ids([try #require(order.value.integer)]), ["date_order"]], context: ["tz": "Asia/Tokyo"]
      )
      #expect(plain.result?.list?.first?["date_order"] == "2024-07-15 22:20:30")
      await bench.close()
    }

    @Test("An order's total is foreseen to the cent, and nothing is made by asking", arguments: ERPTarget.all)
    func foreseen(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let partner = try #require(try await connector.write(bench.partner("foreseen")).key)
      let rates: [(Decimal, Decimal, Decimal)] = [
        (20, 3, Decimal(199) / 10), (10, 7, Decimal(5_950_001) / 1_000_000), (Decimal(55) / 10, 2, Decimal(299) / 10),
        (20, 1, Decimal(-5)),
      ]
      var rows: [ChildWrite] = []
      for (index, (rate, quantity, price)) in rates.enumerated() {
        let product = try await bench.product("0\(index + 1)", connector)
        rows.append(
          bench.row(
            "row-\(index)", product: product, quantity: quantity, price: price,
            tax: try await bench.tax(rate, connector)))
      }
      let write = bench.order("foreseen", partner: partner, rows: rows)
      let amounts = ["amount_total", "amount_tax", "amount_untaxed"]
      let foreseen = try #require(try await connector.foresee([write], fields: amounts)?.first).get()
      let orders = try await bench.wire.call(
        "sale.order", "search_count", [[["client_order_ref", "=like", .text(bench.token + "%")]]])
      #expect(orders.result?.integer == 0)
      let order = try #require(try await connector.write(write).key)
      let stored = try #require(try await connector.record("sale.order", order, amounts))
      for name in amounts { #expect(foreseen[name].number == stored[name].number, "\(name)") }
      #expect(stored["amount_total"].number == Decimal(15_615) / 100)
      await bench.close()
    }

    @Test("A forecast of what Odoo would refuse is refused for that order alone", arguments: ERPTarget.all)
    func foreseenRefusal(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let partner = try #require(try await connector.write(bench.partner("unforeseen")).key)
      let tax = try await bench.tax(20, connector)
      let product = try await bench.product("01", connector)
      let good = bench.order(
        "good", partner: partner, rows: [bench.row("row", product: product, quantity: 1, price: 12, tax: tax)])
      let bad = bench.order(
        "bad", partner: partner, rows: [bench.row("row", product: 999_999_999, quantity: 1, price: 12, tax: tax)])
      let answers = try #require(try await connector.foresee([good, bad], fields: ["amount_total"]))
      #expect(try answers[0].get()["amount_total"].number == 12)
      #expect(throws: Fault.self) { try answers[1].get() }
      await bench.close()
    }
  }
}
