import Foundation
import Records

/// The virtual resource `variants`: what can be sold, by (product, combination). A simple product sells as
/// combination 0; a product with combinations sells as each of them, and its combination 0 is no variant.
enum Variants {
  static let name = "variants"
  /// The shop's own resources that they are read from.
  static let parts = ["products", "combinations"]

  static let schema = ResourceSchema(
    name: name,
    fields: [
      FieldSchema("key", .other("id_product,id_product_attribute"), isReadOnly: true),
      FieldSchema("id_product", .reference("products"), isReadOnly: true),
      FieldSchema("id_product_attribute", .reference("combinations"), isReadOnly: true),
      FieldSchema("reference", .text, isReadOnly: true), FieldSchema("ean13", .text, isReadOnly: true),
      FieldSchema("upc", .text, isReadOnly: true), FieldSchema("isbn", .text, isReadOnly: true),
      FieldSchema("mpn", .text, isReadOnly: true), FieldSchema("name", .texts, isReadOnly: true, isFilterable: false),
      FieldSchema("active", .bool, isReadOnly: true, isFilterable: false),
      FieldSchema("price", .decimal, isReadOnly: true, isFilterable: false),
      FieldSchema("weight", .decimal, isReadOnly: true, isFilterable: false),
      FieldSchema("default_on", .bool, isReadOnly: true, isFilterable: false),
    ],
    keyFields: ["id_product", "id_product_attribute"], creation: .never, update: .never)

  /// Fields that a product and its combinations have each of their own.
  static let codes = ["reference", "ean13", "upc", "isbn", "mpn"]
  /// Fields of the product that all its variants show.
  static let shared = ["name", "active"]
  /// The combination's value is a difference to the product's.
  static let added = ["price", "weight"]

  static func productFields(for fields: Set<String>) -> [String] {
    (codes + shared + added).filter { fields.contains($0) } + ["combinations"]
  }

  static func combinationFields(for fields: Set<String>) -> [String] {
    (codes + added + ["default_on"]).filter { fields.contains($0) } + ["id_product"]
  }

  /// One product's variants: itself, or each of its combinations.
  static func variants(of product: Record, combinations: [Record], fields: Set<String>) -> [Record] {
    if product["combinations"].isEmpty { return [variant(product, combination: nil, fields: fields)] }
    return combinations.sorted { $0.key < $1.key }.map { variant(product, combination: $0, fields: fields) }
  }

  static func variant(_ product: Record, combination: Record?, fields: Set<String>) -> Record {
    var values: [String: Value] = [:]
    for name in codes { values[name] = (combination ?? product)[name] }
    for name in shared { values[name] = product[name] }
    for name in added {
      let own = product[name].number ?? 0
      values[name] = .decimal(own + (combination?[name].number ?? 0))
    }
    values["default_on"] = combination.map { .bool($0["default_on"].bool ?? false) } ?? true
    let key = RecordKey([product.key.description, combination?.key.description ?? "0"])
    values = values.filter { fields.contains($0.key) }
    values["id_product"] = product.key.value
    values["id_product_attribute"] = combination?.key.value ?? 0
    if fields.contains("key") { values["key"] = key.value }
    return Record(resource: name, key: key, fields: values)
  }
}
