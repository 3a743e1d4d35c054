import Records

/// The records of lists by their ids, for lists that stay the same as long as the interpreter does.
struct ListIndexes {
  enum Name: Hashable {
    case related(Int)
    case named(Int)
  }

  private var indexes: [Name: [Value: [Value]]] = [:]

  /// Shorter lists are gone through.
  static let shortest = 16

  /// The records of the list that have this id, in their order.
  mutating func records(of items: [Value], _ name: Name, id: Value) -> [Value] {
    if indexes[name] == nil { indexes[name] = Self.index(items) }
    return indexes[name]?[id.normalized] ?? []
  }

  /// Values are equal as they are compared in expressions.
  static func index(_ items: [Value]) -> [Value: [Value]] {
    var index: [Value: [Value]] = [:]
    for item in items {
      if let map = item.map { index[(map["id"] ?? .null).normalized, default: []].append(item) }
    }
    return index
  }
}

extension Interpreter {
  /// `pick(list, ids)`: the list's records with these ids, in the order of the ids.
  mutating func pick(_ codes: [Code], _ site: String) throws(Stop) -> Value {
    let items = try Self.list(evaluate(codes[0]), site)
    let wanted = try evaluate(codes[1])
    let ids = try Self.list(wanted.list == nil && wanted != .null ? .list([wanted]) : wanted, site)
    guard items.count >= ListIndexes.shortest else { return .list(Self.pick(items, ids)) }
    if let name = steadyName(of: codes[0]) {
      return .list(ids.flatMap { indexes.records(of: items, name, id: $0) })
    }
    guard ids.count > 2 else { return .list(Self.pick(items, ids)) }
    let index = ListIndexes.index(items)
    return .list(ids.flatMap { index[$0.normalized] ?? [] })
  }

  private static func pick(_ items: [Value], _ ids: [Value]) -> [Value] {
    ids.flatMap { id in items.filter { $0.map.map { Comparison.areEqual($0["id"] ?? .null, id) } ?? false } }
  }

  /// What to call a list that does not change while this interpreter is at work.
  private func steadyName(of code: Code) -> ListIndexes.Name? {
    switch code {
    case .related(let index): .related(index)
    case .named(let index) where isKept(index): .named(index)
    default: nil
    }
  }
}
