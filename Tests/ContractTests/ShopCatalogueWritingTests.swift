import Foundation
import PrestaShop
import Records
import Sandbox
import Testing
import XMLStream

extension Contract.Shop {
  @Suite("The catalogue: parts that are owned, defaults, removals")
  struct CatalogueWriting {
    private func differences(_ one: XMLElement, _ other: XMLElement) -> Set<String> {
      let names = Set((one.children + other.children).map(\.name))
      return names.filter { one.child($0) != other.child($0) }
    }

    private func update(_ goods: ShopGoods, _ key: RecordKey, _ fields: [String: Value]) async throws {
      let outcome = try await goods.connector.write(Write(resource: "products", identity: .update(key), fields: fields))
      #expect(outcome == .applied(key), "\(outcome)")
    }

    @Test("An association that is written is replaced, and all others stay", arguments: ShopTarget.all)
    func associations(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector())
      let categories = try await goods.made(
        ["A", "B"].map {
          goods.named("categories", $0, ["id_parent": 2, "active": true, "link_rewrite": ["fr": "cat", "en": "cat"]])
        })
      let tags = try await goods.made([
        Write(
          resource: "tags", identity: .create(nil), fields: ["name": .text(goods.mark), "id_lang": 1],
          probe: [Condition("name", .equals, .text(goods.mark)), Condition("id_lang", .equals, 1)])
      ])
      let all: Value = .list([2] + categories.map(\.value))
      let product = try await goods.made([goods.product("A", ["categories": all, "tags": [tags[0].value]])])[0]
      let before = try await goods.document("products", product)
      try await update(goods, product, ["categories": [2, categories[1].value]])
      let changed = try await goods.document("products", product)
      #expect(
        differences(before, changed).subtracting(["date_upd", "position_in_category", "unit_price_ratio"]) == [
          "associations"
        ])
      let read = try #require(try await goods.connector.record("products", product, ["categories", "tags", "name"]))
      #expect(Set(read["categories"].list ?? []) == [2, categories[1].value])
      #expect(read["tags"] == [tags[0].value])
      try await update(goods, product, ["tags": []])
      let bare = try #require(try await goods.connector.record("products", product, ["categories", "tags"]))
      #expect(bare["tags"].isEmpty)
      #expect(Set(bare["categories"].list ?? []) == [2, categories[1].value])
      await goods.remove("products", [product])
      await goods.remove("tags", tags)
      await goods.remove("categories", categories)
      await bench.close()
    }

    @Test(
      "The default combination moves in one step, and another takes its place when it goes", arguments: ShopTarget.all)
    func defaultCombination(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector { $0.serverTimeLimit = 0 })
      let (option, values) = try await goods.values(3)
      let product = try await goods.made([goods.product("C", ["product_type": "combinations"])])[0]
      let combinations = try await goods.made(
        values.enumerated().map { goods.combination("C\($0.offset)", of: product, $0.element) })
      func call(_ index: Int) -> ActionCall {
        ActionCall(
          resource: "products", key: product, action: "default_combination",
          parameters: ["id_product_attribute": combinations[index].value])
      }
      func flagged() async throws -> [RecordKey] {
        let rows = try await goods.connector.read(
          RelatedQuery(
            resource: "combinations", field: "id_product", values: [product.value],
            fields: ["default_on", "id_product"]))
        return rows.filter { $0["default_on"] == true }.map(\.key)
      }
      func isConsistent(_ key: RecordKey) async throws -> Bool {
        let record = try await goods.connector.record(
          "products", product, ["id_default_combination", "cache_default_attribute"])
        return record?["id_default_combination"] == key.value && record?["cache_default_attribute"] == key.value
      }
      for index in [1, 2, 0] {
        #expect(try await goods.connector.perform(call(index)) == .applied(product))
        #expect(try await flagged() == [combinations[index]])
        #expect(try await isConsistent(combinations[index]))
      }
      #expect(try await goods.connector.perform(call(0)) == .unchanged(product))
      let intents = [0, 1].map {
        OpenIntent(effect: .action(call($0)), baseline: Baseline(), announced: Instant(Date()))
      }
      #expect(try await goods.connector.settle(intents) == [.done(product), .notDone])
      // A change of something else leaves it.
      try await update(goods, product, ["price": .decimal(Decimal(31) / 2)])
      #expect(try await flagged() == [combinations[0]])
      #expect(try await isConsistent(combinations[0]))
      await goods.remove("combinations", [combinations[0]])
      #expect(try await flagged() == [combinations[1]])
      #expect(try await isConsistent(combinations[1]))
      var gone = call(0)
      gone.parameters = ["id_product_attribute": 999_999]
      #expect(try await goods.connector.perform(gone).refusal?.code == "SHOP_RECORD_GONE")
      await goods.remove("products", [product])
      await goods.remove("product_option_values", values)
      await goods.remove("product_options", [option])
      await bench.close()
    }

    @Test(
      "A combination is found by its values; a second default one is made without the flag; what is virtual stays so",
      arguments: ShopTarget.all)
    func valuesAndFlags(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector())
      let (option, values) = try await goods.values(3)
      let products = try await goods.made([
        goods.product("V", ["product_type": "combinations"]), goods.product("S", ["is_virtual": true]),
      ])
      let writes = values.prefix(2).enumerated().map {
        goods.combination("V\($0.offset)", of: products[0], $0.element, ["default_on": true])
      }
      let combinations = try await goods.made([writes[0]]) + (try await goods.made([writes[1]]))
      let probes = values.map { value in
        Probe(
          resource: "combinations",
          conditions: [
            Condition("id_product", .equals, products[0].value),
            Condition("product_option_values", .equals, [value.value]),
          ], fields: ["id_product"])
      }
      #expect(try await goods.connector.find(probes).map { $0.map(\.key) } == combinations.map { [$0] } + [[]])
      let rows = try await goods.connector.read(
        RelatedQuery(
          resource: "combinations", field: "id_product", values: [products[0].value], fields: ["default_on"]))
      #expect(rows.filter { $0["default_on"] == true }.map(\.key) == [combinations[0]])

      try await update(goods, products[1], ["product_type": "standard", "price": 11])
      let virtual = try await goods.connector.record("products", products[1], ["product_type", "is_virtual", "price"])
      #expect(virtual?["is_virtual"] == true && virtual?["price"].number == 11)
      #expect([nil, "virtual"].contains(virtual?["product_type"].text))
      await goods.remove("products", products)
      await goods.remove("product_option_values", values)
      await goods.remove("product_options", [option])
      await bench.close()
    }

    @Test(
      "A product that another shop has is not called deleted; one that no shop has is",
      arguments: Sandbox.ShopVersion.allCases)
    func inAnotherShop(_ version: Sandbox.ShopVersion) async throws {
      let bench = try await ShopBench.open(.simulated(version), settings: ShopSettings(shopIDs: [1, 2]))
      let goods = ShopGoods(bench: bench, connector: try bench.connector { $0.shopID = 2 })
      let products = try await goods.made((1...2).map { goods.product("O\($0)") })
      await goods.remove("products", [products[1]])
      let connector = try bench.connector()
      #expect(
        try await connector.read(
          RelatedQuery(resource: "products", field: "id", values: products.map(\.value), fields: ["reference"])) == [])
      #expect(try await connector.hidden("products", products).mapValues(\.code) == [products[0]: "NOT_IN_SHOP"])
      await bench.close()
    }

    @Test("What is removed is gone, and what is gone already is as wanted", arguments: ShopTarget.all)
    func removal(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector { $0.serverTimeLimit = 0 })
      let products = try await goods.made((1...3).map { goods.product("R\($0)") })
      let intents = products.map {
        OpenIntent(
          effect: .action(ActionCall(resource: "products", key: $0, action: "delete")), baseline: Baseline(),
          announced: Instant(Date()))
      }
      #expect(try await bench.wire.send("DELETE", "products/\(products[1])").status == 200)
      #expect(try await goods.connector.settle(intents) == [.notDone, .done(products[1]), .notDone])
      #expect(
        await goods.delete("products", products)
          == [.applied(products[0]), .unchanged(products[1]), .applied(products[2])])
      #expect(try await goods.connector.settle(intents) == products.map { .done($0) })
      #expect(await goods.delete("products", products) == products.map { .unchanged($0) })
      let kept = await goods.delete("categories", [1])
      #expect(kept[0].refusal?.code == "SHOP_KEEPS_RECORD", "\(kept)")
      let forbidden = await goods.delete("orders", [1])
      #expect(forbidden[0].refusal?.code == "UNKNOWN_ACTION")
      await bench.close()
    }

    @Test("A text that the shop cleans as it saves it is known as one", arguments: ShopTarget.all)
    func rewritten(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector())
      let schema = try #require(try await goods.connector.describe(["products"]).resources["products"])
      #expect(schema.field("description")?.isRewritten == true)
      #expect(schema.field("name")?.isRewritten == false)
      #expect(schema.isDeletable)
      #expect(schema.field("name")?.format == "isCatalogName")
      await bench.close()
    }
  }
}
