import Mapping
import Records

/// The items of some source records, and what was made for items that they do not have any more: no more than their names, for there may be
/// very many of them.
struct ItemList: Sendable {
  struct Seed: Sendable {
    /// Where the source record stands in its batch.
    let source: Int
    let key: RecordKey
    /// Null where there is no such item any more.
    let value: Value
  }

  var found: [Seed] = []
  var surplus: [Seed] = []
}

/// How the items of some source records have ended so far, by where the source records stand in their batch.
struct ItemsEnd {
  /// What stopped all of it.
  var failure: (any Error)?
  /// What keeps an item for another time.
  private(set) var faults: [Int: Fault] = [:]
  private(set) var unended: Set<Int> = []

  mutating func take(_ seeds: ArraySlice<ItemList.Seed>, _ batch: Batch) {
    for (seed, item) in zip(seeds, batch.items) {
      switch item.result {
      case .postponed(let fault): faults[seed.source] = fault
      case nil: unended.insert(seed.source)
      default: break
      }
    }
  }
}

extension Array {
  /// Its elements in order, so many at a time.
  func slices(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
