import Foundation
import XMLStream

/// Stock rows of a real test shop: products named BENCH-…, invisible to customers, made once and left there.
struct RealStockStage {
  private static let prefix = "BENCH-"

  let plain: PlainShop
  /// The rows as they were, to be written back at the end.
  let rows: [PlainStockRow]

  static func make(_ plain: PlainShop, rows count: Int) async throws -> RealStockStage {
    var products = try await known(plain, count)
    if products.count < count {
      try await make(count - products.count, plain)
      products = try await known(plain, count)
    }
    let rows = try await read(plain, products)
    guard rows.count == count else { throw ShopFailure("The shop has \(rows.count) of the \(count) stock rows.") }
    return RealStockStage(plain: plain, rows: rows)
  }

  private static func known(_ plain: PlainShop, _ count: Int) async throws -> [Int] {
    try await plain.get(
      "products",
      [("display", "[id]"), ("filter[reference]", "[\(prefix)]%"), ("sort", "[id_ASC]"), ("limit", String(count))]
    ).compactMap { $0.child("id").flatMap { Int($0.text) } }
  }

  private static func make(_ count: Int, _ plain: PlainShop) async throws {
    let languages = try await plain.get("languages", [("display", "[id]")]).compactMap { $0.child("id")?.text }
    let batch = UUID().uuidString.prefix(6)
    func texts(_ name: String, _ text: String) -> String {
      "<\(name)>\(languages.map { "<language id=\"\($0)\">\(text)</language>" }.joined())</\(name)>"
    }
    let products = (0..<count).map { number in
      let reference = "\(prefix)\(batch)-\(number)"
      return "<product><reference>\(reference)</reference><price>1</price><state>1</state><active>0</active>"
        + "<id_category_default>2</id_category_default>" + texts("name", "Benchmark \(number)")
        + texts("link_rewrite", "benchmark-\(number)") + "</product>"
    }
    for body in products.chunks(of: 50) { try await plain.write("POST", "products", body) }
  }

  /// The rows of simple products, in the order of their ids.
  private static func read(_ plain: PlainShop, _ products: [Int]) async throws -> [PlainStockRow] {
    var rows: [PlainStockRow] = []
    for part in products.chunks(of: 100) { rows += try await list(plain, "id_product", part) }
    return rows.filter { $0.combination == 0 }
  }

  private static func list(_ plain: PlainShop, _ field: String, _ values: [Int]) async throws -> [PlainStockRow] {
    try await plain.get(
      "stock_availables",
      [
        ("display", "full"), ("sort", "[id_ASC]"),
        ("filter[\(field)]", "[\(values.map(String.init).joined(separator: "|"))]"),
      ]
    ).compactMap(PlainStockRow.init)
  }

  // MARK: What a script does

  /// Each row on its own: found by its product, read by its id, written whole.
  func writeOneByOne(_ quantity: (PlainStockRow) -> Int) async throws {
    for row in rows {
      guard let found = try await Self.list(plain, "id_product", [row.product]).first,
        let element = try await plain.get("stock_availables/\(found.id)").first, let read = PlainStockRow(element)
      else { throw ShopFailure("The shop has no stock row \(row.id).") }
      try await plain.write("PUT", "stock_availables", [read.document(quantity: quantity(row))])
    }
  }

  /// Bodies of a hundred rows that are known already.
  func writeBodies(_ quantity: (PlainStockRow) -> Int) async throws {
    for body in rows.chunks(of: 100) {
      try await plain.write("PUT", "stock_availables", body.map { $0.document(quantity: quantity($0)) })
    }
  }

  /// All rows as they are, in lists of a hundred.
  func readAll() async throws -> [PlainStockRow] {
    var now: [PlainStockRow] = []
    for part in rows.chunks(of: 100) { now += try await Self.list(plain, "id", part.map(\.id)) }
    return now
  }

  /// How many rows do not hold that quantity, or lost another field.
  func wrong(_ quantity: (PlainStockRow) -> Int) async throws -> Int {
    let now = Dictionary(try await readAll().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return rows.count { row in
      let wanted = quantity(row)
      return now[row.id]?.quantity != wanted
        || now[row.id]?.document(quantity: wanted) != row.document(quantity: wanted)
    }
  }

  func restore() async throws { try await writeBodies(\.quantity) }
}
