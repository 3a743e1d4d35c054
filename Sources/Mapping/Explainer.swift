import Records

/// Evaluates a document's parts one by one, each with the rule that makes it.
struct Explainer {
  let mapping: Mapping
  var interpreter: Interpreter

  mutating func all() -> [Explained] {
    var explained: [Explained] = []
    if let key = mapping.key {
      let result = interpreter.finish { interpreter throws(Stop) in Value.text(try interpreter.text(of: key)) }
      let location = key.formulas.first?.location ?? SourceLocation(file: mapping.file, line: 1, column: 1)
      explained.append(Explained(field: "key", result: result, location: location, expression: key.text))
    }
    for rule in mapping.fields { explained.append(one(rule.name, rule.expression)) }
    for child in mapping.children {
      for rows in child.rows { explained += self.rows(rows, child) }
    }
    for gate in mapping.gates { explained.append(one("gate \(gate.field)", gate.equals)) }
    return explained
  }

  private mutating func one(_ field: String, _ formula: Formula) -> Explained {
    let result = interpreter.finish { interpreter throws(Stop) in try interpreter.value(of: formula) }
    return Explained(field: field, result: result, location: formula.location, expression: formula.text)
  }

  private mutating func rows(_ rows: ChildRule.Rows, _ child: ChildRule) -> [Explained] {
    let items = interpreter.finish { interpreter throws(Stop) -> [Value] in
      if let condition = rows.condition, try !interpreter.condition(condition) { return [] }
      return try interpreter.items(of: rows.each)
    }
    guard let found = items.value else {
      let location = rows.each?.location ?? child.node.location
      let result = items.map { Value.list($0) }
      return [Explained(field: child.field, result: result, location: location, expression: rows.each?.text ?? "")]
    }
    var explained: [Explained] = []
    for item in found {
      interpreter.enter(item: item, forgetting: rows.lets)
      let key = interpreter.finish { interpreter throws(Stop) in try interpreter.text(of: rows.key) }
      let place = "\(child.field)[\(key.value ?? rows.key.text)]"
      explained += rows.fields.map { one("\(place).\($0.name)", $0.expression) }
    }
    return explained
  }
}
