import Synchronization

/// The pictures of products as they were listed just before uploads were announced: the upload itself need not ask again. Each list
/// serves once.
final class ListedImages: Sendable {
  private let lists = Mutex<[Int: ProductImages]>([:])

  func keep(_ list: ProductImages) { lists.withLock { $0[list.product] = list } }

  func take(_ product: Int) -> ProductImages? { lists.withLock { $0.removeValue(forKey: product) } }
}
