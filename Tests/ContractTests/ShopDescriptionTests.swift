import PrestaShop
import Records
import Testing

extension Contract.Shop {
  @Suite("A shop tells what it is, and refuses strangers")
  struct Description {
    @Test("Version, zone, languages and rounding come from the shop itself", arguments: ShopTarget.all)
    func facts(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let schema = try await connector.describe(["products", "orders"])
      #expect(schema.version.split(separator: ".").count >= 3)
      if let version = bench.version { #expect(schema.version == version.rawValue) }
      let header = try await bench.wire.get("languages?display=[id,iso_code]").headers["PSWS-Version"]
      #expect(header == schema.version)
      #expect(schema.facts["timezone"]?.text?.contains("/") == true)
      #expect(schema.facts["languages"]?.map?.isEmpty == false)
      #expect(["item", "line", "total"].contains(schema.facts["round_type"]?.text))
      #expect(schema.facts["round_mode"]?.text == "half_up")
      #expect(schema.facts["share_stock"] == false)
      let states = try #require(schema.facts["order_states"]?.list)
      #expect(states.contains { $0.map?["id"] == 2 && $0.map?["paid"] == true })
      await bench.close()
    }

    @Test("The root lists what the key may do, and every resource that the flows need", arguments: ShopTarget.all)
    func root(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let root = try await bench.wire.get("")
      let entries = try #require(root.document?.children.first?.children)
      func rights(_ name: String) -> [String: String] { entries.first { $0.name == name }?.attributes ?? [:] }
      for name in [
        "products", "combinations", "stock_availables", "customers", "addresses", "orders", "order_details",
        "order_histories", "order_carriers", "order_payments", "carriers", "order_states", "taxes", "specific_prices",
      ] {
        #expect(rights(name)["get"] == "true", "\(name)")
        #expect(rights(name)["put"] == "true", "\(name)")
      }
      let vouchers = ["order_cart_rules", "order_discounts"].filter { !rights($0).isEmpty }
      #expect(vouchers.count == 1)
      await bench.close()
    }

    @Test("Schemas are typed, and say what may be done", arguments: ShopTarget.all)
    func schemas(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let isPatching = try await bench.hasPatch(connector)
      let names: Set = ["products", "orders", "customers", "stock_availables", "order_cart_rules", "taxes", "carriers"]
      let resources = try await connector.describe(names).resources
      #expect(Set(resources.keys) == names)
      let products = try #require(resources["products"])
      #expect(products.field("price")?.kind == .decimal)
      #expect(products.field("price")?.isRequired == true)
      #expect(products.field("name")?.kind == .texts)
      #expect(products.field("active")?.kind == .bool)
      #expect(products.field("date_upd")?.kind == .instant)
      #expect(products.field("id_tax_rules_group")?.kind == .reference("tax_rule_groups"))
      #expect(products.field("categories")?.kind == .references("categories"))
      #expect(products.field("quantity")?.isReadOnly == true)
      #expect(products.field("manufacturer_name")?.isReadOnly == true)
      #expect(products.changeFeed?.watermark == "date_upd")
      #expect(products.update == (isPatching ? .partial : .readMergeWrite))
      #expect(products.creation == .probed)
      #expect(resources["orders"]?.update == .never)
      #expect(resources["orders"]?.actions.map(\.name) == ["add_state", "set_tracking"])
      #expect(resources["customers"]?.update == (isPatching ? .partial : .never))
      #expect(resources["stock_availables"]?.creation == .never)
      #expect(resources["taxes"]?.update == .never)
      #expect(resources["carriers"]?.update == .never)
      await bench.close()
    }

    @Test("A key that is unknown, too short or missing is refused, each in its own way", arguments: ShopTarget.all)
    func strangers(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let unknown = try await bench.wire.send("GET", "products", key: "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH")
      #expect(unknown.status == 401)
      #expect(unknown.codes.contains { [20, 21].contains($0) }, "\(unknown.codes)")
      let short = try await bench.wire.send("GET", "products", key: "SHORT")
      #expect(short.status == 401)
      #expect(short.codes == [18])
      let missing = try await bench.wire.send("GET", "products", key: "")
      #expect(missing.status == 401)
      #expect(missing.document == nil)

      let connector = try bench.connector { $0.key = "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH" }
      await Contract.expectFault("SHOP_KEY_REFUSED", family: .configuration) { _ = try await connector.describe([]) }
      await bench.close()
    }

    @Test("A shop that does not exist answers with a way to its front page", arguments: ShopTarget.all)
    func unknownShop(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let answer = try await bench.wire.get("products?id_shop=4711")
      #expect(answer.status == 302)
      #expect(answer.headers["Location"]?.isEmpty == false)
      let connector = try bench.connector { $0.shopID = 4711 }
      await Contract.expectFault("SHOP_REDIRECTS", family: .configuration) { _ = try await connector.describe([]) }
      await bench.close()
    }

    @Test("An examination of a good connection finds no error", arguments: ShopTarget.all)
    func examination(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let connector = try bench.connector()
      let errors = await connector.examine().filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(errors.map(\.message))")
      await bench.close()
    }
  }
}
