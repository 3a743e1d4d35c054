import Foundation
import PrestaShop
import Records
import Testing
import XMLStream

extension Contract.Shop {
  @Suite("Writing: only what is named changes")
  struct Writing {
    /// Fields that the shop moves by itself when a product is saved.
    private static let moving: Set = ["date_upd"]

    private func document(_ bench: ShopBench, _ resource: String, _ key: RecordKey) async throws -> XMLElement {
      let reply = try await bench.wire.get("\(resource)?display=full&filter[id]=[\(key)]")
      return try #require(reply.rows.first)
    }

    /// The names of a document's parts that differ.
    private func differences(_ one: XMLElement, _ other: XMLElement) -> Set<String> {
      let names = Set((one.children + other.children).map(\.name))
      return names.filter { one.child($0) != other.child($0) }
    }

    @Test("A product keeps every field that is not written", arguments: ShopTarget.all)
    func unmapped(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("07", ["weight", "price", "name", "description"], connector)
      let before = try await document(bench, "products", product.key)
      let weight = (product["weight"].number ?? 0) + Decimal(125) / 1000
      let price = (product["price"].number ?? 0) + Decimal(1) / 1_000_000
      let write = Write(
        resource: "products", identity: .update(product.key),
        fields: ["weight": .decimal(weight), "price": .decimal(price)])
      #expect(try await connector.write(write) == .applied(product.key))
      let changed = try await document(bench, "products", product.key)
      #expect(differences(before, changed).subtracting(Self.moving) == ["weight", "price"])
      let read = try #require(try await connector.record("products", product.key, ["weight", "price"]))
      #expect(read["weight"].number == weight)
      #expect(read["price"].number == price)

      let back = Write(
        resource: "products", identity: .update(product.key),
        fields: ["weight": product["weight"], "price": product["price"]])
      #expect(try await connector.write(back) == .applied(product.key))
      let after = try await document(bench, "products", product.key)
      #expect(differences(before, after).subtracting(Self.moving) == [])
      await bench.close()
    }

    @Test("A text given in one language leaves the others as they are", arguments: ShopTarget.all)
    func languages(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("08", ["name"], connector)
      let names = try #require(product["name"].map)
      try #require(names.count == 2)
      func write(_ texts: [String: Value]) async throws -> Outcome {
        try await connector.write(
          Write(resource: "products", identity: .update(product.key), fields: ["name": .map(texts)]))
      }
      #expect(try await write(["fr": "Article à l'essai & co"]) == .applied(product.key))
      let changed = try #require(try await connector.record("products", product.key, ["name"]))
      #expect(changed["name"].map?["fr"] == "Article à l'essai & co")
      #expect(changed["name"].map?["en"] == names["en"])
      #expect(try await write(names) == .applied(product.key))
      #expect(try await connector.record("products", product.key, ["name"])?["name"] == product["name"])
      await bench.close()
    }

    @Test("PATCH exists from 8 on, and there a lone language empties the others", arguments: ShopTarget.all)
    func patch(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("09", ["name", "link_rewrite", "price"], connector)
      let body = "<product><id>\(product.key)</id><name><language id=\"1\">Seul</language></name></product>"
      let answer = try await bench.wire.send("PATCH", "products", body)
      if try await bench.hasPatch(connector) {
        #expect(answer.status == 200)
        let changed = try #require(try await connector.record("products", product.key, ["name", "price"]))
        #expect(changed["price"] == product["price"])
        #expect(changed["name"].map?.values.compactMap(\.text).filter { !$0.isEmpty } == ["Seul"])
        let back = Write(
          resource: "products", identity: .update(product.key),
          fields: ["name": product["name"], "link_rewrite": product["link_rewrite"]])
        #expect(try await connector.write(back) == .applied(product.key))
      } else {
        #expect(answer.status == 405)
        #expect(answer.codes == [23])
      }
      #expect(try await connector.record("products", product.key, ["name"])?["name"] == product["name"])
      await bench.close()
    }

