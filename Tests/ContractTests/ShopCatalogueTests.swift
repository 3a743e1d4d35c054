import Foundation
import PrestaShop
import Records
import Testing

extension Contract.Shop {
  @Suite("Catalogue: what hangs on what")
  struct Catalogue {
    private typealias Made = CatalogueRecords

    @Test("A category goes with everything below it; products leave it and keep its number", arguments: ShopTarget.all)
    func categories(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let top = try await made.make("categories", Made.category(below: 2))
      let below = try await made.make("categories", Made.category(below: top))
      let other = try await made.make("categories", Made.category(below: 2))
      #expect(try await made.field("categories", below, "level_depth") == "3")
      #expect(try await made.field("categories", below, "position") == "0")
      let lists = Made.list("categories", "category", [below, other, 999_999])
      let product = try await made.make(
        "products", Made.product("<id_category_default>\(below)</id_category_default>", lists: lists))
      #expect(try await made.list("products", product, "categories") == [below, other])
      #expect(try await made.list("categories", below, "products") == [product])
      #expect(try await made.field("categories", top, "nb_products_recursive") == "1")
      let moved = Made.category(below: other, "<id>\(top)</id>")
      #expect(try await made.send("PUT", "categories", moved) == [200])
      #expect(try await made.field("categories", top, "level_depth") == "3")
      #expect(try await made.delete("categories", top) == 200)
      #expect(try await made.field("categories", below, "id") == nil)
      #expect(try await made.list("products", product, "categories") == [other])
      #expect(try await made.field("products", product, "id_category_default") == String(below))
      try await made.removeAll()
      await bench.close()
    }

    @Test("A category's parent exists and is not the category itself", arguments: ShopTarget.all)
    func parents(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let id = try await made.make("categories", Made.category(below: 2))
      #expect(try await made.send("POST", "categories", Made.category(below: 999_999)) == [500])
      #expect(try await made.send("PUT", "categories", Made.category(below: id, "<id>\(id)</id>")) == [500])
      #expect(try await made.field("categories", id, "id_parent") == "2")
      let nameless = "<category><id_parent>2</id_parent><active>1</active></category>"
      #expect(try await made.send("POST", "categories", nameless) == [400, 84])
      #expect(try await made.send("POST", "categories", "<category>\(Made.named("Zz"))</category>") == [400, 41])
      try await made.removeAll()
      await bench.close()
    }

    @Test("A text that is required is the default language's where another has none", arguments: ShopTarget.all)
    func requiredTexts(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let setting = "configurations?display=[value]&filter[name]=[PS_LANG_DEFAULT]"
      let language = try #require(try await bench.wire.get(setting).rows.first?.child("value")?.text)
      func feature(_ language: String) -> String {
        "<product_feature><name><language id=\"\(language)\">Zz eins</language></name></product_feature>"
      }
      let id = try await made.make("product_features", feature(language))
      #expect(try await made.field("product_features", id, "name") == "Zz eins|Zz eins")
      #expect(try await made.send("POST", "product_features", feature(language == "1" ? "2" : "1")) == [400, 84])
      try await made.removeAll()
      await bench.close()
    }

    @Test("Only one combination is the default one, and naming it by the product moves it", arguments: ShopTarget.all)
    func defaults(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let option = try await made.make("product_options", Made.option())
      let values = [
        try await made.make("product_option_values", Made.value(of: option)),
        try await made.make("product_option_values", Made.value(of: option)),
      ]
      let product = try await made.make("products", Made.product())
      let first = try await made.make("combinations", Made.combination(of: product, [values[0]]))
      #expect(try await made.field("products", product, "id_default_combination") == String(first))
      #expect(try await made.field("combinations", first, "default_on") == "")
      let chosen = "<default_on>1</default_on>"
      let second = try await made.make("combinations", Made.combination(of: product, [values[1]], chosen))
      #expect(try await made.field("products", product, "cache_default_attribute") == String(second))
      let rival = Made.combination(of: product, nil, "<id>\(first)</id>" + chosen)
      #expect(try await made.send("PUT", "combinations", rival).first == 500)
      #expect(try await made.field("combinations", first, "default_on") == "")
      let named = "<id>\(product)</id><id_default_combination>\(first)</id_default_combination>"
      #expect(try await made.send("PUT", "products", Made.product(named)) == [200])
      #expect(try await made.field("combinations", first, "default_on") == "1")
      #expect(try await made.field("combinations", second, "default_on") == "")
      #expect(try await made.field("products", product, "cache_default_attribute") == String(first))
      #expect(try await made.delete("combinations", first) == 200)
      #expect(try await made.field("products", product, "id_default_combination") == String(second))
      #expect(try await made.field("combinations", second, "default_on") == "")
      try await made.removeAll()
      await bench.close()
    }

