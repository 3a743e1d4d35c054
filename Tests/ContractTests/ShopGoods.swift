import Foundation
import PrestaShop
import Records
import Testing
import XMLStream

/// Records of the catalogue that a test makes for itself and removes again.
struct ShopGoods {
  let bench: ShopBench
  let connector: PrestaShopConnector
  /// No two tests use the same names, and no two runs against one real shop.
  let mark = "CONTRACT-\(Int.random(in: 100_000...999_999))"

  /// - Parameter fields: written besides, or instead.
  func product(_ name: String, _ fields: [String: Value] = [:]) -> Write {
    let own: [String: Value] = [
      "reference": .text("\(mark)-\(name)"), "name": ["fr": .text("Fr \(name)"), "en": .text("En \(name)")],
      "link_rewrite": ["fr": "fiche", "en": "page"], "price": .decimal(Decimal(25) / 2), "active": false, "state": 1,
      "id_category_default": 2, "categories": [2],
    ]
    return Write(
      resource: "products", identity: .create(nil), fields: own.merging(fields) { _, new in new },
      probe: [Condition("reference", .equals, .text("\(mark)-\(name)"))])
  }

  func combination(_ name: String, of product: RecordKey, _ value: RecordKey, _ fields: [String: Value] = [:]) -> Write
  {
    let own: [String: Value] = [
      "id_product": product.value, "reference": .text("\(mark)-\(name)"), "minimal_quantity": 1, "price": 0,
      "product_option_values": [value.value],
    ]
    return Write(
      resource: "combinations", identity: .create(nil), fields: own.merging(fields) { _, new in new },
      probe: [
        Condition("id_product", .equals, product.value),
        Condition("product_option_values", .equals, [value.value]),
      ])
  }

  func named(_ resource: String, _ name: String, _ fields: [String: Value] = [:], by field: String = "name") -> Write {
    let texts: Value = ["fr": .text("\(mark) fr \(name)"), "en": .text("\(mark) en \(name)")]
    return Write(
      resource: resource, identity: .create(nil), fields: fields.merging([field: texts]) { own, _ in own },
      probe: [Condition(field, .equals, texts)])
  }

  /// An attribute with some values.
  func values(_ count: Int) async throws -> (option: RecordKey, values: [RecordKey]) {
    let option = try #require(
      try await connector.write(
        named(
          "product_options", "Size",
          ["is_color_group": false, "group_type": "select", "public_name": ["fr": "Taille", "en": "Size"]])
      ).key)
    let outcomes = await connector.write(
      (1...count).map { named("product_option_values", "\($0)", ["id_attribute_group": option.value]) })
    return (option, try outcomes.map { try #require($0.key, "\($0)") })
  }

  func made(_ writes: [Write]) async throws -> [RecordKey] {
    try await connector.write(writes).map { try #require($0.key, "\($0)") }
  }

  /// The records of a reference, as the shop lists them.
  func count(_ resource: String, _ name: String) async throws -> Int {
    try await bench.wire.get("\(resource)?display=[id]&filter[reference]=[\(mark)-\(name)]").ids.count
  }

  func delete(_ resource: String, _ keys: [RecordKey]) async -> [Outcome] {
    await connector.perform(
      keys.map { ActionCall(resource: resource, key: $0, action: ResourceSchema.Action.delete) })
  }

  func remove(_ resource: String, _ keys: [RecordKey]) async {
    #expect(await delete(resource, keys).allSatisfy { $0.key != nil }, "\(resource) \(keys) stay in the shop")
  }

  func document(_ resource: String, _ key: RecordKey) async throws -> XMLElement {
    try #require(try await bench.wire.get("\(resource)?display=full&filter[id]=[\(key)]").rows.first)
  }
}
