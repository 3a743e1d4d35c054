import Records

extension Value {
  /// The form in which the engine compares values of two systems. Beyond `normalized`: `false` and "nothing" are one for a server that
  /// has no third state, and lists of ids and of rows are sets.
  var comparable: Value {
    switch normalized {
    case .bool(false): .null
    case .list(let list) where list.isEmpty: .null
    case .list(let list) where list.allSatisfy({ $0.number != nil }):
      .list(list.sorted { ($0.number ?? 0) < ($1.number ?? 0) })
    case .list(let list) where list.allSatisfy({ $0.map != nil }):
      .list(
        list.map { row in .map((row.map ?? [:]).mapValues(\.comparable)) }.sorted { $0.description < $1.description })
    // A language without a text is a language that is not named.
    case .map(let map): .map(map.mapValues(\.comparable).filter { $0.value != .null })
    case let value: value
    }
  }
}