    @Test(
      "A combination may have the values of another, keeps them in a PUT, and has a stock row",
      arguments: ShopTarget.all)
    func combinations(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let option = try await made.make("product_options", Made.option())
      let value = try await made.make("product_option_values", Made.value(of: option))
      let product = try await made.make("products", Made.product())
      let one = try await made.make("combinations", Made.combination(of: product, [value]))
      let twin = try await made.make("combinations", Made.combination(of: product, [value, 999_999]))
      #expect(try await made.list("combinations", twin, "product_option_values") == [value])
      #expect(
        try await made.send("PUT", "combinations", Made.combination(of: product, nil, "<id>\(one)</id>")) == [200])
      #expect(try await made.list("combinations", one, "product_option_values") == [value])
      #expect(try await made.count("stock_availables", where: "id_product", is: product) == 3)
      #expect(try await made.delete("combinations", one) == 200)
      #expect(try await made.count("stock_availables", where: "id_product", is: product) == 2)
      // Deleting a product with combinations leaves a row for nothing behind.
      #expect(try await made.delete("products", product) == 200)
      #expect(try await made.field("combinations", twin, "id") == nil)
      #expect(try await made.count("stock_availables", where: "id_product", is: product) == 1)
      try await made.removeAll()
      await bench.close()
    }

    @Test("A value takes its combinations with it, an option only those that have no other", arguments: ShopTarget.all)
    func values(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let size = try await made.make("product_options", Made.option())
      let colour = try await made.make("product_options", Made.option())
      let small = try await made.make("product_option_values", Made.value(of: size))
      let large = try await made.make("product_option_values", Made.value(of: size))
      let red = try await made.make("product_option_values", Made.value(of: colour))
      let product = try await made.make("products", Made.product())
      let smallRed = try await made.make("combinations", Made.combination(of: product, [small, red]))
      let largeRed = try await made.make("combinations", Made.combination(of: product, [large, red]))
      let onlyRed = try await made.make("combinations", Made.combination(of: product, [red]))
      #expect(try await made.delete("product_option_values", small) == 200)
      #expect(try await made.field("combinations", smallRed, "id") == nil)
      #expect(try await made.delete("product_options", colour) == 200)
      #expect(try await made.field("product_option_values", red, "id") == nil)
      #expect(try await made.field("combinations", onlyRed, "id") == nil)
      #expect(try await made.list("combinations", largeRed, "product_option_values") == [large])
      #expect(try await made.list("products", product, "combinations") == [largeRed])
      try await made.removeAll()
      await bench.close()
    }

    @Test(
      "Features and their values leave the products they are deleted from; a tag does not", arguments: ShopTarget.all)
    func features(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      func feature() async throws -> (Int, Int) {
        let id = try await made.make(
          "product_features", "<product_feature>\(Made.texts("name", "Zz contract"))</product_feature>")
        let value = "<product_feature_value><id_feature>\(id)</id_feature>\(Made.texts("value", "Zz"))"
        return (id, try await made.make("product_feature_values", value + "</product_feature_value>"))
      }
      let (matter, wood) = try await feature()
      let (origin, _) = try await feature()
      let tag = try await made.make("tags", "<tag><id_lang>1</id_lang><name>zz contract</name></tag>")
      _ = try await made.make("tags", "<tag><id_lang>1</id_lang><name>zz contract</name></tag>")
      func item(_ id: Int, _ value: Int) -> String {
        "<product_feature><id>\(id)</id><id_feature_value>\(value)</id_feature_value></product_feature>"
      }
      let lists = "<product_features>\(item(matter, wood))\(item(origin, 999_999))</product_features>"
      let product = try await made.make(
        "products", Made.product(lists: lists + Made.list("tags", "tag", [tag])))
      #expect(try await made.list("products", product, "product_features") == [matter, origin].sorted())
      #expect(try await made.delete("product_feature_values", wood) == 200)
      #expect(try await made.list("products", product, "product_features") == [origin])
      #expect(try await made.delete("product_features", origin) == 200)
      #expect(try await made.list("products", product, "product_features") == [])
      #expect(try await made.delete("tags", tag) == 200)
      #expect(try await made.list("products", product, "tags") == [tag])
      try await made.removeAll()
      await bench.close()
    }

