import Records

extension PrestaShopConnector {
  func images(fields: [String] = [], conditions: [Condition] = []) async throws -> ImagesReader {
    try ImagesReader(
      client, products: try await store.resource("products"), context: try await store.shop(), fields: fields,
      conditions: conditions)
  }

  /// Streams a picture of a product into a file. `content` is a value of `images.picture`: "images/products/12/34#34".
  /// Throws NO_CONTENT for another text, SHOP_RECORD_GONE where there is no such picture.
  public func fetch(_ content: String, to path: String) async throws {
    guard let (product, image) = Images.parts(ofPicture: content) else {
      throw Fault(
        .configuration, "NO_CONTENT", "The system \(system) has no content such as \(content).",
        context: ["system": system, "content": content], hint: "Use the field picture of prestashop/images.")
    }
    try await client.fetchPicture(Images.path(product, image), to: path)
  }

  /// Pictures have no natural key but their product.
  func findImages(_ probe: Probe) async throws -> [Record] {
    let products = probe.conditions.filter { $0.field == "id_product" && $0.comparison == .equals }.map(\.value)
    guard let product = products.first else {
      throw Fault(
        .configuration, "UNKNOWN_FIELD", "prestashop/images cannot be found without id_product.",
        context: ["resource": Images.name, "field": "id_product"], hint: "Add id_product to what is looked for.")
    }
    return try await images(fields: probe.fields, conditions: probe.conditions).read("id_product", [product])
  }

  /// Answers those about pictures by `special` and the others by `usual`, in the order of all.
  static func divided<Item, Result>(
    _ items: [Item], isImage: (Item) -> Bool, special: ([Item]) async throws -> [Result],
    usual: ([Item]) async throws -> [Result]
  ) async rethrows -> [Result] {
    let marks = items.map(isImage)
    guard marks.contains(true) else { return try await usual(items) }
    var pictures = try await special(zip(items, marks).filter(\.1).map(\.0))[...]
    let rest = zip(items, marks).filter { !$0.1 }.map(\.0)
    var others = rest.isEmpty ? [] : try await usual(rest)[...]
    return marks.compactMap { $0 ? pictures.popFirst() : others.popFirst() }
  }

  static func isImage(_ effect: OpenIntent.Effect) -> Bool {
    switch effect {
    case .write(let write): write.resource == Images.name
    case .action(let call): call.resource == Images.name
    }
  }
}
