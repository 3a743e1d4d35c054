import PrestaShop
import Records

/// A product of a shop that has no pictures yet, and what sends it some.
struct ImageBench {
  let shop: ShopBench
  let files: Pictures
  let connector: PrestaShopConnector
  let product: Int

  static func open(_ target: ShopTarget) async throws -> ImageBench {
    let shop = try await ShopBench.open(target)
    return ImageBench(
      shop: shop, files: try Pictures(), connector: try shop.connector(), product: try await shop.newProduct())
  }

  /// Leaves the shop as it was.
  func close() async throws {
    try await shop.deleteProduct(product)
    files.remove()
    await shop.close()
  }

  /// The write of a new picture with these bytes.
  func picture(_ bytes: [UInt8], isCover: Bool? = nil) throws -> Write {
    shop.picture(of: product, try files.file(bytes), isCover: isCover)
  }

  /// The product's pictures: their ids in order, and the cover.
  func pictures() async throws -> (ids: [Int], cover: Int?) { try await shop.pictures(of: product, connector) }
}
