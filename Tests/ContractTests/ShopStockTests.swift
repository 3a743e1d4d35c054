import Foundation
import PrestaShop
import Records
import Sandbox
import Testing
import XMLStream

extension Contract.Shop {
  @Suite("Stock in bulk: quantities change and nothing else, and a bad row keeps no other from being written")
  struct Stock {
    private func document(_ bench: ShopBench, _ keys: [RecordKey]) async throws -> [XMLElement] {
      let list = keys.map(\.description).joined(separator: "|")
      return try await bench.wire.get("stock_availables?display=full&filter[id]=[\(list)]&sort=[id_ASC]").rows
    }

    /// The rows of every article that the suite may change: those without combinations, and the combinations.
    private func rows(_ bench: ShopBench, _ connector: PrestaShopConnector) async throws -> [Record] {
      let products = try await connector.pages(ScanQuery(resource: "products", fields: ["reference", "combinations"]))
        .flatMap(\.records).filter { $0["reference"].text?.hasPrefix(ShopSeed.prefix) == true }
      let combined = Set(products.filter { !$0["combinations"].isEmpty }.map(\.key.value))
      let rows = try await connector.read(
        RelatedQuery(
          resource: "stock_availables", field: "id_product", values: products.map(\.key.value),
          fields: ["id_product", "id_product_attribute", "quantity", "id_shop", "id_shop_group"]))
      let own = rows.filter { !combined.contains($0["id_product"]) || $0["id_product_attribute"].integer != 0 }
        .sorted { $0.key < $1.key }
      try #require(own.count >= 20)
      return own
    }

    private func writes(_ rows: [Record], adding: Int) -> [Write] {
      rows.map { row in
        Write(
          resource: "stock_availables", identity: .update(row.key),
          fields: ["quantity": .integer((row["quantity"].integer ?? 0) + adding)])
      }
    }

    private func quantity(_ row: XMLElement) -> Int? { (row.child("quantity")?.text).flatMap { Int($0) } }

    private func without(_ name: String, _ row: XMLElement) -> [XMLElement] { row.children.filter { $0.name != name } }

    @Test("All rows in one body: only quantities change, and sums follow", arguments: ShopTarget.all)
    func bulk(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let rows = try await rows(bench, connector)
      let before = try await document(bench, rows.map(\.key))
      #expect(await connector.write(writes(rows, adding: 7)) == rows.map { .applied($0.key) })
      let after = try await document(bench, rows.map(\.key))
      for (old, new) in zip(before, after) {
        #expect(without("quantity", old) == without("quantity", new))
        #expect(quantity(new) == quantity(old).map { $0 + 7 })
      }
      let product = try await bench.product("05", [], connector)
      let family = try await connector.read(
        RelatedQuery(
          resource: "stock_availables", field: "id_product", values: [product.key.value],
          fields: ["id_product_attribute", "quantity"]))
      let parts = family.filter { $0["id_product_attribute"].integer != 0 }.compactMap { $0["quantity"].integer }
      let sum = family.first { $0["id_product_attribute"].integer == 0 }?["quantity"].integer
      #expect(parts.count == 3)
      #expect(sum == parts.reduce(0, +))

      #expect(await connector.write(writes(rows, adding: 0)) == rows.map { .applied($0.key) })
      #expect(try await document(bench, rows.map(\.key)) == before)
      await bench.close()
    }

