import Records

/// Reads `variants` from products and combinations.
struct VariantsReader: Sendable {
  let client: ShopClient
  let products: ShopResource
  let combinations: ShopResource
  let context: ShopContext
  let fields: Set<String>
  private let plan: ConditionPlan

  /// Throws UNKNOWN_FIELD.
  init(
    _ client: ShopClient, products: ShopResource, combinations: ShopResource, context: ShopContext, fields: [String],
    conditions: [Condition]
  ) throws(Fault) {
    self.client = client
    self.products = products
    self.combinations = combinations
    self.context = context
    plan = try ConditionPlan(conditions, ofVirtual: Variants.schema, fields: fields, zone: context.zone)
    self.fields = Set(fields).union(plan.fields)
  }

  /// - Parameter field: "key" (values are lists of product and combination), "id_product", or one of the codes.
  func read(_ field: String, _ values: [Value]) async throws -> [Record] {
    guard !plan.isImpossible else { return [] }
    switch field {
    case "key": return try await read(keys: values)
    case "id_product": return try await read(products: values).filter(plan.holds)
    case let code where Variants.codes.contains(code): return try await read(code: code, values)
    default:
      throw Fault(
        .configuration, "UNKNOWN_FIELD", "prestashop/variants cannot be read by \(field).",
        context: ["resource": Variants.name, "field": field],
        hint: "Use key, id_product, reference, ean13, upc, isbn or mpn.")
    }
  }

  func productRequest() throws(Fault) -> ListRequest {
    try ListRequest(products, context, fields: Variants.productFields(for: fields), conditions: [])
  }

  /// All variants of these products.
  func variants(of found: [Record]) async throws -> [Record] {
    let composed = found.filter { !$0["combinations"].isEmpty }
    let children = composed.isEmpty ? [] : try await combinations(where: "id_product", composed.map(\.key.value))
    let byProduct = Dictionary(grouping: children) { $0["id_product"] }
    return found.flatMap { product in
      Variants.variants(of: product, combinations: byProduct[product.key.value] ?? [], fields: fields)
    }.filter(plan.holds)
  }

  private func read(keys: [Value]) async throws -> [Record] {
    let keys = keys.compactMap { $0.list?.compactMap(\.integer) }.filter { $0.count == 2 }
    guard !keys.isEmpty else { return [] }
    let ids = Set(keys.map { $0[1] }).subtracting([0])
    async let foundProducts = related(productRequest(), "id", Set(keys.map { $0[0] }).sorted().map(Value.integer))
    async let foundCombinations = ids.isEmpty ? [] : combinations(where: "id", ids.sorted().map(Value.integer))
    let byProduct = Dictionary(try await foundProducts.map { ($0.key.value, $0) }) { first, _ in first }
    let byCombination = Dictionary(try await foundCombinations.map { ($0.key.value, $0) }) { first, _ in first }
    var seen: Set<[Int]> = []
    let records: [Record] = keys.compactMap { key in
      guard seen.insert(key).inserted, let product = byProduct[.integer(key[0])] else { return nil }
      if key[1] == 0 {
        return product["combinations"].isEmpty ? Variants.variant(product, combination: nil, fields: fields) : nil
      }
      guard let combination = byCombination[.integer(key[1])], combination["id_product"].integer == key[0] else {
        return nil
      }
      return Variants.variant(product, combination: combination, fields: fields)
    }
    return records.filter(plan.holds)
  }

  private func read(products ids: [Value]) async throws -> [Record] {
    try await variants(of: related(productRequest(), "id", ids))
  }

  private func read(code: String, _ values: [Value]) async throws -> [Record] {
    async let ownProducts = related(productRequest(), code, values)
    async let foundCombinations = combinations(where: code, values)
    let simple = try await ownProducts.filter { $0["combinations"].isEmpty }
    let children = try await foundCombinations
    let parents = try await related(
      productRequest(), "id", Set(children.map { $0["id_product"] }).sorted { $0.description < $1.description })
    let byProduct = Dictionary(parents.map { ($0.key.value, $0) }) { first, _ in first }
    let records =
      simple.map { Variants.variant($0, combination: nil, fields: fields) }
      + children.compactMap { child in
        byProduct[child["id_product"]].map { Variants.variant($0, combination: child, fields: fields) }
      }
    return records.filter(plan.holds).sorted { $0.key < $1.key }
  }

  private func combinations(where field: String, _ values: [Value]) async throws -> [Record] {
    let request = try ListRequest(
      combinations, context, fields: Variants.combinationFields(for: fields), conditions: [])
    return try await related(request, field, values)
  }

  private func related(_ request: ListRequest, _ field: String, _ values: [Value]) async throws -> [Record] {
    guard !values.isEmpty else { return [] }
    return try await RelatedReader(client: client, request: request, field: request.resource.field(field)).read(values)
  }
}
