import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("Addresses of lists")
struct QueryTests {
  static func url(_ query: ShopQuery) -> String { query.url(api: "https://shop.test/api", shopID: 3) }

  @Test("Every list names its shop, its fields and its order")
  func plain() {
    var query = ShopQuery(resource: "orders")
    query.display = [.field("id"), .association("order_rows", ["id", "product_id"])]
    query.limit = 200
    #expect(
      Self.url(query)
        == "https://shop.test/api/orders?id_shop=3&display=%5Bid,order_rows%5Bid,product_id%5D%5D"
        + "&sort=%5Bid_ASC%5D&limit=200"
    )
  }

  @Test("A filter or an order by date brings date=1, which the shop wants")
  func dates() {
    var query = ShopQuery(resource: "orders")
    query.filters = [.init("date_upd", .between("2026-11-22 10:00:00", "9999-12-31 23:59:59"))]
    query.sort = [.init(field: "date_upd"), .init(field: "id")]
    #expect(
      Self.url(query)
        == "https://shop.test/api/orders?id_shop=3&display=full"
        + "&filter%5Bdate_upd%5D=%5B2026-11-22%2010:00:00,9999-12-31%2023:59:59%5D"
        + "&date=1&sort=%5Bdate_upd_ASC,id_ASC%5D")
    query.filters = []
    #expect(Self.url(query).contains("&date=1&"))
    query.sort = [.init(field: "id")]
    #expect(!Self.url(query).contains("date=1"))
  }

  @Test("An offset is written before the count")
  func offset() {
    var query = ShopQuery(resource: "orders")
    query.limit = 50
    query.offset = 100
    #expect(Self.url(query).hasSuffix("&limit=100,50"))
  }

  @Test(
    "Filters are written in the shop's own syntax",
    arguments: [
      (ShopFilter.equals("demo_1"), "demo_1"), (.equals(""), "[]"), (.equals("a|b"), "a|b"), (.equals("a]b"), "a]b"),
      (.equals("a[b"), "a[b"), (.equals("x[y]z"), "%[x_y_z]"), (.oneOf(["1", "2", "3"]), "[1|2|3]"),
      (.oneOf(["7"]), "7"),
      (.between("1", "9"), "[1,9]"), (.greaterThan("12"), ">[12]"), (.lessThan("12"), "<[12]"),
    ])
  func filters(filter: ShopFilter, text: String) { #expect(filter.text == text) }

  @Test(
    "What is not unreserved is percent-encoded byte by byte",
    arguments: [
      ("a b+c", "a%20b%2Bc"), ("é", "%C3%A9"), ("x&y=z#?/", "x%26y%3Dz%23%3F%2F"), ("-._~", "-._~"),
      ("[1|2]", "%5B1%7C2%5D"),
    ])
  func encoding(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(PercentEncoding.length(text) == encoded.utf8.count)
  }

  @Test("Lists of any length are divided so that no address is too long and every value is asked once")
  func batches() {
    var generator = SplitMix(seed: 7)
    for _ in 0..<200 {
      let count = Int.random(in: 0...900, using: &generator)
      let alphabet = Array("0123456789abcé|[]. ")
      let values = (0..<count).map { _ in
        String(
          (0..<Int.random(in: 1...9, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "x" })
      }
      let limit = Int.random(in: 150...6000, using: &generator)
      let batches = BatchPlan.split(values, overhead: 120, limit: limit)
      #expect(batches.flatMap(\.self).sorted() == Set(values).sorted())
      for batch in batches where batch.count > 1 {
        #expect(batch.allSatisfy(ShopFilter.isListable))
        #expect(120 + PercentEncoding.length(batch.joined(separator: "|")) <= limit)
        #expect(batch.count <= 500)
      }
      let plain = values.filter(ShopFilter.isListable)
      #expect(batches.filter { $0.allSatisfy(ShopFilter.isListable) }.flatMap(\.self) == plain.uniqued())
    }
  }
}

/// A small generator with a seed, so that a failing case can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension Array where Element: Hashable {
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