    @Test("Advanced stock management refuses its row, and the others are written", arguments: ShopTarget.all)
    func advancedStock(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let rows = try await rows(bench, connector)
      let before = try await document(bench, rows.map(\.key))
      var writes = writes(rows, adding: 5)
      writes[3].fields["depends_on_stock"] = true
      let outcomes = await connector.write(writes)
      // 9 has no such management any more, and stores the flag.
      let major = Int(try await connector.describe([]).version.prefix { $0 != "." }) ?? 0
      if major < 9 { #expect(outcomes[3].refusal?.code == "SHOP_ADVANCED_STOCK", "\(outcomes[3])") }
      let after = try await document(bench, rows.map(\.key))
      for index in rows.indices where index != 3 {
        #expect(outcomes[index] == .applied(rows[index].key))
        #expect(quantity(after[index]) == quantity(before[index]).map { $0 + 5 })
      }
      if major < 9 { #expect(after[3] == before[3]) }
      var back = self.writes(rows, adding: 0)
      if major >= 9 { back[3].fields["depends_on_stock"] = false }
      #expect(await connector.write(back) == rows.map { .applied($0.key) })
      #expect(try await document(bench, rows.map(\.key)) == before)
      await bench.close()
    }

    @Test("A row that the shop breaks down on is found, and the others are written", arguments: ShopTarget.all)
    func poisoned(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let rows = try await rows(bench, connector)
      let before = try await document(bench, rows.map(\.key))
      let simple = rows.indices.filter { rows[$0]["id_product_attribute"].integer == 0 }
      let bad = simple[2]
      var writes = writes(rows, adding: 3)
      // Another product's row: the table's unique key forbids it, and nothing says so.
      writes[bad].fields["id_product"] = rows[simple[0]]["id_product"]
      let outcomes = await connector.write(writes)
      #expect(outcomes[bad].refusal?.code == "SHOP_FAILS_ON_RECORD", "\(outcomes[bad])")
      let after = try await document(bench, rows.map(\.key))
      #expect(after[bad] == before[bad])
      for index in rows.indices where index != bad {
        #expect(outcomes[index] == .applied(rows[index].key))
        #expect(quantity(after[index]) == quantity(before[index]).map { $0 + 3 })
      }
      #expect(await connector.write(self.writes(rows, adding: 0)) == rows.map { .applied($0.key) })
      #expect(try await document(bench, rows.map(\.key)) == before)
      await bench.close()
    }

    @Test("The row of a product or a combination is found by both, and only the shop's own", arguments: ShopTarget.all)
    func found(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let rows = try await rows(bench, connector)
      let found = try await connector.find(rows.map { probe($0["id_product"], $0["id_product_attribute"]) })
      #expect(found.map { $0.map(\.key) } == rows.map { [$0.key] })
      #expect(found.map { $0.first?["quantity"] } == rows.map { $0["quantity"] })
      let none = try await connector.find([probe(rows[0]["id_product"], 999_999), probe(999_999, 0)])
      #expect(none == [[], []])
      await bench.close()
    }

    private func probe(_ product: Value, _ combination: Value) -> Probe {
      Probe(
        resource: "stock_availables",
        conditions: [
          Condition("id_product", .equals, product), Condition("id_product_attribute", .equals, combination),
        ], fields: ["quantity"])
    }

    @Test(
      "Of two shops, the other's rows are neither found nor written; shared rows are the group's",
      arguments: ShopVersion.allCases, [false, true])
    func twoShops(_ version: ShopVersion, shares: Bool) async throws {
      let settings = ShopSettings(shopIDs: [1, 2], sharesStock: shares)
      let bench = try await ShopBench.open(.simulated(version), settings: settings)
      let connector = try bench.connector()
      let rows = try await rows(bench, connector)
      #expect(rows.count == 24)
      #expect(rows.allSatisfy { $0["id_shop"].integer == (shares ? 0 : 1) })
      #expect(rows.allSatisfy { $0["id_shop_group"].integer == (shares ? 1 : 0) })
      // Since 8 the list holds the rows of all shops, whichever is asked.
      let list = "stock_availables?display=full&sort=[id_ASC]&id_shop=2"
      let foreign = try await bench.wire.get(list).rows.filter { $0.child("id_shop")?.text == "2" }
      #expect(foreign.count == (shares ? 0 : 26))
      let writes =
        writes(rows, adding: 9)
        + foreign.map { row in
          Write(
            resource: "stock_availables", identity: .update(RecordKey(row.child("id")?.text ?? "")),
            fields: ["quantity": 1])
        }
      let outcomes = await connector.write(writes)
      #expect(outcomes.prefix(rows.count) == rows.map { .applied($0.key) }[...])
      #expect(outcomes.dropFirst(rows.count).allSatisfy { $0.refusal?.code == "NOT_IN_SHOP" })
      #expect(try await bench.wire.get(list).rows.filter { $0.child("id_shop")?.text == "2" } == foreign)
      await bench.close()
    }
  }
}
