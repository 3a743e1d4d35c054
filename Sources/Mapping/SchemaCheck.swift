import Records

/// Checks one mapping against what the two systems say of themselves.
struct SchemaCheck {
  let mapping: Mapping
  let schemas: [String: SystemSchema]
  private(set) var diagnostics: [Diagnostic] = []

  static func diagnostics(of mapping: Mapping, schemas: [String: SystemSchema], context: TypeContext) -> [Diagnostic] {
    var check = SchemaCheck(mapping: mapping, schemas: schemas, diagnostics: [])
    var context = context
    context.defaults = mapping.settings
    context.system = mapping.source.system
    context.source = check.resource(mapping.source, at: mapping.node?["from"])
    context.target = check.resource(mapping.target, at: mapping.node?["to"])
    context.targetSystem = schemas[mapping.target.system]
    for read in mapping.reads { context.reads[read.name] = check.resource(read.resource, at: read.node) }
    var walk = MappingWalk(mapping: mapping, context: context)
    walk.all()
    walk.fits()
    check.diagnostics += walk.inference.diagnostics
    check.unused(walk.inference.usedNames)
    check.context(walk.types)
    check.keys(context)
    check.links(context, walk.types)
    check.item(walk.types)
    if let source = context.source { check.sourceSide(source, context) }
    if let target = context.target { check.targetSide(target, context, walk.types) }
    return check.diagnostics
  }

  // MARK: Names

  private mutating func resource(_ name: ResourceName, at node: YAMLNode?) -> ResourceSchema? {
    guard let node else { return nil }
    guard let schema = schemas[name.system] else {
      unknown("UNKNOWN_SYSTEM", "system", name.system, node, among: Array(schemas.keys))
      return nil
    }
    if let resource = schema.resources[name.resource] { return resource }
    unknown("UNKNOWN_RESOURCE", "resource", name.resource, node, among: Array(schema.resources.keys))
    return nil
  }

  mutating func field(_ name: String, of resource: ResourceSchema, at node: YAMLNode) -> FieldSchema? {
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    guard let field = resource.field(first) else {
      // The key is a field even where the schema does not list it.
      if !resource.keyFields.contains(first) {
        unknown("UNKNOWN_FIELD", "field", name, node, among: resource.fields.map(\.name))
      }
      return nil
    }
    return field
  }

  mutating func unknown(_ code: String, _ kind: String, _ name: String, _ node: YAMLNode, among names: [String]) {
    let hint = Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" } ?? ""
    report(.error, code, node, "There is no \(kind) `\(name)`.", hint: hint)
  }

  mutating func report(
    _ severity: Diagnostic.Severity, _ code: String, _ node: YAMLNode, _ message: String, expected: [String] = [],
    hint: String = ""
  ) {
    diagnostics.append(
      Diagnostic(
        severity, code, node.location, length: node.scalar?.unicodeScalars.count ?? 1, message, expected: expected,
        hint: hint,
        excerpt: node.file.excerpt(line: node.line)))
  }

  private mutating func unused(_ used: Set<String>) {
    let names = (mapping.node?["let"]?.entries ?? []) + (mapping.node?["read"]?.entries ?? [])
    for entry in names {
      guard let name = entry.key.scalar, !used.contains(name) else { continue }
      report(.warning, "UNUSED_NAME", entry.key, "`\(name)` is not used.", hint: "Remove it.")
    }
  }

  // MARK: The source's side

  private mutating func context(_ types: [SourceLocation: StaticType]) {
    for (name, formula) in mapping.context {
      guard let type = types[formula.location], !ContextCheck.fits(type) else { continue }
      report(
        .error, "TYPE_MISMATCH", formula.node,
        "`\(name)` must be true or false, a number, a text or a list of them, and is \(type.name).")
    }
  }

  /// The keys of needed and held records have the parts that their systems give them.
  private mutating func keys(_ context: TypeContext) {
    var named = mapping.needs.map { ($0.mapping, $0.arguments.count, $0.node) }
    if let holds = mapping.holds { named.append((holds.set, holds.arguments.count, holds.node)) }
    for (set, count, node) in named {
      guard let key = context.links[set]?.end(at: mapping.source.system)?.key, count != key.count,
        count != 1 || key.count == 1
      else { continue }
      report(
        .error, "ARGUMENTS", node,
        "A record of `\(set)` is named by \(key.map { "`\($0.name)`" }.joined(separator: ", ")) here.")
    }
  }

