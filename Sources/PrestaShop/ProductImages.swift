import Records

/// The pictures of one product, as a list of products shows them.
struct ProductImages: Sendable, Hashable {
  var product: Int
  /// In the order of their positions. Rows without a picture among them.
  var images: [Int]
  /// Nil: none of them.
  var cover: Int?

  init(_ record: Record) {
    product = record.key.parts.first.flatMap { Int($0) } ?? 0
    images = (record["images"].list ?? []).compactMap(\.integer)
    cover = record["id_default_image"].integer.flatMap { $0 > 0 ? $0 : nil }
  }

  /// - Parameter fields: the names of the fields wanted; the key's always come.
  func records(_ fields: Set<String>) -> [Record] {
    images.enumerated().map { index, image in
      var values: [String: Value] = [
        "picture": .text(Images.picture(product, image)), "is_cover": .bool(image == cover),
        "position": .integer(index + 1), "key": Images.key(product, image).value,
      ]
      values = values.filter { fields.contains($0.key) }
      values["id_product"] = .integer(product)
      values["id_image"] = .integer(image)
      return Record(resource: Images.name, key: Images.key(product, image), fields: values)
    }
  }
}
