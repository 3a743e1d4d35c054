extension SimulatedShop {
  /// A product's pictures in the order of their positions, with the bytes as they were sent.
  public func pictures(of product: Int) -> [ShopPicture] { change { $0.pictures.of(product: product) } }

  /// The back office adds a picture; returns its id.
  @discardableResult
  public func addPicture(product: Int, bytes: [UInt8]) -> Int {
    change {
      $0.pictures.add(product: product, bytes: bytes, contentType: PictureBytes.contentType(bytes) ?? "image/jpeg").id
    }
  }

  /// The back office deletes a picture.
  public func deletePicture(_ id: Int) { change { $0.removePicture(id) } }
}
