import Foundation
import Records

/// Functions that go through a list with an expression for each item.
extension Interpreter {
  mutating func each(_ function: Function, _ list: Code, _ body: Code?, _ slot: Int, _ site: String) throws(Stop)
    -> Value
  {
    let items = try Self.list(evaluate(list), site)
    switch function {
    case .sum: return try sum(items, body, slot, site)
    case .any: return .bool(try contains(items, body, slot, wanted: true))
    case .all: return .bool(try !contains(items, body, slot, wanted: false))
    case .filter: return .list(try filtered(items, body, slot))
    default: break
    }
    let values = try mapped(items, body, slot)
    switch function {
    case .map: return .list(values)
    case .sort:
      let order = values.indices.sorted {
        Comparison.precedes(values[$0], values[$1]) || (!Comparison.precedes(values[$1], values[$0]) && $0 < $1)
      }
      return .list(order.map { items[$0] })
    case .smallest:
      guard let best = values.indices.min(by: { Comparison.precedes(values[$0], values[$1]) }) else { return .null }
      return items[best]
    default: return .list(Self.groups(items, values))
    }
  }

  mutating func mapped(_ items: [Value], _ body: Code?, _ slot: Int) throws(Stop) -> [Value] {
    guard let body else { return items }
    return try collect(items) { interpreter, item throws(Stop) in
      interpreter.setSlot(slot, item)
      return try interpreter.evaluate(body)
    }
  }

  private mutating func sum(_ items: [Value], _ body: Code?, _ slot: Int, _ site: String) throws(Stop) -> Value {
    var total = Value.integer(0)
    for value in try mapped(items, body, slot) where value != .null {
      total = try Arithmetic.result(.add, total, value, site)
    }
    return total
  }

  /// Whether the condition is `wanted` for an item: a decisive item settles it even when others are not known yet.
  private mutating func contains(_ items: [Value], _ body: Code?, _ slot: Int, wanted: Bool) throws(Stop) -> Bool {
    var isUnknown = false
    for item in items {
      setSlot(slot, item)
      do {
        let holds = if let body { try truth(body) } else { try Self.bool(item) }
        if holds == wanted { return true }
      } catch .demands {
        isUnknown = true
      } catch {
        // An item before this one may turn out to be decisive.
        throw isUnknown ? .demands : error
      }
    }
    if isUnknown { throw .demands }
    return false
  }

  private mutating func filtered(_ items: [Value], _ body: Code?, _ slot: Int) throws(Stop) -> [Value] {
    guard let body else { return items }
    var kept: [Value] = []
    var isUnknown = false
    for item in items {
      setSlot(slot, item)
      do {
        if try truth(body) { kept.append(item) }
      } catch .demands {
        isUnknown = true
      } catch {
        throw error
      }
    }
    if isUnknown { throw .demands }
    return kept
  }

  private static func groups(_ items: [Value], _ keys: [Value]) -> [Value] {
    var order: [Value] = []
    var members: [Value: [Value]] = [:]
    for (item, key) in zip(items, keys) {
      let key = key.normalized
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(item)
    }
    return order.map { .map(["key": $0, "items": .list(members[$0] ?? [])]) }
  }

  mutating func share(_ total: Code, _ list: Code, _ weight: Code, _ slot: Int, _ site: String) throws(Stop) -> Value {
    let total = try Arithmetic.number(evaluate(total), site)
    let items = try Self.list(evaluate(list), site)
    var weights: [Decimal] = []
    for value in try mapped(items, weight, slot) { weights.append(try Arithmetic.number(value, site)) }
    guard let amounts = Sharing.cents(total, in: weights) else { throw Faults.overflow(site) }
    var shared: [Value] = []
    for (item, amount) in zip(items, amounts) {
      guard case .map(var map) = item else {
        shared.append(.map(["value": item, "amount": .decimal(amount)]))
        continue
      }
      map["amount"] = .decimal(amount)
      shared.append(.map(map))
    }
    return .list(shared)
  }
}
