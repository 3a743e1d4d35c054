import Foundation
import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("Reading: what is there, what changed, what belongs together")
  struct Reading {
    @Test("Records come typed; a missing id is left out", arguments: ERPTarget.all)
    func read(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let product = try await bench.product("01", connector)
      let records = try await connector.read(
        RelatedQuery(
          resource: "product.product", field: "id", values: [product.value, 999_999_999],
          fields: ["default_code", "name", "list_price", "active", "barcode", "product_tmpl_id", "write_date"]))
      #expect(records.map(\.key) == [product])
      let record = try #require(records.first)
      #expect(record["default_code"] == "PSR-REAL-01")
      #expect(record["name"].map?["en"]?.text?.isEmpty == false)
      #expect(record["list_price"].number.map { $0 > 0 } == true)
      #expect(record["active"] == true)
      #expect(record["product_tmpl_id"].integer != nil)
      #expect(record["write_date"].instant != nil)
      #expect(record["barcode"] == .null || record["barcode"].text != nil)
      await bench.close()
    }

    @Test("Probes find each its own", arguments: ERPTarget.all)
    func probes(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      func probe(_ reference: String) -> Probe {
        Probe(
          resource: "product.product", conditions: [Condition("default_code", .equals, .text(reference))],
          fields: ["default_code"])
      }
      let found = try await bench.connector().find([probe("PSR-REAL-02"), probe("PSR-REAL-99"), probe("PSR-REAL-03")])
      #expect(found.map(\.count) == [1, 0, 1])
      #expect(found.flatMap { $0 }.map { $0["default_code"] } == ["PSR-REAL-02", "PSR-REAL-03"])
      await bench.close()
    }

    @Test("A cursor is the server's, is inclusive with an overlap, and never goes back", arguments: ERPTarget.all)
    func changes(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let partner = bench.partner("changed")
      let key = try #require(try await connector.write(partner).key)
      let email = try #require(partner.fields["email"])
      func changes(since cursor: Cursor?) async throws -> [Page] {
        try await connector.pages(
          ChangeQuery(
            resource: "res.partner", since: cursor, fields: ["name"], conditions: [Condition("email", .equals, email)]))
      }
      let first = try await changes(since: nil)
      #expect(first.flatMap(\.records).map(\.key) == [key])
      let written = try #require(first.first?.records.first?["write_date"].instant)
      #expect(abs(written.secondsSince1970 - Instant(Date()).secondsSince1970) < 120)
      let cursor = try #require(first.last?.cursor)
      #expect(cursor.text == written.description)
      #expect(try #require(first.last?.serverTime) >= written)

      // Within the overlap it comes again, also from a cursor that lies after it; beyond the overlap it does not.
      #expect(try await changes(since: cursor).flatMap(\.records).map(\.key) == [key])
      let later = Cursor(written.adding(200).description)
      let again = try await changes(since: later)
      #expect(again.flatMap(\.records).map(\.key) == [key])
      #expect(again.last?.cursor == later)
      let beyond = Cursor(written.adding(1000).description)
      #expect(try await changes(since: beyond).flatMap(\.records).isEmpty)
      await bench.close()
    }

    @Test("Archived records come only where they are asked for, or by their id", arguments: ERPTarget.all)
    func archived(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let partner = bench.partner("archived")
      let key = try #require(try await connector.write(partner).key)
      let archive = Write(resource: "res.partner", identity: .update(key), fields: ["active": false])
      #expect(try await connector.write(archive) == .applied(key))
      #expect(try await connector.write(archive) == .unchanged(key))
      let condition = Condition("email", .equals, try #require(partner.fields["email"]))
      for includesArchived in [false, true] {
        let scanned = try await connector.pages(
          ScanQuery(
            resource: "res.partner", fields: ["active"], conditions: [condition], includesArchived: includesArchived))
        #expect(scanned.flatMap(\.records).map(\.key) == (includesArchived ? [key] : []))
        #expect(scanned.last?.isComplete == true)
        let changed = try await connector.pages(
          ChangeQuery(
            resource: "res.partner", since: nil, fields: ["active"], conditions: [condition],
            includesArchived: includesArchived))
        #expect(changed.flatMap(\.records).map(\.key) == (includesArchived ? [key] : []))
      }
      #expect(try await connector.record("res.partner", key, ["active"])?["active"] == false)
      await bench.close()
    }

    @Test("A complete pass goes by id, page after page", arguments: ERPTarget.all)
    func scan(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let pages = try await connector.pages(ScanQuery(resource: "product.product", fields: ["default_code"]))
      let keys = pages.flatMap { $0.records.map(\.key) }
      #expect(keys == keys.sorted())
      #expect(Set(keys).count == keys.count)
      let own = pages.flatMap(\.records).filter { $0["default_code"].text?.hasPrefix(ShopSeed.prefix) == true }
      #expect(own.count >= 24)
      #expect(pages.map(\.isComplete) == Array(repeating: false, count: pages.count - 1) + [true])
      let rest = try await connector.pages(
        ScanQuery(resource: "product.product", after: keys[2], fields: ["default_code"]))
      #expect(rest.flatMap { $0.records.map(\.key) } == Array(keys.dropFirst(3)))
      await bench.close()
    }

    @Test("What is free follows a confirmed order in the warehouse asked for", arguments: ERPTarget.all)
    func stock(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let product = try await bench.product("19", connector)
      let warehouses = try await connector.pages(ScanQuery(resource: "stock.warehouse", fields: ["code"]))
      let warehouse = try #require(warehouses.flatMap(\.records).first { $0["code"] == "WH" })
      func free() async throws -> Decimal {
        let records = try await connector.read(
          RelatedQuery(
            resource: "product.product", field: "id", values: [product.value],
            fields: ["free_qty", "qty_available", "outgoing_qty"],
            context: ["warehouse_id": .list([warehouse.key.value])]))
        return try #require(records.first?["free_qty"].number)
      }
      let before = try await free()
      let order = try await bench.placedOrder("stock", articles: ["19"], quantity: 2, connector)
      #expect(try await free() == before)
      func perform(_ action: String) async throws -> Outcome {
        try await connector.perform(ActionCall(resource: "sale.order", key: order, action: action))
      }
      #expect(try await perform("confirm") == .applied(order))
      #expect(try await free() == before - 2)
      #expect(try await perform("cancel") == .applied(order))
      #expect(try await free() == before)
      await bench.close()
    }
  }
}