    @Test("Of several products the bad one is refused by name and the others are saved", arguments: ShopTarget.all)
    func oneBad(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let products = Array(try await bench.simpleProducts(["width", "ean13"], connector).prefix(4))
      var writes = products.map { product in
        let width = (product["width"].number ?? 0) + 1
        return Write(resource: "products", identity: .update(product.key), fields: ["width": .decimal(width)])
      }
      writes[1].fields["ean13"] = "no code"
      writes.append(Write(resource: "products", identity: .update(999_999), fields: ["width": 1]))
      let outcomes = await connector.write(writes)
      #expect(outcomes[1].refusal?.code == "SHOP_INVALID_VALUE", "\(outcomes[1])")
      #expect(outcomes[1].refusal?.context["field"] == "ean13")
      #expect(outcomes[4].refusal?.code == "SHOP_RECORD_GONE", "\(outcomes[4])")
      for index in [0, 2, 3] { #expect(outcomes[index] == .applied(products[index].key), "\(outcomes[index])") }
      for (index, product) in products.enumerated() {
        let stored = try #require(try await connector.record("products", product.key, ["width", "ean13"]))
        #expect(stored["width"].number == (product["width"].number ?? 0) + (index == 1 ? 0 : 1))
        #expect(stored["ean13"] == product["ean13"])
      }
      let back = products.map {
        Write(resource: "products", identity: .update($0.key), fields: ["width": $0["width"]])
      }
      #expect(await connector.write(back) == products.map { .applied($0.key) })
      await bench.close()
    }

    @Test("What cannot be written is a matter of the configuration", arguments: ShopTarget.all)
    func forbidden(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("01", [], connector)
      let quantity = try await connector.write(
        Write(resource: "products", identity: .update(product.key), fields: ["quantity": 5]))
      #expect(quantity.refusal?.code == "SHOP_READ_ONLY_FIELD")
      #expect(quantity.refusal?.family == .configuration)
      let order = try await connector.write(
        Write(resource: "orders", identity: .update(1), fields: ["current_state": 4]))
      #expect(order.refusal?.code == "SHOP_NOT_WRITABLE")
      await bench.close()
    }

    @Test(
      "A row of stock is written absolutely and stays the shop's; a product's sum follows its combinations",
      arguments: ShopTarget.all)
    func stock(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let product = try await bench.product("12", [], connector)
      func rows() async throws -> [Record] {
        try await connector.read(
          RelatedQuery(
            resource: "stock_availables", field: "id_product", values: [product.key.value],
            fields: ["id_product_attribute", "quantity", "id_shop", "id_shop_group"])
        ).sorted { $0.key < $1.key }
      }
      let before = try await rows()
      try #require(before.count == 4)
      #expect(before.allSatisfy { $0["id_shop"] == 1 && $0["id_shop_group"] == 0 })
      let row = try #require(before.last { $0["id_product_attribute"].integer != 0 })
      let full = try await document(bench, "stock_availables", row.key)
      let quantity = (row["quantity"].integer ?? 0) + 7
      func write(_ quantity: Int) async throws -> Outcome {
        try await connector.write(
          Write(resource: "stock_availables", identity: .update(row.key), fields: ["quantity": .integer(quantity)]))
      }
      for _ in 1...2 { #expect(try await write(quantity) == .applied(row.key)) }
      #expect(differences(full, try await document(bench, "stock_availables", row.key)) == ["quantity"])
      let after = try await rows()
      #expect(after.first { $0.key == row.key }?["quantity"].integer == quantity)
      #expect(after.allSatisfy { $0["id_shop"] == 1 && $0["id_shop_group"] == 0 })
      let sums = after.filter { $0["id_product_attribute"].integer == 0 }.compactMap { $0["quantity"].integer }
      let parts = after.filter { $0["id_product_attribute"].integer != 0 }.compactMap { $0["quantity"].integer }
      #expect(sums == [parts.reduce(0, +)], "\(after.map(\.fields))")
      #expect(try await write(row["quantity"].integer ?? 0) == .applied(row.key))
      await bench.close()
    }

    @Test("A creation is recognised above its baseline, and only there", arguments: ShopTarget.all)
    func creation(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector { $0.serverTimeLimit = 0 }
      let reference = "\(ShopSeed.prefix)CONTRACT-\(Int.random(in: 1...999_999))"
      let write = Write(
        resource: "products", identity: .create(nil),
        fields: [
          "reference": .text(reference), "name": ["en": "Contract", "fr": "Contrat"],
          "price": .decimal(Decimal(25) / 2), "active": false,
          "link_rewrite": ["en": "contract", "fr": "contrat"], "state": 1, "id_category_default": 2,
        ])
      let baseline = try #require(try await connector.baseline([.write(write)]).first)
      let intent = OpenIntent(effect: .write(write), baseline: baseline, announced: Instant(Date()))
      #expect(try await connector.settle([intent]) == [.notDone])
      let key = try #require(try await connector.write(write).key)
      #expect(try await connector.settle([intent]) == [.done(key)])
      let stored = try #require(try await connector.record("products", key, ["reference", "name", "price", "active"]))
      #expect(stored["reference"] == .text(reference))
      #expect(stored["name"] == ["en": "Contract", "fr": "Contrat"])
      #expect(stored["price"].number == Decimal(25) / 2)
      #expect(stored["active"] == false)
      #expect(try await bench.wire.send("DELETE", "products/\(key)").status == 200)
      #expect(try await connector.record("products", key, ["reference"]) == nil)
      #expect(try await connector.settle([intent]) == [.notDone])
      await bench.close()
    }
  }
}
