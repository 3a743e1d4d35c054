/// All pictures of a simulated shop's products, and what becomes of their places and covers (Image.php, Product::setCoverWs).
struct ShopPictures: Sendable {
  private(set) var all: [Int: ShopPicture] = [:]
  private var nextID = 1

  subscript(_ id: Int) -> ShopPicture? { all[id] }

  /// In the order of their positions.
  func of(product: Int) -> [ShopPicture] {
    all.values.filter { $0.product == product }.sorted { $0.position < $1.position }
  }

  /// Nil: it has none, although it may have pictures.
  func cover(of product: Int) -> Int? { all.values.first { $0.product == product && $0.isCover }?.id }

  /// A row at the end, the cover where there is none.
  mutating func add(product: Int, bytes: [UInt8]?, contentType: String) -> ShopPicture {
    let last = of(product: product).last?.position ?? 0
    let picture = ShopPicture(
      id: nextID, product: product, position: last + 1, isCover: cover(of: product) == nil, bytes: bytes,
      contentType: contentType)
    all[nextID] = picture
    nextID += 1
    return picture
  }

  mutating func replace(_ id: Int, bytes: [UInt8]) {
    all[id]?.bytes = bytes
    all[id]?.contentType = "image/jpeg"
  }

  /// The others close up; a cover that goes has no successor.
  mutating func remove(_ id: Int) {
    guard let gone = all.removeValue(forKey: id) else { return }
    for (place, picture) in of(product: gone.product).enumerated() { all[picture.id]?.position = place + 1 }
  }

  mutating func remove(product: Int) {
    for picture in of(product: product) { all[picture.id] = nil }
  }

  /// Takes the cover from all pictures of the product, and gives it to whatever picture that is: another product's, too, which has it
  /// already or not, or none.
  mutating func setCover(_ id: Int, of product: Int) {
    for picture in of(product: product) { all[picture.id]?.isCover = false }
    all[id]?.isCover = true
  }
}
