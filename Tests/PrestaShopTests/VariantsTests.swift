import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("What can be sold")
struct VariantsTests {
  static func shop(_ change: (inout FakeShop.State) -> Void = { _ in }) -> FakeShop {
    FakeShop {
      $0.tables["products"] = [
        [
          "id": "1", "reference": "MUG", "price": "10.000000", "weight": "0.5", "active": "1",
          "name": "<language id=\"2\">Tasse</language>",
        ],
        [
          "id": "2", "reference": "SHIRT", "price": "20.000000", "weight": "0.2", "active": "1",
          "associations":
            "<combinations><combination><id>5</id></combination><combination><id>6</id></combination></combinations>",
        ],
      ]
      $0.tables["combinations"] = [
        ["id": "5", "id_product": "2", "reference": "SHIRT-S", "price": "0.000000", "weight": "0", "default_on": "1"],
        ["id": "6", "id_product": "2", "reference": "SHIRT-L", "price": "2.500000", "weight": "0.1", "default_on": ""],
      ]
      change(&$0)
    }
  }

  @Test("A simple product sells as combination 0, another as each of its combinations, at its price and theirs")
  func keys() async throws {
    let keys: [Value] = [[1, 0], [2, 6], [2, 5], [2, 0], [1, 6], [9, 0], [2, 99], [1, 0]]
    let shop = Self.shop()
    let records = try await shop.connector().read(
      RelatedQuery(
        resource: "variants", field: "key", values: keys,
        fields: ["key", "reference", "price", "weight", "name", "default_on"]))
    #expect(records.map(\.key) == ["1,0", "2,6", "2,5"])
    #expect(records[0]["price"] == .decimal(10))
    #expect(records[0]["name"] == ["fr": "Tasse"])
    #expect(records[0]["default_on"] == true)
    #expect(records[1]["price"] == .decimal(Decimal(string: "22.5") ?? 0))
    #expect(records[1]["weight"] == .decimal(Decimal(string: "0.3") ?? 0))
    #expect(records[1]["reference"] == "SHIRT-L")
    #expect(records[1]["key"] == [2, 6])
    #expect(records[1]["id_product_attribute"] == 6)
  }

  @Test("Combinations are only asked for where one is meant")
  func requests() async throws {
    let shop = Self.shop()
    let connector = shop.connector()
    _ = try await connector.read(
      RelatedQuery(resource: "variants", field: "key", values: [[1, 0]], fields: ["reference"]))
    #expect(!shop.sent.contains { $0.path == "combinations" && $0.parameters["schema"] == nil })
  }

  @Test("A pass shows each of them once, page by page, and goes on within a product")
  func scan() async throws {
    let connector = Self.shop().connector(pageSize: 1)
    let pass = try await ReadingTests.all(
      try await connector.scan(ScanQuery(resource: "variants", fields: ["reference"])))
    #expect(pass.records.map(\.key) == ["1,0", "2,5", "2,6"])
    #expect(pass.pages.last?.isComplete == true)
    #expect(pass.pages.dropLast().allSatisfy { !$0.isComplete })
    let rest = try await ReadingTests.all(
      try await connector.scan(ScanQuery(resource: "variants", after: "2,5", fields: [])))
    #expect(rest.records.map(\.key) == ["2,6"])
  }

