import Records

/// Goes through every expression of a mapping with the types of the items around it.
struct MappingWalk {
  let mapping: Mapping
  var inference: TypeInference
  /// The types of the values that rules write, by the formula's place.
  private(set) var types: [SourceLocation: StaticType] = [:]
  /// The type of the mapping's own item, where it has items.
  private var item: [StaticType] = []

  init(mapping: Mapping, context: TypeContext) {
    self.mapping = mapping
    let own = mapping.lets.prefix { !$0.belongsToRows }
    inference = TypeInference(
      context: context, lets: Dictionary(own.map { ($0.name, $0.expression) }, uniquingKeysWith: { first, _ in first }),
      reads: Set(mapping.reads.map(\.name)))
    item = mapping.each.map { [list($0).item] } ?? []
  }

  mutating func all() {
    for formula in mapping.lets.filter({ !$0.belongsToRows }).map(\.expression) {
      _ = inference.type(of: formula, items: item)
    }
    for formula in mapping.context.map(\.value) { value(formula) }
    for formula in mapping.item + mapping.merge + mapping.frozen { value(formula, item) }
    for formula in [mapping.since, mapping.enter] { condition(formula) }
    for formula in [mapping.rewriteWhile, mapping.sealedWhen] { condition(formula, item) }
    for read in mapping.reads {
      value(read.value)
      condition(read.condition)
    }
    for need in mapping.needs {
      let items = need.each.map { [list($0).item] } ?? []
      for argument in need.arguments { value(argument, items) }
      condition(need.condition, items)
    }
    if let holds = mapping.holds {
      let items = holds.each.map { [list($0).item] } ?? []
      condition(holds.unless)
      for argument in holds.arguments + [holds.quantity] { value(argument, items) }
    }
    identity()
    target()
    after()
  }

  /// The formula that looks at records which a match rule found. Apart from the others: what it uses of the target is not read back.
  mutating func fits() {
    condition(mapping.fits, item)
  }

  private mutating func identity() {
    for formula in mapping.key?.formulas ?? [] { value(formula, item) }
    for rule in mapping.match {
      condition(rule.condition, item)
      for condition in rule.conditions { value(condition.value, item) }
    }
    for (_, formula) in mapping.find + mapping.probe { value(formula, item) }
  }

  private mutating func target() {
    for rule in mapping.fields { value(rule.expression, item) }
    for child in mapping.children {
      for field in child.always { value(field.expression) }
      for rows in child.rows { self.rows(rows) }
    }
    for gate in mapping.gates {
      value(gate.equals)
      value(gate.within)
      for formula in gate.close?.key.formulas ?? [] { value(formula) }
      for field in gate.close?.fields ?? [] { value(field.expression) }
    }
  }

  private mutating func rows(_ rows: ChildRule.Rows) {
    let items = rows.each.map { [list($0).item] } ?? []
    condition(rows.condition)
    let own = mapping.lets[rows.lets]
    for found in own { inference.lets[found.name] = found.expression }
    for found in own { _ = inference.type(of: found.expression, items: items) }
    for formula in rows.key.formulas { value(formula, items) }
    for field in rows.fields { value(field.expression, items) }
    inference.forget(own.map(\.name))
  }

  private mutating func after() {
    for step in mapping.steps {
      condition(step.condition, item)
      for parameter in step.parameters { value(parameter.expression, item) }
      condition(step.until, item)
    }
    for rule in mapping.changes {
      for formula in [rule.condition, rule.until, rule.unless] { condition(formula, item) }
      for parameter in rule.parameters { value(parameter.expression, item) }
    }
    for field in mapping.gone { value(field.expression, item) }
    for rule in mapping.links {
      condition(rule.condition, item)
      for formula in rule.from + rule.to { value(formula, item) }
    }
  }

  private mutating func value(_ formula: Formula, _ items: [StaticType] = []) {
    types[formula.location] = inference.type(of: formula, items: items)
  }

  private mutating func condition(_ formula: Formula?, _ items: [StaticType] = []) {
    if let formula { inference.condition(formula, items: items) }
  }

  private mutating func list(_ formula: Formula) -> StaticType {
    let type = inference.type(of: formula)
    if case .list = type { return type }
    if !type.isOpen {
      inference.report(formula, "TYPE_MISMATCH", formula.syntax.range, "This must be a list, and is \(type.name).")
    }
    return type
  }
}
