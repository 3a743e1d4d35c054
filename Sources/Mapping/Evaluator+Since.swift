import Records

extension Evaluator {
  /// The part of `since` that the source's server can judge itself: comparisons of a field with something that does not depend on the
  /// record (`date_add >= setting(go_live)`), where they stand alone or are joined by `and`. What else `since` says is left to `passesSince`.
  public func sinceConditions() -> [Condition] {
    guard let code = mapping.since?.code else { return [] }
    return conditions(in: code)
  }

  private func conditions(in code: Code) -> [Condition] {
    switch code {
    case .and(let left, let right): return conditions(in: left) + conditions(in: right)
    case .order(let comparison, .field(let field), let bound, _):
      guard let comparison = Self.comparisons[comparison], let value = constant(bound) else { return [] }
      return [Condition(field, comparison, value)]
    default: return []
    }
  }

  private static let comparisons: [Syntax.Operator: Condition.Operator] = [
    .greaterOrEqual: .isAtLeast, .greater: .isGreaterThan, .lessOrEqual: .isAtMost,
  ]

  /// The value of an expression that is a literal or a setting; nil for anything else, and for a setting without a value.
  private func constant(_ code: Code) -> Value? {
    switch code {
    case .constant(let value): value
    case .setting(let name): surroundings.settings[name].flatMap { $0 == .null ? nil : $0 }
    default: nil
    }
  }
}