  @Test("They are found by their codes, whatever the case, many in a few requests")
  func find() async throws {
    let shop = Self.shop()
    let connector = shop.connector()
    let probes = ["mug", "SHIRT-L", "SHIRT", "none"].map {
      Probe(resource: "variants", conditions: [Condition("reference", .equals, .text($0))], fields: ["reference"])
    }
    let found = try await connector.find(probes)
    #expect(found.map { $0.map(\.key) } == [["1,0"], ["2,6"], [], []])
    #expect(
      shop.sent.filter { $0.parameters["schema"] == nil && ["products", "combinations"].contains($0.path) }.count == 3)
  }

  @Test("Probes of one row among many columns are asked together and told apart")
  func findStock() async throws {
    let shop = Self.shop {
      $0.tables["stock_availables"] = (0..<6).map { number in
        [
          "id": String(number + 1), "id_product": String(number / 2), "id_product_attribute": String(number % 2),
          "id_shop": "1",
          "id_shop_group": "0", "quantity": String(number),
        ]
      }
    }
    let probes = [(2, 1), (0, 0), (7, 0)].map { product, combination in
      Probe(
        resource: "stock_availables",
        conditions: [
          Condition("id_product", .equals, .integer(product)),
          Condition("id_product_attribute", .equals, .integer(combination)),
        ],
        fields: ["quantity"])
    }
    #expect(try await shop.connector().find(probes).map { $0.map(\.key) } == [[6], [1], []])
    #expect(shop.sent.filter { $0.path == "stock_availables" && $0.parameters["schema"] == nil }.count == 1)
  }

  @Test("A row that the shop finds equal and we do not makes every probe be asked alone: no candidate is lost")
  func collation() {
    let probe = Probe(resource: "products", conditions: [Condition("reference", .equals, "œuvre")], fields: [])
    let row = Record(resource: "products", key: 1, fields: ["reference": "oeuvre"])
    #expect(Finder.assign([row], to: [probe], primary: "reference") == nil)
    let accented = Record(resource: "products", key: 2, fields: ["reference": "OÉUVRE "])
    let plain = Probe(resource: "products", conditions: [Condition("reference", .equals, "oeuvre")], fields: [])
    #expect(Finder.assign([accented], to: [plain], primary: "reference") == [[accented]])
  }

  @Test("Probes with other comparisons stand alone")
  func grouping() {
    let probes = [
      Probe(resource: "orders", conditions: [Condition("reference", .equals, "A")], fields: []),
      Probe(resource: "orders", conditions: [Condition("reference", .equals, "B")], fields: []),
      Probe(resource: "orders", conditions: [Condition("id", .isGreaterThan, 4)], fields: []),
      Probe(resource: "orders", conditions: [Condition("reference", .equals, .null)], fields: []),
    ]
    let (groups, single) = Finder.group(probes)
    #expect(groups.values.map { $0 } == [[0, 1]])
    #expect(single == [2, 3])
  }

  @Test("Probes that ask for nothing in some of their fields share a request, which lists no more than what may fit")
  func nothing() async throws {
    let never = "0000-00-00 00:00:00"
    func row(_ id: Int, _ product: Int, _ group: Int, _ quantity: Int, _ from: String) -> FakeShop.Row {
      [
        "id": String(id), "id_product": String(product), "id_group": String(group), "from_quantity": String(quantity),
        "from": from, "to": never,
      ]
    }
    let shop = Self.shop {
      $0.synopses["specific_prices"] = FakeShop.prices
      $0.tables["specific_prices"] =
        [
          row(1, 7, 4, 1, never), row(2, 7, 4, 5, never), row(3, 7, 4, 5, "2026-01-01 00:00:00"),
          row(4, 7, 3, 5, never), row(5, 8, 4, 1, "2026-01-01 00:00:00"),
        ] + (10..<40).map { row($0, $0, 4, 1, never) }
    }
    let january = Value.instant(try #require(Instant(utc: "2025-12-31 23:00:00")))
    let probes = [(7, 5, .null), (8, 1, .null), (7, 5, january), (8, 1, january), (7, 1, Value.null)].map {
      product, quantity, from in
      Probe(
        resource: "specific_prices",
        conditions: [
          Condition("id_product", .equals, .integer(product)), Condition("id_group", .equals, 4),
          Condition("from_quantity", .equals, .integer(quantity)), Condition("from", .equals, from),
          Condition("to", .equals, .null),
        ],
        fields: ["id_product"])
    }
    #expect(try await shop.connector().find(probes).map { $0.map(\.key) } == [[2], [], [3], [5], [1]])
    let asked = shop.sent.filter { $0.path == "specific_prices" && $0.parameters["schema"] == nil }
    #expect(asked.count == 1)
    #expect(asked.first?.parameters["filter[id_group]"] == "4")
    #expect(asked.first?.parameters["filter[id_product]"] == "[7|8]")
  }
}
