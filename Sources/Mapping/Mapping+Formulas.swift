extension Mapping {
  /// Every expression of the file, with what the file calls its place.
  var formulas: [Formula] {
    var formulas = context.map(\.value) + lets.map(\.expression) + fields.map(\.expression) + merge + frozen
    formulas += [since, enter, fits, rewriteWhile, sealedWhen].compactMap { $0 } + (key?.formulas ?? [])
    formulas += reads.flatMap { [$0.value] + optional($0.condition) }
    formulas += needs.flatMap { optional($0.each) + $0.arguments + optional($0.condition) }
    formulas += optional(each) + item
    if let holds { formulas += optional(holds.each) + optional(holds.unless) + holds.arguments + [holds.quantity] }
    formulas +=
      match.flatMap { optional($0.condition) + $0.conditions.map(\.value) } + find.map(\.value) + probe.map(\.value)
      + othersWhere.map(\.value)
      + gone.map(\.expression)
    for child in children {
      formulas += child.always.map(\.expression)
      formulas += child.rows.flatMap {
        optional($0.each) + optional($0.condition) + $0.key.formulas + $0.fields.map(\.expression)
      }
    }
    for gate in gates {
      formulas += [gate.equals, gate.within] + (gate.close.map { $0.key.formulas + $0.fields.map(\.expression) } ?? [])
    }
    formulas += steps.flatMap { optional($0.condition) + $0.parameters.map(\.expression) + [$0.until] }
    formulas += changes.flatMap {
      [$0.condition] + $0.parameters.map(\.expression) + optional($0.until) + optional($0.unless)
    }
    formulas += links.flatMap { optional($0.condition) + $0.from + $0.to }
    return formulas
  }

  /// The tables that its expressions use directly.
  var tablesUsed: Set<String> { formulas.reduce(into: []) { $0.formUnion(CodeWalk.tables(in: $1.code)) } }

  /// Whether its records can be looked for before what they need is there.
  var canMatchBeforeNeeds: Bool {
    guard !match.isEmpty, !needs.isEmpty, each == nil, key == nil, !refreshes, !fields.isEmpty else { return false }
    let asking = match.flatMap { optional($0.condition) + $0.conditions.map(\.value) } + optional(fits)
    return sets(asking).isDisjoint(with: needs.map(\.mapping))
  }

  /// The link sets that formulas ask for, by themselves or through `let`s.
  private func sets(_ formulas: [Formula]) -> Set<String> {
    var reached: Set<Int> = []
    var open = formulas.map(\.code)
    var sets: Set<String> = []
    while let code = open.popLast() {
      sets.formUnion(CodeWalk.sets(in: code))
      for index in CodeWalk.lets(in: code) where index < lets.count && reached.insert(index).inserted {
        open.append(lets[index].expression.code)
      }
    }
    return sets
  }

  private func optional(_ formula: Formula?) -> [Formula] { formula.map { [$0] } ?? [] }
}
