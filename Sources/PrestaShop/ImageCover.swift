import Records

/// The cover of a product is a field of the product.
struct ImageCover: Sendable {
  let connector: PrestaShopConnector

  /// - Parameter image: one of the product's own.
  func set(_ image: Int, of product: Int) async -> Outcome {
    let write = Write(
      resource: "products", identity: .update(RecordKey(product)), fields: ["id_default_image": .integer(image)])
    return await Writer(connector: connector).write([write]).first
      ?? .notApplied(Fault(.road, "CANCELLED", "The write was not sent."))
  }
}
