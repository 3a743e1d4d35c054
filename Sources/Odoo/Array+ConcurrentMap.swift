extension Array where Element: Sendable {
  /// The results in order, of at most `limit` calls at the same time.
  func concurrentMap<Result: Sendable>(
    limit: Int, _ transform: @escaping @Sendable (Element) async -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var results: [Int: Result] = [:]
      for (index, element) in enumerated() {
        if index >= limit, let (done, result) = await group.next() { results[done] = result }
        group.addTask { (index, await transform(element)) }
      }
      for await (done, result) in group { results[done] = result }
      return indices.compactMap { results[$0] }
    }
  }
}
