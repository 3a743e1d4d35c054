import Foundation
import Records

/// How two values compare: numbers by value, texts without the white space around them, nothing equal only to nothing.
enum Comparison {
  static func areEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.integer(let one), .integer(let other)): one == other
    case (.bool(let one), .bool(let other)): one == other
    case (.instant(let one), .instant(let other)): one == other
    case (.decimal(let one), .decimal(let other)): one == other
    case (.integer(let one), .decimal(let other)): Decimal(one) == other
    case (.decimal(let one), .integer(let other)): one == Decimal(other)
    case (.text(let one), .text(let other)): one == other || left.normalized == right.normalized
    case (.null, .null): true
    default: left.normalized == right.normalized
    }
  }

  /// Negative, zero or positive, as for sorting; nil when the two have no order.
  static func order(_ left: Value, _ right: Value) -> Int? {
    switch (left, right) {
    case (.integer(let one), .integer(let other)): sign(one, other)
    case (.instant(let one), .instant(let other)): sign(one, other)
    case (.text(let one), .text(let other)): sign(one, other)
    case (.bool(let one), .bool(let other)): sign(one ? 1 : 0, other ? 1 : 0)
    default:
      if let one = left.number, let other = right.number { sign(one, other) } else { nil }
    }
  }

  static func holds(_ found: Syntax.Operator, _ left: Value, _ right: Value, _ site: String) throws(Stop) -> Bool {
    guard let order = order(left, right) else {
      if left == .null || right == .null { throw Faults.null(site) }
      throw Faults.wrongType(site, "two numbers, two texts or two moments")
    }
    return switch found {
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    default: order >= 0
    }
  }

  /// A total order over any values, for sorting: null first, then by kind.
  static func precedes(_ left: Value, _ right: Value) -> Bool {
    if let order = order(left, right) { return order < 0 }
    let ranks = (rank(left), rank(right))
    return ranks.0 == ranks.1 ? left.description < right.description : ranks.0 < ranks.1
  }

  private static func rank(_ value: Value) -> Int {
    switch value {
    case .null: 0
    case .bool: 1
    case .integer, .decimal: 2
    case .instant: 3
    case .text: 4
    case .list: 5
    case .map: 6
    }
  }

  private static func sign<T: Comparable>(_ one: T, _ other: T) -> Int { one < other ? -1 : (one == other ? 0 : 1) }
}
