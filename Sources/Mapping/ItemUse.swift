/// Formulas that are evaluated without an item, in a mapping that makes a record for each item of a list.
enum ItemUse {
  /// Where such a formula uses a `let` that is about an item: it would find nothing there, or another list's item.
  static func diagnostics(of mapping: Mapping) -> [Diagnostic] {
    guard let each = mapping.each else { return [] }
    let about = mapping.lets.indices.filter { isAboutItem(mapping.lets[$0].expression.code) }
    let before =
      [each] + [mapping.since, mapping.enter].compactMap { $0 }
      + mapping.reads.flatMap { [$0.value] + ($0.condition.map { [$0] } ?? []) }
      + mapping.needs.flatMap { $0.arguments + [$0.each, $0.condition].compactMap { $0 } }
    let gone = mapping.gone.map(\.expression)
    return before.compactMap { formula in
      name(in: formula, mapping.lets, about).map {
        problem(formula, "`\($0)` is about an item, and there is none here.")
      }
    }
      + gone.filter { isAboutItem($0.code) || name(in: $0, mapping.lets, about) != nil }
      .map { problem($0, "The items have gone with the record: there is none here.") }
  }

  /// `it` of the mapping is the outermost item.
  private static func isAboutItem(_ code: Code) -> Bool {
    var isFound = false
    CodeWalk.visit(code) { if case .item(0) = $0 { isFound = true } }
    return isFound
  }

  /// The first `let` about an item that the formula leads to.
  private static func name(in formula: Formula, _ lets: [Let], _ about: [Int]) -> String? {
    var open = CodeWalk.lets(in: formula.code).sorted()
    var seen: Set<Int> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted, next < lets.count else { continue }
      if about.contains(next) { return lets[next].name }
      open += CodeWalk.lets(in: lets[next].expression.code)
    }
    return nil
  }

  private static func problem(_ formula: Formula, _ message: String) -> Diagnostic {
    formula.diagnostic(
      .error, ExpressionProblem(code: "NO_ITEM", range: formula.syntax.range, message: message, hint: ""))
  }
}