  private mutating func sourceSide(_ source: ResourceSchema, _ context: TypeContext) {
    if mapping.runs == .always, source.changeFeed == nil, mapping.touches.isEmpty, let node = mapping.node?["from"] {
      report(.warning, "NO_CHANGE_FEED", node, "The resource does not show what changed: every run reads all of it.")
    }
    for read in mapping.reads {
      guard let resource = context.reads[read.name] else { continue }
      for name in [read.field] + read.conditions.map(\.field) {
        guard let field = field(name, of: resource, at: read.node) else { continue }
        if !field.isFilterable { report(.error, "NOT_FILTERABLE", read.node, "The server cannot filter on `\(name)`.") }
      }
    }
    for case .resource(let name, let own, let ours) in mapping.touches {
      guard let node = mapping.node?["touched by"],
        let resource = resource(ResourceName(system: mapping.source.system, resource: name), at: node)
      else { continue }
      _ = field(own, of: resource, at: node)
      touched(ours, source, context, at: node)
    }
    for case .links(_, let ours?) in mapping.touches {
      if let node = mapping.node?["touched by"] { touched(ours, source, context, at: node) }
    }
  }

  /// The field of the source, or of rows read beside it, by which what was touched is found again.
  private mutating func touched(_ ours: String, _ source: ResourceSchema, _ context: TypeContext, at node: YAMLNode) {
    let parts = ours.split(separator: ".").map(String.init)
    let owner = parts.count == 2 ? context.reads[parts[0]] : source
    guard let owner, let name = parts.last, let field = field(name, of: owner, at: node) else { return }
    if !field.isFilterable { report(.error, "NOT_FILTERABLE", node, "The server cannot filter on `\(ours)`.") }
  }

  // MARK: The target's side

  private mutating func targetSide(
    _ target: ResourceSchema, _ context: TypeContext, _ types: [SourceLocation: StaticType]
  ) {
    for rule in mapping.fields {
      if let field = field(rule.name, of: target, at: rule.node) {
        written(rule.expression, to: field, types, at: rule.node)
        if rule.keepsOthers != nil { kept(field, at: rule.node) }
      }
    }
    required(target)
    for rule in mapping.match {
      filters(rule.conditions.map { ($0.field, $0.value) }, of: target, types)
    }
    for conditions in [mapping.find, mapping.probe] { filters(conditions, of: target, types) }
    for (name, formula) in mapping.othersWhere {
      if let field = field(name, of: target, at: formula.node), !field.isFilterable {
        report(.error, "NOT_FILTERABLE", formula.node, "The server cannot filter on `\(name)`.")
      }
    }
    surplus(target)
    for name in mapping.same {
      guard let node = mapping.node?["same"] else { continue }
      _ = field(name, of: target, at: node)
      if !mapping.fields.contains(where: { $0.name == name }) {
        report(
          .error, "SAME_NOT_WRITTEN", node, "`\(name)` is not among `fields`: there is nothing to compare it with.")
      }
    }
    for formula in mapping.gone {
      if let field = field(formula.name, of: target, at: formula.node) {
        written(formula.expression, to: field, types, at: formula.node)
      }
    }
    for child in mapping.children { rows(child, target, context, types) }
    for gate in mapping.gates { self.gate(gate, target, context, types) }
    for step in mapping.steps { action(step.action, step.parameters, target, types, at: step.node) }
    for rule in mapping.changes { action(rule.action, rule.parameters, target, types, at: rule.node) }
  }

  /// Lists of references tell apart what the other conditions find.
  private mutating func filters(
    _ conditions: [(field: String, value: Formula)], of target: ResourceSchema, _ types: [SourceLocation: StaticType]
  ) {
    let isNarrowed = conditions.contains { target.field($0.field)?.isFilterable == true }
    for (name, formula) in conditions {
      if isNarrowed, let kind = target.field(name)?.kind, case .references = kind,
        types[formula.location].map({ Self.fits($0, kind) }) ?? true
      {
        continue
      }
      filter(name, formula, of: target, types)
    }
  }

  private mutating func filter(
    _ name: String, _ formula: Formula, of target: ResourceSchema, _ types: [SourceLocation: StaticType]
  ) {
    guard let field = field(name, of: target, at: formula.node) else { return }
    if !field.isFilterable {
      report(.error, "NOT_FILTERABLE", formula.node, "The server cannot filter on `\(name)`.")
    }
    guard let type = types[formula.location], !Self.isComparable(type) else { return }
    report(
      .error, "TYPE_MISMATCH", formula.node, "A record cannot be looked for by \(type.name).",
      hint: type == .texts ? "Take the text of one language: first(by_language(...)).text else null." : "")
  }

  private mutating func required(_ target: ResourceSchema) {
    guard mapping.creates, target.creation != .never, let node = mapping.node?["fields"] ?? mapping.node?["to"] else {
      return
    }
    let written = Set(mapping.fields.map(\.name) + mapping.children.map(\.field))
    for field in target.fields
    where field.isRequired && !field.hasDefault && !field.isReadOnly && !written.contains(field.name) {
      report(
        .warning, "REQUIRED_FIELD", node, "`\(field.name)` is required at the target and not written here.",
        hint: "Leave it so only where the target fills it in itself.")
    }
  }

  private mutating func rows(
    _ child: ChildRule, _ target: ResourceSchema, _ context: TypeContext, _ types: [SourceLocation: StaticType]
  ) {
    guard field(child.field, of: target, at: child.node) != nil else { return }
    guard let fields = context.rowFields(child.field) else { return }
    for formula in child.always + child.rows.flatMap(\.fields) { rowField(formula, fields, types) }
  }

