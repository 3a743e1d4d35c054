/// Formulas that are evaluated without an item, in a mapping that makes a record for each item of a list.
enum ItemUse {
  /// Where such a formula uses a `let` that is about an item: it would find nothing there, or another list's item.
  static func diagnostics(of mapping: Mapping) -> [Diagnostic] {
    guard let each = mapping.each else { return [] }
    let before =
      [each] + [mapping.since, mapping.enter].compactMap { $0 }
      + mapping.reads.flatMap { [$0.value] + ($0.condition.map { [$0] } ?? []) }
      + mapping.needs.flatMap { $0.arguments + [$0.each, $0.condition].compactMap { $0 } }
    let gone = mapping.gone.map(\.expression)
    return before.compactMap { formula in
      name(in: formula, mapping.lets).map {
        problem(formula, "`\($0)` is about an item, and there is none here.")
      }
    }
      + gone.filter { isAboutItem($0.code) || name(in: $0, mapping.lets) != nil }
      .map { problem($0, "The items have gone with the record: there is none here.") }
  }

  /// Marks those that use the item, by themselves or through others.
  static func mark(_ lets: inout [Let]) {
    for index in lets.indices { lets[index].isAboutItem = isAboutItem(lets[index].expression.code) }
    let uses = lets.map { CodeWalk.lets(in: $0.expression.code) }
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in lets.indices where !lets[index].isAboutItem {
        guard uses[index].contains(where: { $0 < lets.count && lets[$0].isAboutItem }) else { continue }
        lets[index].isAboutItem = true
        isChanged = true
      }
    }
  }

  /// `it` of the mapping is the outermost item.
  private static func isAboutItem(_ code: Code) -> Bool {
    var isFound = false
    CodeWalk.visit(code) { if case .item(0) = $0 { isFound = true } }
    return isFound
  }

  /// The first `let` about an item that the formula uses.
  private static func name(in formula: Formula, _ lets: [Let]) -> String? {
    CodeWalk.lets(in: formula.code).sorted().first { $0 < lets.count && lets[$0].isAboutItem }.map { lets[$0].name }
  }

  private static func problem(_ formula: Formula, _ message: String) -> Diagnostic {
    formula.diagnostic(
      .error,
      ExpressionProblem(
        code: "NO_ITEM", range: formula.syntax.range, message: message,
        hint: "`it` has a meaning after `each` only: use the record's own fields here."))
  }
}