    @Test("Two special prices cannot be for the same; those before it in the body stay", arguments: ShopTarget.all)
    func prices(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let product = try await made.make("products", Made.product())
      let id = try await made.make("specific_prices", Made.price(of: product, from: 1))
      #expect(try await made.field("specific_prices", id, "from") == "0000-00-00 00:00:00")
      let body = Made.price(of: product, from: 5) + Made.price(of: product, from: 1)
      #expect(try await made.send("POST", "specific_prices", body).first == 500)
      #expect(try await made.count("specific_prices", where: "id_product", is: product) == 2)
      #expect(try await made.delete("products", product) == 200)
      #expect(try await made.count("specific_prices", where: "id_product", is: product) == 0)
      await bench.close()
    }

    @Test(
      "A special price is known by goods, buyers, quantity and time, and by the cart or the rule that it is for: found by all of them, no period included",
      arguments: ShopTarget.all)
    func priceKeys(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let product = try await made.make("products", Made.product())
      let plain = try await made.make("specific_prices", Made.price(of: product, from: 1))
      let dated = Made.price(of: product, from: 1, since: "2026-06-01 00:00:00")
      let later = try await made.make("specific_prices", dated)
      #expect(try await made.send("POST", "specific_prices", dated).first == 500)
      for field in ["id_specific_price_rule", "id_cart", "id_customer", "id_country", "id_group", "id_shop"] {
        let other = Made.price(of: product, from: 1, [field: 1])
        _ = try await made.make("specific_prices", other)
        #expect(try await made.send("POST", "specific_prices", other).first == 500, "\(field)")
      }
      let zeros = ["id_specific_price_rule", "id_cart", "id_customer", "id_country", "id_group", "id_shop"]
      func probe(_ from: Value, _ quantity: Int) -> Probe {
        Probe(
          resource: "specific_prices",
          conditions: zeros.map { Condition($0, .equals, 0) } + [
            Condition("id_product", .equals, .integer(product)),
            Condition("from_quantity", .equals, .integer(quantity)),
            Condition("from", .equals, from), Condition("to", .equals, .null),
          ], fields: ["from"])
      }
      let connector = try bench.connector()
      let read = try #require(try await connector.record("specific_prices", RecordKey(later), ["from", "to"]))
      let since = read["from"]
      #expect(since.instant != nil && read["to"] == .null)
      let found = try await connector.find([probe(.null, 1), probe(since, 1), probe(.null, 2)])
      #expect(found.map { $0.map(\.key) } == [[RecordKey(plain)], [RecordKey(later)], []])
      #expect(try await made.delete("products", product) == 200)
      await bench.close()
    }

    @Test("References may occur twice, and the shop dates what it makes", arguments: ShopTarget.all)
    func products(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let made = CatalogueRecords(bench)
      let old = "<date_add>2020-01-02 03:04:05</date_add>"
      let first = try await made.make("products", Made.product(old))
      let second = try await made.make("products", Made.product())
      #expect(first != second)
      #expect(try await made.field("products", first, "date_add")?.hasPrefix("2020") == false)
      #expect(try await made.send("PUT", "products", Made.product("<id>\(first)</id>" + old)) == [200])
      #expect(try await made.field("products", first, "date_add")?.hasPrefix("2020") == true)
      #expect(try await made.delete("products", first) == 200)
      #expect(try await made.count("stock_availables", where: "id_product", is: first) == 0)
      #expect(try await made.delete("products", first) == 404)
      try await made.removeAll()
      await bench.close()
    }
  }
}