  private mutating func rowField(
    _ formula: NamedFormula, _ fields: [FieldSchema], _ types: [SourceLocation: StaticType]
  ) {
    guard let field = fields.first(where: { $0.name == formula.name }) else {
      unknown("UNKNOWN_FIELD", "field", formula.name, formula.node, among: fields.map(\.name))
      return
    }
    written(formula.expression, to: field, types, at: formula.node)
  }

  private mutating func gate(
    _ gate: Gate, _ target: ResourceSchema, _ context: TypeContext, _ types: [SourceLocation: StaticType]
  ) {
    if let field = field(gate.field, of: target, at: gate.node), !StaticType(field.kind).isNumber {
      report(
        .error, "TYPE_MISMATCH", gate.node,
        "A gate compares numbers, and `\(gate.field)` is \(StaticType(field.kind).name).")
    }
    for formula in [gate.equals, gate.within] {
      if let type = types[formula.location], !type.isNumber {
        report(.error, "TYPE_MISMATCH", formula.node, "A gate compares numbers, and this is \(type.name).")
      }
    }
    guard let close = gate.close else { return }
    guard mapping.children.contains(where: { $0.field == close.child }) else {
      unknown("UNKNOWN_FIELD", "field among `children`", close.child, gate.node, among: mapping.children.map(\.field))
      return
    }
    guard let fields = context.rowFields(close.child) else { return }
    for formula in close.fields { rowField(formula, fields, types) }
  }

  private mutating func action(
    _ name: String, _ parameters: [NamedFormula], _ target: ResourceSchema, _ types: [SourceLocation: StaticType],
    at node: YAMLNode
  ) {
    guard let action = target.actions.first(where: { $0.name == name }) else {
      unknown("UNKNOWN_ACTION", "action", name, node, among: target.actions.map(\.name))
      return
    }
    for formula in parameters {
      guard let field = action.parameters.first(where: { $0.name == formula.name }) else {
        unknown("UNKNOWN_PARAMETER", "parameter", formula.name, formula.node, among: action.parameters.map(\.name))
        continue
      }
      written(formula.expression, to: field, types, at: formula.node)
    }
    for field in action.parameters where field.isRequired && !parameters.contains(where: { $0.name == field.name }) {
      report(.error, "PARAMETER_MISSING", node, "`\(name)` needs `\(field.name)`.", hint: "Write it under `with`.")
    }
  }

  // MARK: Values

  private mutating func written(
    _ formula: Formula, to field: FieldSchema, _ types: [SourceLocation: StaticType], at node: YAMLNode
  ) {
    if field.isReadOnly {
      report(.error, "READ_ONLY", node, "`\(field.name)` cannot be written.")
      return
    }
    if let constant = formula.constant { literal(constant, formula, to: field) }
    guard let type = types[formula.location], !Self.fits(type, field.kind) else { return }
    let wanted = StaticType(field.kind)
    var hint = ""
    if wanted == .text { hint = "Use text(...)." }
    if wanted.isNumber, type.isText { hint = "Use number(...) else ..." }
    if wanted == .text, type == .texts {
      hint = "Take the text of one language: first(by_language(...)).text else null."
    }
    if wanted == .content { hint = "Give it a field of the source that holds one." }
    report(
      .error, "TYPE_MISMATCH", formula.node, "`\(field.name)` is \(wanted.name), and this is \(type.name).", hint: hint)
  }

  private mutating func literal(_ value: Value, _ formula: Formula, to field: FieldSchema) {
    guard case .text(let text) = value else { return }
    if !field.options.isEmpty, !field.options.contains(text) {
      let hint = Nearest.name(to: text, among: field.options).map { "Did you mean '\($0)'?" } ?? ""
      report(
        .error, "UNKNOWN_OPTION", formula.node, "`\(field.name)` does not know '\(text)'.", expected: field.options,
        hint: hint)
    }
    if let most = field.maximumLength, text.count > most {
      report(
        .error, "TEXT_TOO_LONG", formula.node, "`\(field.name)` holds \(most) characters, and this has \(text.count).")
    }
  }

  /// Whether a value of the type may be written to a field of the kind: nothing is converted but integers to decimals.
  private static func fits(_ type: StaticType, _ kind: FieldSchema.Kind) -> Bool {
    if type.isOpen { return true }
    switch (kind, type) {
    case (.bool, .bool), (.text, .text), (.text, .date), (.date, .date), (.date, .text), (.instant, .instant),
      (.texts, .texts), (.texts, .text), (.content, .content):
      return true
    case (.integer, .integer), (.integer, .reference), (.reference, .integer), (.reference, .reference): return true
    case (.decimal, .integer), (.decimal, .decimal): return true
    case (.references, .list(let item)): return item.isOpen || item == .integer || item == .reference
    case (.rows, .list), (.other, _): return true
    default: return false
    }
  }
}
