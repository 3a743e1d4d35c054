import Records

/// The virtual resource `images`: the pictures of products, by (product, image).
///
/// What the webservice can do with them, measured on 8.2.1, 1.7.8.11 and 1.6.1.24 alike:
/// - `POST images/products/12` takes a form with one file `image`, whose name must end as pictures' names do (gif, jpg, jpeg, jpe, png;
///   webp from 8 on), and whose bytes must be one. 200, not 201; the answer holds the id, and the whole picture once more as base64.
/// - The first picture becomes the cover, each gets the next position. Neither these nor the legend can be sent; other parts of the
///   form are ignored. The cover is the product's `id_default_image`.
/// - `POST images/products/12/34?ps_method=PUT` replaces the bytes; the answer is the picture itself. A real PUT is not understood.
/// - The shop keeps its own encoding of the picture: what is fetched is never the file that was sent.
/// - A file that looks like a picture and cannot be decoded (cut, or an empty GIF) is a 500 without a word, or a 400 with code 76, and
///   leaves a row without a picture, which is listed like any other, may be the cover, answers 500 with code 61 when it is asked for,
///   and can be deleted. What does not look like a picture is a 400 with code 76 and leaves nothing.
/// - Larger than PS_LIMIT_UPLOAD_IMAGE_VALUE megabytes (8; as installed 2) or 3 MB (1.7, 1.6): 400 with code 72; larger than the web
///   server takes: 413.
/// - `DELETE images/products/12/34`: 200 and nothing else; a second time 400 with code 57. Deleting the cover leaves the product without
///   one until the next picture is sent.
/// - A list of many products with `images[id]` has all their pictures, in the order of their positions. `images/products/12` has one
///   product's; without any it is a 404, in 1.6 a 500.
enum Images {
  static let name = "images"
  /// The shop's own resources that they are read from.
  static let parts = ["products"]

  static let schema = ResourceSchema(
    name: name,
    fields: [
      FieldSchema("key", .other("id_product,id_image"), isReadOnly: true),
      FieldSchema("id_product", .reference("products"), isRequired: true),
      FieldSchema("id_image", .integer, isReadOnly: true, isFilterable: false),
      // Written, and never read: nothing tells whether the shop's own encoding was made of the same bytes.
      FieldSchema("content", .content, isRequired: true, isFilterable: false),
      // Where the bytes can be fetched. It does not change when they do.
      FieldSchema("picture", .content, isReadOnly: true, isFilterable: false),
      // True makes it the cover; false, of the cover, hands that on to the next. A product's only picture always is it.
      FieldSchema("is_cover", .bool, isFilterable: false),
      // From 1, without gaps.
      FieldSchema("position", .integer, isReadOnly: true, isFilterable: false),
    ],
    keyFields: ["id_product", "id_image"], creation: .probed, update: .partial,
    actions: [.init(name: ResourceSchema.Action.delete)],
    // One by one: of several sent together nobody could say which one is which when the answer is lost.
    writeLimit: 1)

  static let productFields = ["id_default_image", "images"]

  /// Where the webservice keeps a product's pictures, or one of them.
  static func path(_ product: Int, _ image: Int? = nil) -> String {
    "images/products/\(product)" + (image.map { "/\($0)" } ?? "")
  }

  static func key(_ product: Int, _ image: Int) -> RecordKey { RecordKey([String(product), String(image)]) }

  /// Nil for what is no key of a picture.
  static func parts(of key: RecordKey) -> (product: Int, image: Int)? {
    let numbers = key.parts.compactMap { Int($0) }
    guard numbers.count == 2, key.parts.count == 2, numbers[0] > 0, numbers[1] > 0 else { return nil }
    return (numbers[0], numbers[1])
  }

  /// The value of `picture`: "images/products/12/34#34".
  static func picture(_ product: Int, _ image: Int) -> String { path(product, image) + "#\(image)" }

  /// What such a value names; nil for any other text.
  static func parts(ofPicture text: String) -> (product: Int, image: Int)? {
    let words = text.prefix { $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 4, words[0] == "images", words[1] == "products" else { return nil }
    return parts(of: RecordKey([String(words[2]), String(words[3])]))
  }

  static func gone(_ key: RecordKey) -> Fault {
    Fault(
      .record, "SHOP_RECORD_GONE", "The picture does not exist in this shop.",
      context: ["resource": name, "record": key.description], hint: "It was deleted, or belongs to another product.")
  }
}
