extension ValueTable {
  var formulas: [Formula] {
    columns.map(\.expression)
      + finds.flatMap { find in
        find.alternatives.flatMap { alternative in
          (alternative.condition.map { [$0] } ?? []) + alternative.conditions.map(\.value)
        }
      }
  }

  /// The tables that its searches use.
  var tablesUsed: Set<String> { formulas.reduce(into: []) { $0.formUnion(CodeWalk.tables(in: $1.code)) } }
}
