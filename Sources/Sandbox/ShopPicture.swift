/// A picture of a product, as a simulated shop holds it.
public struct ShopPicture: Sendable, Hashable {
  public let id: Int
  public let product: Int
  /// From 1, without gaps.
  public internal(set) var position: Int
  public internal(set) var isCover: Bool
  /// What was sent; nil for the row that an upload leaves behind which ended in the middle.
  public internal(set) var bytes: [UInt8]?
  /// What the shop calls it when it shows it: a picture that was put in another's place is a JPEG from then on.
  public internal(set) var contentType: String

  /// Every field as text, and a sum of the bytes in place of them.
  var fields: [String: String] {
    [
      "id": String(id), "id_product": String(product), "position": String(position), "cover": isCover ? "1" : "",
      "content": bytes.map(WebserviceChecksum.sha1) ?? "",
    ]
  }
}
