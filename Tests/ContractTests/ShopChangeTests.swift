import Foundation
import PrestaShop
import Records
import Testing

extension Contract.Shop {
  @Suite("What changed since, and what can be sold")
  struct Changes {
    @Test("From the beginning everything comes once, with the shop's clock", arguments: ShopTarget.all)
    func beginning(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let all = try await bench.wire.get("products?display=[id]&sort=[id_ASC]").ids
      let connector = try bench.connector { $0.pageSize = 5 }
      let pages = try await connector.pages(ChangeQuery(resource: "products", since: nil, fields: ["reference"]))
      #expect(pages.flatMap { $0.records.compactMap { $0.key.value.integer } }.sorted() == all)
      let stamps = pages.flatMap { $0.records.compactMap { $0["date_upd"].instant } }
      #expect(stamps == stamps.sorted())
      let now = try #require(pages.last?.serverTime)
      #expect(abs(now.secondsSince1970 - Instant(Date()).secondsSince1970) < 300)
      #expect(stamps.allSatisfy { $0 <= now })
      await bench.close()
    }

    @Test(
      "How far changes have come is the newest watermark, and what follows from there is new", arguments: ShopTarget.all
    )
    func latest(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      for (resource, field) in [("orders", "date_upd"), ("products", "date_upd"), ("order_carriers", "date_add")] {
        let list = "\(resource)?display=[\(field)]&sort=[\(field)_DESC]&limit=1&date=1"
        let newest = try await bench.wire.get(list).rows.first?.child(field)?.text
        let latest = try #require(try await connector.latest(resource), "\(resource)")
        #expect(latest.text == newest, "\(resource)")
        let pages = try await connector.pages(ChangeQuery(resource: resource, since: latest, fields: [field]))
        // Only the overlap comes again.
        let feed = try #require(try await connector.describe([resource]).resources[resource]?.changeFeed)
        let stamps = pages.flatMap(\.records).compactMap { $0[field].instant }
        let end = try #require(stamps.max())
        #expect(stamps.allSatisfy { $0 >= end.adding(-feed.overlap) })
        #expect(pages.last?.cursor.map { $0.text >= latest.text } ?? true)
      }
      #expect(try await connector.latest("stock_availables") == nil)
      await bench.close()
    }

    @Test("Rows of one second are not lost where a page divides them", arguments: ShopTarget.all, [2, 3, 7])
    func ties(_ target: ShopTarget, _ pageSize: Int) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector { $0.pageSize = pageSize }
      let before = try await connector.pages(
        ChangeQuery(resource: "products", since: nil, fields: ["reference"])
      ).last?.cursor
      let since = try #require(before)
      // Saved as they are, in one body: their watermarks move to the same second, or to two that follow each other.
      let products = try await bench.simpleProducts(["width"], connector).prefix(6)
      let writes = products.map {
        Write(resource: "products", identity: .update($0.key), fields: ["width": $0["width"]])
      }
      let outcomes = await connector.write(writes)
      #expect(outcomes.allSatisfy { $0.key != nil }, "\(outcomes)")
      let pages = try await connector.pages(
        ChangeQuery(resource: "products", since: since, fields: ["reference", "width"]))
      let seen = pages.flatMap { $0.records.map(\.key) }
      #expect(Set(products.map(\.key)).isSubset(of: seen))
      #expect(Set(seen).count == seen.count)
      let cursor = try #require(pages.last?.cursor)
      #expect(cursor.text >= since.text)
      // The bound is inclusive: asked again from where it ended, the last second comes again.
      let again = try await connector.pages(
        ChangeQuery(resource: "products", since: cursor, fields: ["reference"]))
      #expect(Set(products.map(\.key)).isSubset(of: again.flatMap { $0.records.map(\.key) }))
      await bench.close()
    }

    @Test("A watermark is the moment of the change, whatever the shop's zone", arguments: ShopTarget.all)
    func zone(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("02", ["depth"], connector)
      let outcome = try await connector.write(
        Write(resource: "products", identity: .update(product.key), fields: ["depth": product["depth"]]))
      #expect(outcome.key == product.key)
      let stored = try #require(try await connector.record("products", product.key, ["date_upd"]))
      let moment = try #require(stored["date_upd"].instant)
      #expect(abs(moment.secondsSince1970 - Instant(Date()).secondsSince1970) < 120)
      await bench.close()
    }

    @Test("Variants are simple products and combinations, never the product above them", arguments: ShopTarget.all)
    func variants(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector { $0.pageSize = 6 }
      let fields = ["reference", "price", "active"]
      let references: [Value] = ["PSR-REAL-01", "PSR-REAL-05", "PSR-REAL-05-M", "PSR-REAL-12-L", "PSR-REAL-99"]
      let found = try await connector.read(
        RelatedQuery(resource: "variants", field: "reference", values: references, fields: fields))
      #expect(
        Set(found.compactMap { $0["reference"].text }) == ["PSR-REAL-01", "PSR-REAL-05-M", "PSR-REAL-12-L"])
      #expect(found.first { $0["reference"] == "PSR-REAL-01" }?["id_product_attribute"].integer == 0)
      #expect(found.first { $0["reference"] == "PSR-REAL-05-M" }?["id_product_attribute"].integer != 0)
      #expect(found.allSatisfy { $0["price"].number.map { $0 > 0 } == true && $0["active"] == true })

      let scanned = try await connector.pages(ScanQuery(resource: "variants", fields: fields)).flatMap(\.records)
      let own = scanned.filter { $0["reference"].text?.hasPrefix(ShopSeed.prefix) == true }
      #expect(own.count == 18 + 6)
      #expect(Set(scanned.map(\.key)).count == scanned.count)
      #expect(scanned.map(\.key) == scanned.map(\.key).sorted())
      await bench.close()
    }
  }
}
