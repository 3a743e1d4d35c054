import Engine
import Foundation
import JournalStore
import Mapping
import Records
import Sandbox
import Testing

/// What tests of the catalogue need: runs with its files, and what the shop's tables say in short.
extension Bench {
  /// The flows of the catalogue, in the order in which they are carried over.
  static let catalogue = [
    "categories", "attributes", "attribute_values", "features", "feature_values", "suppliers", "tags", "products",
    "images",
    "combinations", "prices",
  ]

  /// One run of a worker whose mapping files carry the catalogue over, and nothing but the catalogue unless told otherwise.
  @discardableResult
  func carry(_ flows: [String] = catalogue, mappings: MappingSet? = nil) async throws -> RunReport {
    try await withEngine(mappings: mappings ?? Shipped.catalogue()) { try await $0.sync(flows) }
  }

  /// A person looks at what was matched and accepts it, if told to.
  @discardableResult
  func match(_ flow: String, accept: Bool, mappings: MappingSet? = nil) async throws -> MatchReport {
    try await withEngine(mappings: mappings ?? Shipped.catalogue()) { try await $0.match(flow, accept: accept) }
  }

  /// Compares everything with the other side.
  func verify(_ flow: String) async throws {
    _ = try await withEngine(mappings: Shipped.catalogue()) { try await $0.verify(flow) { _ in } }
  }

  /// A product of the ERP with variants, which get these references in their order.
  func make(_ draft: ERPProductDraft, variants references: [String]) throws -> (template: Int, variants: [Int]) {
    let made = try #require(erp.add(draft))
    try #require(made.variants.count == references.count)
    for (variant, reference) in zip(made.variants, references) {
      erp.editByHand("product.product", variant, ["default_code": .text(reference)])
    }
    return made
  }

  /// The ERP's product of this name.
  func template(called name: String) throws -> Int {
    let template = erp.records("product.template", fields: ["name"]).first { $0["name"]?.text == name }
    return try #require(template?["id"]?.integer)
  }

  /// A product that the shop has in these sizes; its combinations are not made yet.
  func addToShop(_ reference: String, name: String, sizes: [String]) -> (product: Int, options: [Int]) {
    let options = shop.addOption("Size", values: sizes).values
    return (shop.addProduct(reference: reference, name: name, price: 25, quantity: 0), options)
  }

  /// What the shop was asked to change since its log was cleared: "POST products".
  var changesOfShop: [String] {
    shop.log.entries.filter { $0.method != "GET" && $0.method != "HEAD" }.map { "\($0.method) \($0.path)" }
  }

  /// The shop's product of this reference.
  func product(called reference: String) -> ShopRecord? {
    shop.records("products", where: "reference", is: reference).first
  }

  /// The combinations of a product, each as its reference with the names of its values, sorted: "SHIRT-S: Small".
  func combinations(of product: Int) -> [String] {
    shop.records("combinations", where: "id_product", is: String(product)).map { row in
      let names = (row.lists["product_option_values"] ?? []).compactMap { Int($0["id"] ?? "") }
        .compactMap { shop.record("product_option_values", $0)?["name"] }
      return "\(row["reference"]): \(names.sorted().joined(separator: ", "))"
    }
    .sorted()
  }

  /// The ids that a list of a record holds.
  func ids(_ list: String, of record: ShopRecord?) -> [Int] {
    (record?.lists[list] ?? []).compactMap { Int($0["id"] ?? "") }.sorted()
  }

  /// Nothing stands in quarantine.
  func expectNoFaults(at location: Testing.SourceLocation = #_sourceLocation) async throws {
    let found = try await quarantine().map { "\($0.flow) \($0.key): \($0.fault)" }
    #expect(found == [], sourceLocation: location)
  }

  /// The codes of what stands in quarantine, by flow.
  func faults() async throws -> [String] { try await quarantine().map { "\($0.flow): \($0.fault.code)" }.sorted() }
}
