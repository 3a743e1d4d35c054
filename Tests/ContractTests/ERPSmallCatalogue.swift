import Foundation
import Odoo
import Records
import Testing

/// A small catalogue of a test's own, made through the connector as a mapping would make it.
struct ERPSmallCatalogue {
  /// Two pictures of two by two pixels.
  static let pictures = [
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4IScHRAwQCgAfJgQRoo8irwAAAABJRU5ErkJggg==",
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGOQkzsBRAwQCgAZ1gQRShBSHAAAAABJRU5ErkJggg==",
  ]

  let bench: ERPBench
  let connector: OdooConnector
  let category: RecordKey
  let attribute: RecordKey
  /// Small and large.
  let values: [RecordKey]
  private(set) var templates: [RecordKey] = []

  init(_ bench: ERPBench) async throws {
    let connector = bench.connector()
    func create(_ resource: String, _ name: String, _ fields: [String: Value]) async throws -> RecordKey {
      let outcome = try await connector.write(
        Write(resource: resource, identity: .create(bench.key(name)), fields: fields))
      return try #require(outcome.key, "\(resource): \(outcome)")
    }
    category = try await create("product.category", "category", ["name": .text("\(bench.token) category")])
    attribute = try await create(
      "product.attribute", "attribute",
      ["name": ["en": .text("\(bench.token) size"), "fr": .text("\(bench.token) taille")], "create_variant": "always"])
    var values: [RecordKey] = []
    for (english, french) in [("small", "petit"), ("large", "grand")] {
      values.append(
        try await create(
          "product.attribute.value", "value-\(english)",
          [
            "attribute_id": attribute.value,
            "name": ["en": .text("\(bench.token) \(english)"), "fr": .text("\(bench.token) \(french)")],
          ]))
    }
    self.values = values
    self.bench = bench
    self.connector = connector
  }

  /// A product in both sizes, or without variants.
  func product(_ name: String, hasSizes: Bool = false, _ fields: [String: Value] = [:]) -> Write {
    let own: [String: Value] = [
      "name": ["en": .text("\(bench.token) \(name)"), "fr": .text("\(bench.token) \(name) (fr)")],
      "list_price": 10, "categ_id": category.value, "type": "consu", "is_storable": true,
    ]
    let key = bench.key("product-\(name)")
    let line = ChildWrite(
      key: "size", fields: ["attribute_id": attribute.value, "value_ids": .list(values.map(\.value))])
    return Write(
      resource: "product.template", identity: .create(key), fields: own.merging(fields) { _, new in new },
      children: hasSizes ? ["attribute_line_ids": [line]] : [:], childKey: key)
  }

  mutating func made(_ write: Write) async throws -> RecordKey {
    let outcome = try await connector.write(write)
    let key = try #require(outcome.key, "\(outcome)")
    templates.append(key)
    return key
  }

  /// The file of one of the pictures.
  static func file(_ index: Int) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("picture-\(UUID().uuidString).png").path
    try #require(Data(base64Encoded: pictures[index])).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Takes everything away again, and tells what would not go.
  func remove() async throws {
    let records = [
      ("product.template", templates), ("product.attribute.value", values), ("product.attribute", [attribute]),
      ("product.category", [category]),
    ]
    for (resource, keys) in records {
      let calls = keys.map { ActionCall(resource: resource, key: $0, action: ResourceSchema.Action.delete) }
      for outcome in await connector.perform(calls) { #expect(outcome.key != nil, "\(resource): \(outcome)") }
    }
  }
}
