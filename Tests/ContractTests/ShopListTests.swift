import PrestaShop
import Records
import Testing

extension Contract.Shop {
  @Suite("Lists: what is shown, found and ordered")
  struct Lists {
    @Test("Only what is displayed comes, associations among it", arguments: ShopTarget.all)
    func display(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let rows = try await bench.wire.get("products?display=[id,reference]&sort=[id_ASC]&limit=3").rows
      #expect(rows.count == 3)
      #expect(rows.allSatisfy { Set($0.children.map(\.name)) == ["id", "reference"] })

      let connector = try bench.connector()
      let stock = ["id", "id_product_attribute"]
      let combined = try await bench.product("05", ["combinations", "categories", "stock_availables"], connector)
      #expect(combined["combinations"].list?.count == 3)
      #expect(combined["categories"].list?.isEmpty == false)
      let rowsOfStock = try #require(combined["stock_availables"].list)
      #expect(rowsOfStock.count == 4)
      #expect(rowsOfStock.allSatisfy { row in stock.allSatisfy { row.map?[$0]?.integer != nil } })
      await bench.close()
    }

    @Test("Filters: one, any of several, from to, above, parts of a text", arguments: ShopTarget.all)
    func filters(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let list = "products?display=[id]&sort=[id_ASC]"
      let all = try await bench.wire.get(list).ids
      try #require(all.count >= 20)
      #expect(all == all.sorted())
      let (first, third, fifth) = (all[0], all[2], all[4])
      #expect(try await bench.wire.get(list + "&filter[id]=[\(third)]").ids == [third])
      #expect(
        try await bench.wire.get(list + "&filter[id]=[\(first)|\(fifth)|\(third)|999999]").ids == [
          first, third, fifth,
        ])
      #expect(try await bench.wire.get(list + "&filter[id]=[\(first),\(fifth)]").ids == Array(all[0...4]))
      #expect(try await bench.wire.get(list + "&filter[id]=>[\(third)]").ids == Array(all.dropFirst(3)))
      #expect(try await bench.wire.get(list + "&filter[id]=![\(first)]").ids == Array(all.dropFirst()))
      let own = try await bench.wire.get(list + "&filter[reference]=[PSR-REAL]%").ids
      #expect(own.count == 20)
      #expect(try await bench.wire.get(list + "&filter[reference]=%[REAL-0]%").ids.count == 9)
      #expect(try await bench.wire.get(list + "&filter[reference]=[psr-real-01]").ids.count == 1)
      await bench.close()
    }

    @Test("Pages by key, in both directions, hold every row once", arguments: ShopTarget.all)
    func pages(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let all = try await bench.wire.get("products?display=[id]&sort=[id_ASC]").ids
      let backwards = try await bench.wire.get("products?display=[id]&sort=[id_DESC]&limit=5").ids
      #expect(backwards == Array(all.reversed().prefix(5)))
      #expect(try await bench.wire.get("products?display=[id]&sort=[id_ASC]&limit=2,3").ids == Array(all[2...4]))

      let connector = try bench.connector { $0.pageSize = 7 }
      let pages = try await connector.pages(ScanQuery(resource: "products", fields: ["reference"]))
      #expect(pages.flatMap { $0.records.compactMap { $0.key.value.integer } } == all)
      #expect(pages.map(\.isComplete) == Array(repeating: false, count: pages.count - 1) + [true])
      let rest = try await connector.pages(
        ScanQuery(resource: "products", after: RecordKey(all[3]), fields: ["reference"]))
      #expect(rest.flatMap { $0.records.compactMap { $0.key.value.integer } } == Array(all.dropFirst(4)))
      await bench.close()
    }

    @Test("Times can be filtered only with date=1", arguments: ShopTarget.all)
    func dates(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let filter = "products?display=[id,date_upd]&filter[date_upd]=[2000-01-01 00:00:00,2090-01-01 00:00:00]"
      let refused = try await bench.wire.get(filter)
      #expect(refused.status == 400)
      #expect(refused.codes == [32])
      let answer = try await bench.wire.get(filter + "&date=1&sort=[date_upd_ASC,id_ASC]")
      #expect(answer.status == 200)
      let stamps = answer.rows.compactMap { $0.child("date_upd")?.text }
      #expect(stamps.count >= 20)
      #expect(stamps == stamps.sorted())
      let last = try #require(stamps.last)
      let latest = stamps.count { $0 == last }
      let list = "products?display=[id]&date=1&filter[date_upd]="
      #expect(try await bench.wire.get(list + "[\(last),\(last)]").ids.count == latest)
      #expect(try await bench.wire.get(list + ">[\(last)]").ids.isEmpty)
      await bench.close()
    }

