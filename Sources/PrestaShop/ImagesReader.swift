import Records

/// Reads `images` from products: many products in one request.
struct ImagesReader: Sendable {
  let client: ShopClient
  let products: ShopResource
  let context: ShopContext
  private let fields: Set<String>
  private let plan: ConditionPlan

  /// Throws UNKNOWN_FIELD.
  init(
    _ client: ShopClient, products: ShopResource, context: ShopContext, fields: [String] = [],
    conditions: [Condition] = []
  ) throws(Fault) {
    self.client = client
    self.products = products
    self.context = context
    plan = try ConditionPlan(conditions, ofVirtual: Images.schema, fields: fields, zone: context.zone)
    self.fields = Set(fields).union(plan.fields)
  }

  /// - Parameter field: "key" (values are lists of product and image), or "id_product".
  func read(_ field: String, _ values: [Value]) async throws -> [Record] {
    guard !plan.isImpossible else { return [] }
    switch field {
    case "key":
      let keys = values.compactMap { Images.parts(of: RecordKey(values: $0.list ?? [])) }
      let listed = try await lists(of: Set(keys.map(\.product)))
      var seen: Set<RecordKey> = []
      return keys.compactMap { key in
        guard seen.insert(Images.key(key.product, key.image)).inserted else { return nil }
        return listed[key.product]?.records(fields).first { $0.key == Images.key(key.product, key.image) }
      }.filter(plan.holds)
    case "id_product":
      let ids = values.compactMap(\.integer)
      let listed = try await lists(of: Set(ids))
      return ids.uniqued().compactMap { listed[$0] }.flatMap { records(of: $0) }
    default:
      throw Fault(
        .configuration, "UNKNOWN_FIELD", "prestashop/images cannot be read by \(field).",
        context: ["resource": Images.name, "field": field], hint: "Use key or id_product.")
    }
  }

  /// By product; one that does not exist is not there.
  func lists(of ids: Set<Int>) async throws -> [Int: ProductImages] {
    guard !ids.isEmpty else { return [:] }
    let request = try productRequest()
    let reader = try RelatedReader(client: client, request: request, field: request.resource.field("id"))
    let found = try await reader.read(ids.sorted().map(Value.integer)).map(ProductImages.init)
    return Dictionary(found.map { ($0.product, $0) }) { first, _ in first }
  }

  func productRequest() throws(Fault) -> ListRequest {
    try ListRequest(products, context, fields: Images.productFields, conditions: [])
  }

  func records(of list: ProductImages) -> [Record] { list.records(fields).filter(plan.holds) }
}

extension [Int] {
  /// Each once, in the order of their first places.
  fileprivate func uniqued() -> [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
