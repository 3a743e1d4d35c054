import Synchronization

/// The pictures of products as they were listed just before uploads were announced: the upload that follows need not ask again. Each list
/// serves once, and not for long.
final class ListedImages: Sendable {
  private struct Entry {
    var list: ProductImages
    var listed: ContinuousClock.Instant
  }

  private static let age = Duration.seconds(30)

  private let entries = Mutex<[Int: Entry]>([:])

  func keep(_ list: ProductImages) { entries.withLock { $0[list.product] = Entry(list: list, listed: .now) } }

  func take(_ product: Int) -> ProductImages? {
    let entry = entries.withLock { $0.removeValue(forKey: product) }
    return entry.flatMap { $0.listed.duration(to: .now) < Self.age ? $0.list : nil }
  }
}