    @Test(
      "What the shop does not know is refused by a code",
      arguments: ShopTarget.all,
      [
        ("products?filter[nothing]=[1]", 32), ("products?display=[nothing]", 35), ("products?sort=[nothing_ASC]", 38),
        ("nothing", 27),
      ])
    func refusals(_ target: ShopTarget, _ question: (target: String, code: Int)) async throws {
      let bench = try await ShopBench.open(target)
      let answer = try await bench.wire.get(question.target)
      #expect(answer.status == 400)
      #expect(answer.codes == [question.code])
      await bench.close()
    }

    @Test("Nothing found is an empty list; an unknown id is a 404 without a body", arguments: ShopTarget.all)
    func nothing(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let empty = try await bench.wire.get("products?display=[id]&filter[id]=[999999]")
      #expect(empty.status == 200)
      #expect(empty.document?.children.map(\.name) == ["products"])
      #expect(empty.document?.children.first?.children.isEmpty == true)
      let missing = try await bench.wire.get("products/999999")
      #expect(missing.status == 404)
      #expect(missing.body.isEmpty)

      let connector = try bench.connector()
      #expect(try await connector.record("products", 999_999, ["reference"]) == nil)
      await Contract.expectFault("UNKNOWN_FIELD", family: .configuration) {
        _ = try await connector.record("products", 1, ["nothing"])
      }
      await Contract.expectFault("UNKNOWN_RESOURCE", family: .configuration) {
        _ = try await connector.record("nothing", 1, ["id"])
      }
      await bench.close()
    }

    @Test("Many ids are read in several requests, and those that do not exist are left out", arguments: ShopTarget.all)
    func many(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let all = try await bench.wire.get("products?display=[id]&sort=[id_ASC]").ids
      let connector = try bench.connector { $0.maximumURLLength = 700 }
      let values = (1...400).map(Value.integer)
      let found = try await connector.read(
        RelatedQuery(resource: "products", field: "id", values: values, fields: ["reference"]))
      #expect(found.compactMap { $0.key.value.integer }.sorted() == all.filter { $0 <= 400 })
      let references = (1...20).map { Value.text(ShopSeed.prefix + ($0 < 10 ? "0" : "") + String($0)) }
      let byText = try await connector.read(
        RelatedQuery(resource: "products", field: "reference", values: references, fields: ["price"]))
      #expect(byText.count == 20)
      #expect(byText.allSatisfy { $0["price"].number.map { $0 > 0 } == true })
      await bench.close()
    }

    @Test("Probes find each its own", arguments: ShopTarget.all)
    func probes(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      func probe(_ reference: String) -> Probe {
        Probe(
          resource: "products", conditions: [Condition("reference", .equals, .text(reference))],
          fields: ["reference"])
      }
      let found = try await connector.find([probe("PSR-REAL-01"), probe("PSR-REAL-99"), probe("psr-real-02")])
      #expect(found.map(\.count) == [1, 0, 1])
      #expect(found.flatMap { $0 }.map { $0["reference"] } == ["PSR-REAL-01", "PSR-REAL-02"])
      await bench.close()
    }

    @Test("An order comes with typed amounts, moments and its rows", arguments: ShopTarget.all)
    func orders(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let pages = try await connector.pages(
        ScanQuery(
          resource: "orders",
          fields: ["reference", "total_paid_tax_incl", "date_add", "current_state", "id_customer", "module"]))
      let order = try #require(pages.flatMap(\.records).last)
      #expect(order["reference"].text?.count == 9)
      #expect(order["total_paid_tax_incl"].number.map { $0 > 0 } == true)
      let added = try #require(order["date_add"].instant)
      #expect(try #require(pages.last?.serverTime) >= added)
      let details = try await connector.read(
        RelatedQuery(
          resource: "order_details", field: "id_order", values: [order.key.value],
          fields: ["id_order", "product_reference", "product_quantity", "total_price_tax_incl", "taxes"]))
      #expect(!details.isEmpty)
      #expect(details.allSatisfy { $0["id_order"] == order.key.value && $0["product_quantity"].integer != nil })
      #expect(details.allSatisfy { $0["taxes"].list?.allSatisfy { $0.integer != nil } == true })
      let vouchers = try await connector.read(
        RelatedQuery(
          resource: "order_cart_rules", field: "id_order", values: [order.key.value],
          fields: ["value", "value_tax_excl", "free_shipping", "deleted"]))
      #expect(vouchers.allSatisfy { $0["deleted"].bool != nil })
      await bench.close()
    }
  }
}
