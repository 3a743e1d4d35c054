import Foundation
import PrestaShop
import Records
import Testing
import XMLStream

extension Contract.Shop {
  @Suite("Writing a part: random documents, random parts of them")
  struct PartialWriting {
    /// Values of a product by field, a new one each time. Texts come in both languages or in one.
    private static let pool: [(field: String, value: @Sendable (Int) -> Value)] = [
      ("reference", { .text("PART-\($0)") }), ("price", { .decimal(Decimal($0) / 100) }),
      ("weight", { .decimal(Decimal($0) / 8) }), ("width", { .integer($0 % 90) }), ("active", { .bool($0 % 2 == 0) }),
      ("ean13", { .text(String(4_000_000_000_000 + $0)) }), ("upc", { .text(String(100_000 + $0)) }),
      ("name", { ["fr": .text("Partie \($0) é"), "en": .text("Part \($0)")] }),
      ("meta_title", { ["fr": .text("Titre \($0)"), "en": .text("Title \($0)")] }),
      ("meta_description", { ["en": .text("Words & more \($0)")] }),
      ("available_now", { ["fr": .text("Là \($0)"), "en": .null] }),
      ("description", { ["fr": .text("<p>Texte \($0)</p>"), "en": .text("<p>Text \($0)</p>")] }),
      ("minimal_quantity", { .integer(1 + $0 % 9) }), ("on_sale", { .bool($0 % 3 == 0) }),
      ("wholesale_price", { .decimal(Decimal($0) / 1000) }), ("visibility", { ["both", "search", "none"][$0 % 3] }),
      ("condition", { ["new", "used", "refurbished"][$0 % 3] }), ("unity", { .text("pc \($0 % 7)") }),
      ("supplier_reference", { .text("S\($0)") }), ("additional_shipping_cost", { .decimal(Decimal($0) / 50) }),
    ]

    /// What the shop moves by itself as it saves.
    private static let moving: Set = ["date_upd", "indexed", "unit_price_ratio"]

    private static func differences(_ one: XMLElement, _ other: XMLElement) -> Set<String> {
      let names = Set((one.children + other.children).map(\.name))
      return names.filter { one.child($0) != other.child($0) }
    }

    @Test("Whatever part of a product is written, nothing else of it changes", arguments: ShopTarget.all)
    func products(_ target: ShopTarget) async throws {
      let bench = try await ShopBench.open(target)
      let goods = ShopGoods(bench: bench, connector: try bench.connector())
      var fields = Dictionary(Self.pool.map { ($0.field, $0.value(1)) }) { first, _ in first }
      fields["reference"] = nil
      let product = try await goods.made([goods.product("R", fields)])[0]
      var before = try await goods.document("products", product)
      for round in 2...14 {
        let parts = Self.pool.shuffled().prefix(Int.random(in: 1...6))
        let changed = Dictionary(parts.map { ($0.field, $0.value(round * 7)) }) { first, _ in first }
        let outcome = try await goods.connector.write(
          Write(resource: "products", identity: .update(product), fields: changed))
        #expect(outcome == .applied(product), "\(outcome) \(changed)")
        let after = try await goods.document("products", product)
        let differing = Self.differences(before, after).subtracting(Self.moving)
        #expect(
          differing.isSubset(of: changed.keys), "\(differing.subtracting(changed.keys)) changed with \(changed.keys)")
        let read = try #require(try await goods.connector.record("products", product, changed.keys.sorted()))
        for (field, wanted) in changed {
          #expect(Self.holds(read[field], wanted), "\(field): \(read[field]), not \(wanted)")
        }
        before = after
      }
      await goods.remove("products", [product])
      await bench.close()
    }

    /// The languages that were named hold what was given.
    private static func holds(_ value: Value, _ wanted: Value) -> Bool {
      guard let texts = wanted.map else { return value.normalized == wanted.normalized || isNothing(value, wanted) }
      return texts.allSatisfy { (value.map?[$0.key] ?? .null).normalized == $0.value.normalized }
    }

    /// No at a server that has no third state.
    private static func isNothing(_ value: Value, _ wanted: Value) -> Bool { value == .null && wanted == false }
  }
}
