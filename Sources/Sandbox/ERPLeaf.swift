import Foundation

/// One condition of a domain: a field or a dotted path of fields, an operator, a value.
struct ERPLeaf {
  let path: [String]
  let comparison: String
  let value: RPCValue
  private let source: RPCValue

  private static let comparisons: Set<String> = [
    "=", "!=", "<>", "==", "in", "not in", "<", "<=", ">", ">=", "like", "ilike", "not like", "not ilike", "=like",
    "=ilike",
    "child_of", "parent_of", "any", "not any", "=?",
  ]

  init(_ parts: [RPCValue]) throws(RPCFailure) {
    source = .list(parts)
    guard let name = parts[0].text, let comparison = parts[1].text else {
      throw RPCFailure.value("Invalid leaf \(source.pythonic)")
    }
    guard Self.comparisons.contains(comparison) else {
      throw RPCFailure.value("Invalid operator in condition \(Self.tuple(parts))")
    }
    path = name.split(separator: ".").map(String.init)
    self.comparison = ["<>": "!=", "==": "="][comparison] ?? comparison
    value = parts[2]
  }

  private init(path: [String], comparison: String, value: RPCValue, source: RPCValue) {
    self.path = path
    self.comparison = comparison
    self.value = value
    self.source = source
  }

  /// As Python shows it: `('nope', '=', 1)`.
  var shown: String { Self.tuple(source.list ?? []) }

  /// The same condition on the record that the path's first field points to.
  var rest: ERPLeaf {
    ERPLeaf(path: Array(path.dropFirst()), comparison: comparison, value: value, source: source)
  }

  private static func tuple(_ parts: [RPCValue]) -> String { "(" + parts.map(\.pythonic).joined(separator: ", ") + ")" }

  /// PostgreSQL takes no other texts for a number than those that are one.
  func checkNumbers() throws(RPCFailure) {
    for text in (value.list ?? [value]).compactMap(\.text) where Int(text) == nil {
      throw RPCFailure(
        name: "psycopg2.errors.InvalidTextRepresentation",
        message: "invalid input syntax for type integer: \"\(text)\"", status: 500)
    }
  }

  /// Does a scalar cell meet the condition?
  func holds(_ cell: RPCValue, name: () -> String) -> Bool {
    switch comparison {
    case "=": equals(cell, value, name)
    case "!=": !equals(cell, value, name)
    case "=?": !value.isTrue || equals(cell, value, name)
    case "in": (value.list ?? [value]).contains { equals(cell, $0, name) }
    case "not in": !(value.list ?? [value]).contains { equals(cell, $0, name) }
    case "<", "<=", ">", ">=": isOrdered(cell)
    default: isLike(cell, name)
    }
  }

  private func equals(_ cell: RPCValue, _ wanted: RPCValue, _ name: () -> String) -> Bool {
    switch (cell, wanted) {
    case (.bool(let left), .bool(let right)): left == right
    case (_, .bool(false)), (_, .null): !cell.isTrue
    case (_, .bool(true)): cell.isTrue
    case (.bool(false), _): false
    case (.text(let left), .text(let right)): left == right
    case (.integer, .text(let right)): name() == right
    default: cell.number != nil && cell.number == wanted.number
    }
  }

  private func isOrdered(_ cell: RPCValue) -> Bool {
    func compare<Key: Comparable>(_ left: Key, _ right: Key) -> Bool {
      switch comparison {
      case "<": left < right
      case "<=": left <= right
      case ">": left > right
      default: left >= right
      }
    }
    if let left = cell.number, let right = value.number { return compare(left, right) }
    if let left = cell.text, let right = value.text { return compare(left, right) }
    return false
  }

  private func isLike(_ cell: RPCValue, _ name: () -> String) -> Bool {
    let negative = comparison.hasPrefix("not ")
    let bare = negative ? String(comparison.dropFirst(4)) : comparison
    let text = cell.text ?? (cell.integer == nil ? "" : name())
    guard let pattern = value.text else { return !value.isTrue ? !negative : false }
    let folds = bare.hasSuffix("ilike")
    let whole = bare.hasPrefix("=") ? pattern : "%" + pattern + "%"
    let matches = Self.matches(
      Array(folds ? text.lowercased() : text), Array(folds ? whole.lowercased() : whole))
    return matches != negative
  }

  /// SQL's LIKE: `%` any characters, `_` one.
  private static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
    var (position, token) = (0, 0)
    var star: Int?
    var mark = 0
    while position < text.count {
      if token < pattern.count, pattern[token] == "%" {
        (star, mark) = (token, position)
        token += 1
      } else if token < pattern.count, pattern[token] == "_" || pattern[token] == text[position] {
        position += 1
        token += 1
      } else if let last = star {
        token = last + 1
        mark += 1
        position = mark
      } else {
        return false
      }
    }
    return pattern[token...].allSatisfy { $0 == "%" }
  }
}
