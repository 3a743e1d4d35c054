import Foundation
import Records

/// One `filter[field]=…`: what the request means once it has become SQL (WebserviceRequest.php, getSQLRetrieveFilter).
struct WebserviceFilter: Sendable {
  enum Match: Sendable, Equatable {
    case anyOf([String])
    case between(String, String)
    case greater(String)
    case less(String)
    case noneOf([String])
    case like(String)
    /// A prefix that PrestaShop does not know: it then filters nothing at all.
    case everything
  }

  /// The field's position; nil is the id.
  let position: Int?
  let column: WebserviceField.Column
  let match: Match

  init(position: Int?, column: WebserviceField.Column, _ text: String) {
    self.position = position
    self.column = column
    match = Self.match(text)
  }

  static func match(_ text: String) -> Match {
    guard let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close else {
      return .anyOf([text])
    }
    let inner = String(text[text.index(after: open)..<close])
    let before = String(text[..<open])
    let after = String(text[text.index(after: close)...])
    if before == "%" || after == "%" { return .like(before + inner + after) }
    switch (before, after) {
    case ("", ""):
      if let bar = inner.firstIndex(of: "|"), bar != inner.startIndex {
        return .anyOf(inner.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
      }
      let bounds = inner.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if bounds.count == 2, bounds.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isNumber || ".:- ".contains($0) } }) {
        return ordered(bounds[0], bounds[1])
      }
      return .anyOf([inner])
    case (">", _): return .greater(inner)
    case ("<", _): return .less(inner)
    case ("!", _): return .noneOf(inner.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    default: return .everything
    }
  }

  /// PHP sorts the two bounds, as numbers when both are.
  private static func ordered(_ first: String, _ second: String) -> Match {
    let swapped: Bool
    if let left = Decimal(exactly: first), let right = Decimal(exactly: second) {
      swapped = left > right
    } else {
      swapped = first > second
    }
    return swapped ? .between(second, first) : .between(first, second)
  }

  /// The values that the column must be one of, when the filter asks that.
  var equalities: [String]? {
    if case .anyOf(let values) = match { return values }
    return nil
  }

  func accepts(_ cell: ShopCell) -> Bool {
    switch cell {
    case .text(let text): accepts(text)
    case .texts(let texts): texts.contains { accepts($0) }
    }
  }

  func accepts(_ text: String) -> Bool {
    switch match {
    case .anyOf(let values): values.contains { compare(text, $0) == 0 }
    case .between(let low, let high): compare(text, low) >= 0 && compare(text, high) <= 0
    case .greater(let bound): compare(text, bound) > 0
    case .less(let bound): compare(text, bound) < 0
    case .noneOf(let values): !values.contains { compare(text, $0) == 0 }
    case .like(let pattern): Self.isLike(Array(text.lowercased().utf8)[...], Array(pattern.lowercased().utf8)[...])
    case .everything: true
    }
  }

  /// As the database compares the column with a quoted text: numbers as numbers, texts without regard to case, a day as
  /// its midnight.
  private func compare(_ value: String, _ bound: String) -> Int {
    switch column {
    case .integer, .decimal:
      if let left = Int(value), let right = Int(bound) { return left < right ? -1 : left > right ? 1 : 0 }
      let left = Decimal(exactly: value) ?? 0
      let right = Decimal(exactly: bound) ?? 0
      return left < right ? -1 : left > right ? 1 : 0
    case .instant:
      let right = bound.count == 10 ? bound + " 00:00:00" : bound
      return value < right ? -1 : value > right ? 1 : 0
    case .text, .date:
      let left = value.lowercased()
      let right = bound.lowercased()
      return left < right ? -1 : left > right ? 1 : 0
    }
  }

  private static func isLike(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == UInt8(ascii: "%") {
      return rest.isEmpty || text.indices.contains { isLike(text[$0...], rest) } || isLike(text[text.endIndex...], rest)
    }
    guard let head = text.first, head == first || first == UInt8(ascii: "_") else { return false }
    return isLike(text.dropFirst(), rest)
  }
}
