import Records

/// An expression with its names resolved: what runs. Lambda items live in numbered slots, `let`s and related reads in numbered places,
/// so that nothing is looked up by name but the fields of records themselves.
indirect enum Code: Sendable {
  enum Variable: Int, Sendable, Hashable, CaseIterable {
    case parent, target, difference, key
  }

  case constant(Value)
  /// A field of the source record (or of a table's row).
  case field(String)
  case related(Int)
  case named(Int)
  case item(Int)
  case variable(Variable)
  case path(Code, String)
  case negate(Code, site: String)
  case not(Code)
  case and(Code, Code)
  case or(Code, Code)
  case equal(Code, Code, isNegated: Bool)
  case order(Syntax.Operator, Code, Code, site: String)
  case contains(Code, list: Code)
  case arithmetic(Syntax.Operator, Code, Code, site: String)
  case conditional(Code, Code, Code)
  case fallback(Code, Code)
  case stop(Syntax.Stop)
  case refusal(String, because: Code)
  case call(Function, [Code], site: String)
  /// A function over a list with an expression for each item, which finds its item in `slot`.
  case each(Function, list: Code, body: Code?, slot: Int, site: String)
  case share(total: Code, list: Code, weight: Code, slot: Int, site: String)
  case record([(name: String, value: Code)])
  case extend(Code, [(name: String, value: Code)], site: String)
  case row(table: String, key: Code)
  case column(table: String, key: Code, column: String)
  case rows(table: String, keys: Code)
  case columns(table: String, keys: Code, column: String)
  case everyRow(table: String)
  case setting(String)
  case link(set: String, [Code])
  case links(set: String, Code)
  case linked(set: String, [Code])
  case accepted(set: String, [Code])
  case held(set: String, [Code])
}
