/// Work on many things with few under way at once, results in the order of the things.
enum Concurrently {
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], atOnce: Int, _ work: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Result] {
    if items.count == 1 { return [try await work(items[0])] }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: items.count)
      var started = 0
      func startNext() {
        guard started < items.count else { return }
        let index = started
        let item = items[index]
        started += 1
        group.addTask { (index, try await work(item)) }
      }
      for _ in 0..<min(atOnce, items.count) { startNext() }
      while let (index, result) = try await group.next() {
        results[index] = result
        startNext()
      }
      return results.compactMap(\.self)
    }
  }
}
