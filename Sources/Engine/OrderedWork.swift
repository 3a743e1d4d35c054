/// Numbers what is begun, and gives back what ends in any order in the order in which it began.
struct OrderedWork<Result> {
  private(set) var begun = 0
  /// How many were given back.
  private(set) var settled = 0
  private var ended: [Int: Result] = [:]

  /// Begun, and not given back yet.
  var underWay: Int { begun - settled }

  /// - Returns: the number under which it ends.
  mutating func begin() -> Int {
    begun += 1
    return begun - 1
  }

  /// - Returns: what has its turn now, because everything that was begun before it has ended.
  mutating func end(_ number: Int, _ result: Result) -> [Result] {
    ended[number] = result
    var ready: [Result] = []
    while let next = ended.removeValue(forKey: settled) {
      ready.append(next)
      settled += 1
    }
    return ready
  }
}
