/// Which fields a mapping's expressions use: what to ask the systems for.
enum FieldUse {
  static func note(in mapping: inout Mapping) {
    mapping.sourceFields = mapping.formulas.reduce(into: Set<String>()) { $0.formUnion(CodeWalk.fields(in: $1.code)) }
      .sorted()
  }
}
