import Mapping
import Records

extension Document {
  /// The document as it shall be beside what the target has and the mapping does not speak of: languages that only the target has keep their
  /// texts, languages that it does not have fall away, and other people's entries of lists stay.
  /// - Parameter others: entries of the target's lists that are not ours, by field.
  func fitted(to target: Record, others: [String: [Value]]) -> Document {
    var document = self
    for index in document.fields.indices {
      let name = document.fields[index].rule.name
      guard let current = target.fields[name] else { continue }
      document.fields[index].value = Self.fitted(document.fields[index].value, to: current, others: others[name] ?? [])
    }
    return document
  }

  static func fitted(_ wanted: Value, to current: Value, others: [Value]) -> Value {
    switch (wanted, current) {
    case (.map(let wanted), .map(let current)):
      return .map(current.merging(wanted.filter { current[$0.key] != nil }) { _, own in own })
    case (.text, .map(let current)): return .map(current.mapValues { _ in wanted })
    case (.list(let wanted), _) where !others.isEmpty: return .list(wanted + others.filter { !wanted.contains($0) })
    default: return wanted
    }
  }
}
