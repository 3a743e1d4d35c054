import Records

/// The parts that mapping rules are made of.
extension Interpreter {
  /// The items of an `each`; without one, a single null.
  mutating func items(of each: Formula?) throws(Stop) -> [Value] {
    guard let each else { return [.null] }
    return try Self.list(value(of: each), each.text)
  }

  mutating func key(_ parts: [Formula], _ set: String) throws(Stop) -> RecordKey {
    var values: [Value] = []
    for part in parts { values.append(try value(of: part)) }
    return try Self.key(of: values.count == 1 ? values[0] : .list(values), set)
  }

  mutating func conditions(_ rules: [(field: String, value: Formula)]) throws(Stop) -> [Condition] {
    var conditions: [Condition] = []
    for (field, formula) in rules { conditions.append(Condition(field, .equals, try value(of: formula))) }
    return conditions
  }

  mutating func values(_ formulas: [NamedFormula]) throws(Stop) -> [String: Value] {
    var values: [String: Value] = [:]
    for formula in formulas { values[formula.name] = try value(of: formula.expression) }
    return values
  }

  /// What every row of the target's field gets.
  mutating func always(of mapping: Mapping, in field: String) throws(Stop) -> [String: Value] {
    guard let child = mapping.children.first(where: { $0.field == field }) else { return [:] }
    return try values(child.always)
  }
}
