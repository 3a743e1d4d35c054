/// Some of a page's items on their way to the target by themselves.
struct BatchPart: Sendable {
  var batch: Batch
  /// Where its items stand in the page.
  let places: [Int]
}

extension Batch {
  /// All items as one part.
  var whole: BatchPart { BatchPart(batch: self, places: Array(items.indices)) }

  /// The items that have not ended, about `size` in a part: an item goes with the one whose document it shares.
  func parts(of size: Int) -> [BatchPart] {
    let followers = Dictionary(grouping: open.filter { items[$0].leader != nil }) { items[$0].leader }
    var parts: [[Int]] = []
    for leader in leaders {
      let group = [leader] + (followers[leader] ?? [])
      if let last = parts.last, last.count + group.count <= size {
        parts[parts.count - 1] += group
      } else {
        parts.append(group)
      }
    }
    // A follower whose leader has ended already has only to learn how.
    let orphans = open.filter { index in items[index].leader.map { items[$0].result != nil } ?? false }
    if !orphans.isEmpty { parts.append((orphans.compactMap { items[$0].leader } + orphans).uniqued()) }
    return parts.map(part)
  }

  private func part(_ places: [Int]) -> BatchPart {
    let positions = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    var batch = Batch(mapping: mapping, reason: reason, surroundings: surroundings)
    batch.items = places.map { place in
      var item = items[place]
      item.leader = item.leader.flatMap { positions[$0] }
      return item
    }
    return BatchPart(batch: batch, places: places)
  }

  /// Puts a part's items back, as they have become.
  mutating func take(_ part: BatchPart) {
    for (place, item) in zip(part.places, part.batch.items) {
      let leader = items[place].leader
      items[place] = item
      items[place].leader = leader
    }
  }
}
