/// Finds the name that somebody probably meant.
enum Nearest {
  /// The candidate with the fewest differing letters, when there are few enough; the first in alphabetical order of several.
  static func name(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().utf8.prefix(64))
    var best: (distance: Int, name: String)?
    for candidate in candidates.sorted() where candidate != word {
      let distance = distance(wanted, Array(candidate.lowercased().utf8.prefix(64)))
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.name
  }

  /// Letters inserted, removed, replaced or swapped with their neighbour.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var before = [Int](repeating: 0, count: other.count + 1)
    var previous = Array(0...other.count)
    for (i, left) in one.enumerated() {
      var current = [i + 1]
      for (j, right) in other.enumerated() {
        var cost = min(previous[j] + (left == right ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, left == other[j - 1], one[i - 1] == right { cost = min(cost, before[j - 1] + 1) }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[other.count]
  }
}
