import Synchronization
import Testing

/// The catalogue records that a test makes by plain requests, to be removed by the shop again.
final class CatalogueRecords: Sendable {
  private let wire: ShopWire
  private let made = Mutex<[(resource: String, id: Int)]>([])

  init(_ bench: ShopBench) { wire = bench.wire }

  /// Posts one entity that has to be accepted; returns its id.
  func make(_ resource: String, _ entity: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> Int
  {
    let reply = try await wire.send("POST", resource, entity)
    let id = try #require(
      reply.ids.first, "\(reply.status) \(reply.codes)", sourceLocation: sourceLocation)
    made.withLock { $0.append((resource, id)) }
    return id
  }

  /// Sends a body; returns the status and the webservice's codes.
  func send(_ method: String, _ resource: String, _ entities: String) async throws -> [Int] {
    let reply = try await wire.send(method, resource, entities)
    for id in method == "POST" ? reply.ids : [] { made.withLock { $0.append((resource, id)) } }
    return [reply.status] + reply.codes
  }

  @discardableResult
  func delete(_ resource: String, _ id: Int) async throws -> Int {
    try await wire.send("DELETE", "\(resource)/\(id)").status
  }

  /// A field of a record; a translated one by its texts joined with "|". Nil where the record is gone.
  func field(_ resource: String, _ id: Int, _ name: String) async throws -> String? {
    let entity = try await wire.get("\(resource)/\(id)").rows.first
    guard let field = entity?.child(name) else { return nil }
    let texts = field.children("language")
    return texts.isEmpty ? field.text : texts.map(\.text).joined(separator: "|")
  }

  /// The numbers in a list of a record, ascending.
  func list(_ resource: String, _ id: Int, _ name: String) async throws -> [Int] {
    let entity = try await wire.get("\(resource)/\(id)").rows.first
    let items = entity?.child("associations")?.child(name)?.children ?? []
    return items.compactMap { Int($0.child("id")?.text ?? "") }.sorted()
  }

  func count(_ resource: String, where field: String, is id: Int) async throws -> Int {
    try await wire.get("\(resource)?display=full&filter[\(field)]=[\(id)]").rows.count
  }

  /// Removes what the test made and the shop still has, the latest first.
  func removeAll() async throws {
    for (resource, id) in made.withLock({ $0 }).reversed() { try await delete(resource, id) }
  }

  // MARK: entities

  /// The same text in both languages.
  static func texts(_ name: String, _ text: String) -> String {
    "<\(name)><language id=\"1\">\(text)</language><language id=\"2\">\(text)</language></\(name)>"
  }

  static func named(_ name: String) -> String { texts("name", name) + texts("link_rewrite", "zz-contract") }

  static func category(below parent: Int, _ more: String = "") -> String {
    "<category>\(more)<id_parent>\(parent)</id_parent><active>1</active>\(named("Zz contract"))</category>"
  }

  static func product(_ more: String = "", lists: String = "") -> String {
    "<product>\(more)<price>10</price><state>1</state><reference>ZZ-CONTRACT</reference>\(named("Zz contract"))"
      + "<associations>\(lists)</associations></product>"
  }

  static func combination(of product: Int, _ values: [Int]?, _ more: String = "") -> String {
    let list = values.map { ids in
      "<product_option_values>" + ids.map { "<product_option_value><id>\($0)</id></product_option_value>" }.joined()
        + "</product_option_values>"
    }
    return "<combination>\(more)<id_product>\(product)</id_product><minimal_quantity>1</minimal_quantity>"
      + "<associations>\(list ?? "")</associations></combination>"
  }

  static func option() -> String {
    "<product_option><is_color_group>0</is_color_group><group_type>select</group_type>"
      + texts("name", "Zz contract") + texts("public_name", "Zz contract") + "</product_option>"
  }

  static func value(of option: Int) -> String {
    "<product_option_value><id_attribute_group>\(option)</id_attribute_group>\(texts("name", "Zz"))"
      + "</product_option_value>"
  }

  /// A special price, for everybody and always unless told otherwise.
  static func price(
    of product: Int, from quantity: Int, _ more: [String: Int] = [:], since: String = "0000-00-00 00:00:00"
  ) -> String {
    let names = [
      "id_shop", "id_cart", "id_product_attribute", "id_currency", "id_country", "id_group", "id_customer",
      "id_specific_price_rule",
    ]
    return "<specific_price>" + names.map { "<\($0)>\(more[$0] ?? 0)</\($0)>" }.joined()
      + "<id_product>\(product)</id_product><price>-1</price><from_quantity>\(quantity)</from_quantity>"
      + "<reduction>0.15</reduction><reduction_tax>1</reduction_tax><reduction_type>percentage</reduction_type>"
      + "<from>\(since)</from><to>0000-00-00 00:00:00</to></specific_price>"
  }

  static func list(_ name: String, _ entity: String, _ ids: [Int]) -> String {
    "<\(name)>" + ids.map { "<\(entity)><id>\($0)</id></\(entity)>" }.joined() + "</\(name)>"
  }
}
