import Records

/// Reads one mapping file's nodes into a `Mapping`.
struct MappingReader {
  private var reader = NodeReader()
  private var scope = Scope()
  private var lets: [Let] = []

  static func read(_ node: YAMLNode) -> (mapping: Mapping, diagnostics: [Diagnostic]) {
    var reader = MappingReader()
    let mapping = reader.mapping(node)
    return (mapping, reader.reader.diagnostics)
  }

  private mutating func mapping(_ node: YAMLNode) -> Mapping {
    let keys = reader.section(node, .mapping)
    var mapping = Mapping()
    mapping.file = node.file.name
    mapping.node = node
    mapping.name = keys["mapping"].map { reader.word($0) } ?? ""
    if let name = keys["mapping"], !mapping.name.isEmpty, !NodeReader.isName(mapping.name) {
      reader.report("WRONG_SHAPE", name, "A mapping's name has letters, digits and underscores.")
    }
    mapping.about = keys["about"]?.scalar ?? ""
    if let from = keys["from"] { mapping.source = reader.resource(from) }
    if let to = keys["to"] { mapping.target = reader.resource(to) }
    if let run = keys["run"], reader.choice(run, ["when needed"]) != nil { mapping.runs = .whenNeeded }
    if let refresh = keys["refresh"] { mapping.refreshes = reader.choice(refresh, ["always"]) != nil }
    mapping.includesArchived = isIncluded(keys["archived"])
    declare(keys, system: mapping.source.system)
    readSource(keys, &mapping)
    readItems(keys, &mapping)
    readIdentity(keys, &mapping)
    readTarget(keys, &mapping)
    readAfter(keys, &mapping)
    mapping.lets = lets
    return mapping
  }

  private mutating func isIncluded(_ node: YAMLNode?) -> Bool {
    node.map { reader.choice($0, ["included"]) != nil } ?? false
  }

  /// Names first, so that expressions may use those that come later in the file.
  private mutating func declare(_ keys: [String: YAMLNode], system: String) {
    for entry in keys["read"]?.entries ?? [] {
      guard let name = entry.key.scalar else { continue }
      declared(name, entry.key)
      scope.reads[name] = scope.reads.count
    }
    let named = keys["let"].map { reader.entries($0, "names with expressions") } ?? []
    for (index, entry) in named.enumerated() {
      declared(entry.name, entry.key)
      scope.lets[entry.name] = index
    }
    // Each `let` sees all names, and the item where there is one; a circle among them is found below.
    let inner = scope.adding(depth: keys["each"] == nil ? 0 : 1)
    lets = named.map { Let(name: $0.name, expression: reader.formula($0.value, inner), depth: inner.depth) }
    if keys["each"] != nil { ItemUse.mark(&lets) }
    reportCycles()
  }

  private mutating func declared(_ name: String, _ node: YAMLNode) {
    let taken = ["it", "outer", "parent", "target", "difference"]
    if !NodeReader.isName(name) || ExpressionParser.reserved.contains(name) || taken.contains(name) {
      reader.report(
        "BAD_NAME", node, "`\(name)` cannot be a name.",
        hint: "Use letters, digits and underscores, and no word of the language.")
    } else if scope.lets[name] != nil || scope.reads[name] != nil {
      reader.report("BAD_NAME", node, "`\(name)` is already the name of something else.")
    }
  }

  private mutating func reportCycles() {
    let uses = lets.map { CodeWalk.lets(in: $0.expression.code) }
    for start in lets.indices {
      var reached: Set<Int> = []
      var open = Array(uses[start])
      while let next = open.popLast() {
        if reached.insert(next).inserted { open += uses[next].filter { $0 < lets.count } }
      }
      if reached.contains(start) {
        let formula = lets[start].expression
        reader.report("LET_CYCLE", formula.node, "`\(lets[start].name)` is defined by itself.")
      }
    }
  }

  // MARK: The source's side

  private mutating func readSource(_ keys: [String: YAMLNode], _ mapping: inout Mapping) {
    mapping.settings = keys["settings"].map { settings($0) } ?? [:]
    mapping.context = keys["context"].map { reader.named($0, scope, fields: false).map { ($0.name, $0.formula) } } ?? []
    for (_, formula) in mapping.context where ContextCheck.needsRecord(formula.code, lets) {
      reader.report(
        "CONTEXT_OF_A_RECORD", formula.node, "This is passed on with every read and cannot depend on a record.",
        hint: "Use settings and constants.")
    }
    mapping.touches = keys["touched by"].map { touches($0, of: mapping.source) } ?? []
    mapping.reads = keys["read"].map { reads($0, system: mapping.source.system) } ?? []
    mapping.since = keys["since"].map { reader.formula($0, scope) }
    mapping.enter = keys["enter"].map { reader.formula($0, scope) }
    mapping.holds = keys["holds"].flatMap { holds($0) }
    mapping.needs = keys["needs"].map { reader.elements($0, "needs").compactMap { need($0) } } ?? []
  }

  /// Everything after this is about one item, where there are items.
  private mutating func readItems(_ keys: [String: YAMLNode], _ mapping: inout Mapping) {
    mapping.each = keys["each"].map { reader.formula($0, scope) }
    if mapping.each != nil { scope = scope.adding(depth: 1) }
    mapping.item = keys["item"].map { parts($0, scope) } ?? []
    let surplus = keys["surplus"].flatMap { reader.choice($0, Mapping.Surplus.allCases.map(\.rawValue)) }
    mapping.surplus = surplus.flatMap { Mapping.Surplus(rawValue: $0) } ?? .keep
    if let each = keys["each"], keys["item"] == nil {
      reader.report(
        "KEY_MISSING", each, "`item` is missing here.", hint: "Say what tells the items apart: `item: it.id`.")
    }
    for name in ["item", "surplus"] where mapping.each == nil {
      if let node = keys[name] { reader.report("WRONG_SHAPE", node, "`\(name)` goes with `each`.") }
    }
    for name in ["children", "holds", "gate"] where mapping.each != nil {
      if let node = keys[name] { reader.report("WRONG_SHAPE", node, "`\(name)` does not go with `each`.") }
    }
  }

  /// The parts of a key: an expression, or a list of them.
  private mutating func parts(_ node: YAMLNode, _ scope: Scope) -> [Formula] {
    node.elements == nil ? [reader.formula(node, scope)] : reader.formulas(node, scope)
  }

  private mutating func settings(_ node: YAMLNode) -> [String: Value] {
    var settings: [String: Value] = [:]
    for (key, name, value) in reader.entries(node, "names with constants") {
      if !NodeReader.isName(name) || ExpressionParser.reserved.contains(name) {
        reader.report("BAD_NAME", key, "`\(name)` cannot be a name.", hint: "Use letters, digits and underscores.")
      }
      settings[name] = reader.constant(value)
    }
    return settings
  }

  private mutating func touches(_ node: YAMLNode, of source: ResourceName) -> [Touch] {
    var followed: Set<String> = []
    return reader.elements(node, "resources: `order_payments: order_reference -> reference`").compactMap { element in
      guard let entry = reader.entries(element, "`resource: its field -> our field`").first else { return nil }
      guard let touch = touch(entry.name, entry.value) else { return nil }
      if case .resource(let resource, let field, let ownField) = touch {
        if resource == source.resource {
          reader.report(
            "TOUCHES_ITSELF", entry.key,
            "`\(resource)` is this mapping's own source, which it follows anyway: `\(field) -> \(ownField)` would hide changes of it.",
            hint: "Leave this line out.")
        } else if !followed.insert(resource).inserted {
          reader.report(
            "TOUCHED_TWICE", entry.key,
            "`\(resource)` is followed a second time here, by `\(field) -> \(ownField)`, and only the first one would count.",
            hint: "Keep the line that leads to every record concerned, and leave out the other.")
        }
      }
      return touch
    }
  }

  private mutating func touch(_ name: String, _ node: YAMLNode) -> Touch? {
    let word = reader.word(node)
    if name == "holds" { return .holds(word) }
    let sides = word.split(separator: " ", omittingEmptySubsequences: true)
    if name == "links", sides.count == 1 { return .links(word, ownField: nil) }
    guard sides.count == 3, sides[1] == "->" else {
      reader.report("WRONG_SHAPE", node, "Expected `its field -> our field` here.")
      return nil
    }
    if name == "links" { return .links(String(sides[0]), ownField: String(sides[2])) }
    return .resource(name, field: String(sides[0]), ownField: String(sides[2]))
  }

  private mutating func reads(_ node: YAMLNode, system: String) -> [RelatedRead] {
    reader.entries(node, "names with reads").map { key, name, value in
      let keys = reader.section(value, .read, at: key)
      let resource = keys["from"].map { reader.word($0) } ?? ""
      var join: (field: String, value: Formula)?
      var conditions: [Condition] = []
      let named = keys["where"].map { reader.named($0, scope) } ?? []
      for entry in named {
        if let constant = entry.formula.constant {
          conditions.append(Condition(entry.name, .equals, constant))
        } else if join == nil {
          join = (entry.name, entry.formula)
        } else {
          reader.report("WRONG_SHAPE", entry.key, "Only one condition of a read may use the source's fields.")
        }
      }
      if join == nil, let whole = keys["where"] {
        reader.report("WRONG_SHAPE", whole, "One condition of a read must use the source's fields: {id_order: id}.")
      }
      return RelatedRead(
        name: name, resource: ResourceName(system: system, resource: resource), field: join?.field ?? "",
        value: join?.value ?? reader.constant(.null, value), conditions: conditions,
        condition: keys["if"].map { reader.formula($0, scope) },
        fields: [], includesArchived: isIncluded(keys["archived"]), node: keys["from"] ?? value)
    }
  }

  private mutating func holds(_ node: YAMLNode) -> Holds? {
    let keys = reader.section(node, .holds)
    let each = keys["each"].map { reader.formula($0, scope) }
    let inner = scope.adding(depth: each == nil ? 0 : 1)
    guard let item = keys["item"], let quantity = keys["quantity"] else { return nil }
    let (set, arguments) = reader.reference(item, inner)
    return Holds(
      each: each, unless: keys["unless"].map { reader.formula($0, scope) }, set: set, arguments: arguments,
      quantity: reader.formula(quantity, inner), node: item)
  }

  private mutating func need(_ node: YAMLNode) -> Need? {
    let keys = reader.section(node, .need)
    guard let target = keys["create"] ?? keys["match"], keys["create"] == nil || keys["match"] == nil else {
      if node.entries != nil {
        reader.report("WRONG_SHAPE", node, "A need is either `create: mapping(key)` or `match: mapping(key)`.")
      }
      return nil
    }
    let inner = scope.adding(depth: keys["each"] == nil ? 0 : 1)
    let (mapping, arguments) = reader.reference(target, inner)
    return Need(
      kind: keys["create"] != nil ? .create : .match, mapping: mapping,
      each: keys["each"].map { reader.formula($0, scope) },
      arguments: arguments, condition: keys["if"].map { reader.formula($0, inner) }, node: target)
  }

  // MARK: Identity

  private mutating func readIdentity(_ keys: [String: YAMLNode], _ mapping: inout Mapping) {
    mapping.key = keys["key"].map { reader.template($0, scope) }
    if let word = keys["scope"].flatMap({ reader.choice($0, Mapping.Scope.allCases.map(\.rawValue)) }) {
      mapping.scope = Mapping.Scope(rawValue: word) ?? .connection
    }
    mapping.same = keys["same"].map { reader.words($0) } ?? []
    mapping.merge = keys["merge"].map { reader.formulas($0, scope) } ?? []
    mapping.match =
      keys["match"].map { node in
        reader.elements(node, "rules").map { matchRule($0) }
      } ?? []
    mapping.fits = keys["fits"].map { reader.formula($0, scope.adding([.target])) }
    mapping.find = keys["find"].map { conditions($0) } ?? []
    mapping.probe = keys["probe"].map { conditions($0) } ?? []
    if let create = keys["create"] { mapping.creates = reader.choice(create, ["never"]) == nil }
    if let missing = keys["missing"] { mapping.missingCode = reader.code(missing) }
  }

  /// Fields with expressions, or all of them under `exactly`; beside them `if`.
  private mutating func matchRule(_ node: YAMLNode) -> MatchRule {
    var condition: Formula?
    var plain: [(field: String, value: Formula)] = []
    var exact: [(field: String, value: Formula)]?
    for (key, name, value) in reader.entries(node, "conditions (field: expression)") {
      switch name {
      case "if": condition = reader.formula(value, scope)
      case "exactly": exact = conditions(value)
      default: plain.append((reader.field(key), reader.formula(value, scope)))
      }
    }
    if node.entries != nil, exact?.isEmpty ?? plain.isEmpty || exact != nil && !plain.isEmpty {
      reader.report(
        "WRONG_SHAPE", node, "A rule has either conditions (field: expression) or all of them under `exactly`.")
    }
    return MatchRule(condition: condition, conditions: exact ?? plain, countsEmpty: exact != nil)
  }

  private mutating func conditions(_ node: YAMLNode) -> [(field: String, value: Formula)] {
    reader.named(node, scope).map { ($0.name, $0.formula) }
  }

  // MARK: The target's side

  private mutating func readTarget(_ keys: [String: YAMLNode], _ mapping: inout Mapping) {
    mapping.fields = keys["fields"].map { fields($0) } ?? []
    mapping.children = keys["children"].map { children($0) } ?? []
    mapping.gates = keys["gate"].map { reader.elements($0, "gates").compactMap { gate($0) } } ?? []
  }

  private mutating func fields(_ node: YAMLNode) -> [FieldRule] {
    reader.entries(node, "fields with expressions").map { key, name, value in
      let name = name == key.scalar ? reader.field(key) : name
      guard value.entries != nil else {
        return FieldRule(name: name, expression: reader.formula(value, scope), policy: .always, node: key)
      }
      let keys = reader.section(value, .field, at: key)
      let policy = keys["write"].flatMap { reader.choice($0, FieldRule.Policy.allCases.map(\.rawValue)) }
      return FieldRule(
        name: name, expression: keys["value"].map { reader.formula($0, scope) } ?? reader.constant(.null, value),
        policy: policy.flatMap { FieldRule.Policy(rawValue: $0) } ?? .always,
        keepsOthers: keys["keep others"].map { reader.word($0) }, node: key)
    }
  }

  private mutating func children(_ node: YAMLNode) -> [ChildRule] {
    if node.elements != nil {
      reader.report(
        "NOT_SUPPORTED_YET", node, "Child documents (a list with `to`) are not supported yet.",
        hint: "Rows owned by a field are: `field: {rows: [...]}`.")
      return []
    }
    return reader.entries(node, "fields with rows").map { key, name, value in
      let keys = reader.section(value, .child, at: key)
      let always =
        keys["always"].map { reader.named($0, scope).map { NamedFormula($0.name, $0.formula, $0.key) } } ?? []
      let rows = keys["rows"].map { reader.elements($0, "rows").compactMap { self.rows($0) } } ?? []
      return ChildRule(field: name, always: always, rows: rows, node: key)
    }
  }

  private mutating func rows(_ node: YAMLNode) -> ChildRule.Rows? {
    let keys = reader.section(node, .rows)
    var inner = scope.adding(depth: keys["each"] == nil ? 0 : 1)
    let named = keys["let"].map { reader.entries($0, "names with expressions") } ?? []
    let first = lets.count
    for (index, entry) in named.enumerated() {
      declared(entry.name, entry.key)
      inner.lets[entry.name] = first + index
    }
    for entry in named {
      lets.append(
        Let(name: entry.name, expression: reader.formula(entry.value, inner), depth: inner.depth, belongsToRows: true))
    }
    guard let key = keys["key"], let fields = keys["fields"] else { return nil }
    return ChildRule.Rows(
      each: keys["each"].map { reader.formula($0, scope) }, condition: keys["if"].map { reader.formula($0, scope) },
      key: reader.template(key, inner),
      fields: reader.named(fields, inner).map { NamedFormula($0.name, $0.formula, $0.key) },
      lets: first..<lets.count)
  }

  private mutating func gate(_ node: YAMLNode) -> Gate? {
    let keys = reader.section(node, .gate)
    guard let field = keys["field"], let equals = keys["equals"] else { return nil }
    return Gate(
      field: reader.field(field), equals: reader.formula(equals, scope),
      within: keys["within"].map { reader.formula($0, scope) } ?? reader.constant(.integer(0), node),
      code: keys["code"].map { reader.code($0) } ?? "FIGURE_DIFFERS", close: keys["close"].flatMap { close($0) },
      node: field)
  }

  private mutating func close(_ node: YAMLNode) -> Gate.Close? {
    let keys = reader.section(node, .close)
    guard let child = keys["child"], let key = keys["key"], let fields = keys["fields"] else { return nil }
    let inner = scope.adding([.difference])
    return Gate.Close(
      child: reader.field(child), key: reader.template(key, inner),
      fields: reader.named(fields, inner).map { NamedFormula($0.name, $0.formula, $0.key) })
  }

  // MARK: Once it is linked

  private mutating func readAfter(_ keys: [String: YAMLNode], _ mapping: inout Mapping) {
    let after = scope.adding([.target])
    mapping.rewriteWhile = keys["rewrite while"].map { reader.formula($0, after) }
    mapping.sealedWhen = keys["sealed when"].map { reader.formula($0, after) }
    mapping.steps = keys["steps"].map { reader.elements($0, "steps").compactMap { step($0, after) } } ?? []
    mapping.changes = keys["changed"].map { reader.elements($0, "rules").compactMap { change($0, after) } } ?? []
    mapping.frozen = keys["frozen"].map { reader.formulas($0, scope) } ?? []
    readGone(keys["gone"], &mapping)
    mapping.reportsOthers = keys["others"].flatMap { reader.choice($0, ["report"]) } != nil
    mapping.othersWhere = keys["others where"].map { conditions($0) } ?? []
    for (_, formula) in mapping.othersWhere where ContextCheck.needsRecord(formula.code, lets) {
      reader.report(
        "CONTEXT_OF_A_RECORD", formula.node, "The others belong to no record of the source.",
        hint: "Use settings and constants.")
    }
    mapping.sets = keys["sets"].map { reader.words($0) } ?? []
    mapping.links = keys["links"].map { reader.elements($0, "links").compactMap { link($0, after) } } ?? []
  }

  private mutating func readGone(_ node: YAMLNode?, _ mapping: inout Mapping) {
    guard let node else { return }
    guard node.scalar != nil else {
      mapping.gone = reader.named(node, scope).map { NamedFormula($0.name, $0.formula, $0.key) }
      return
    }
    mapping.staysWhenGone = reader.choice(node, ["keep"]) != nil
    if !mapping.surplus.deletes {
      reader.report("WRONG_SHAPE", node, "`gone: keep` goes with `surplus: delete`: without it nothing is removed.")
    }
  }

  private mutating func parameters(_ node: YAMLNode?, _ scope: Scope) -> [NamedFormula] {
    node.map { reader.named($0, scope).map { NamedFormula($0.name, $0.formula, $0.key) } } ?? []
  }

  private mutating func step(_ node: YAMLNode, _ scope: Scope) -> Step? {
    let keys = reader.section(node, .step)
    guard let action = keys["do"], let until = keys["until"] else { return nil }
    return Step(
      action: reader.word(action), condition: keys["if"].map { reader.formula($0, scope) },
      parameters: parameters(keys["with"], scope),
      until: reader.formula(until, scope), node: action)
  }

  private mutating func change(_ node: YAMLNode, _ scope: Scope) -> ChangeRule? {
    let keys = reader.section(node, .change)
    guard let condition = keys["if"], let action = keys["do"] else { return nil }
    return ChangeRule(
      condition: reader.formula(condition, scope), action: reader.word(action),
      parameters: parameters(keys["with"], scope),
      until: keys["until"].map { reader.formula($0, scope) }, unless: keys["unless"].map { reader.formula($0, scope) },
      code: keys["code"].map { reader.code($0) } ?? "CHANGE_REFUSED", node: action)
  }

  private mutating func link(_ node: YAMLNode, _ scope: Scope) -> LinkRule? {
    let keys = reader.section(node, .link)
    guard let set = keys["set"], let from = keys["from"], let to = keys["to"] else { return nil }
    let standing = keys["as"].flatMap { reader.choice($0, LinkRule.Standing.allCases.map(\.rawValue)) }
    return LinkRule(
      condition: keys["if"].map { reader.formula($0, scope) }, set: reader.word(set), from: parts(from, scope),
      to: parts(to, scope), standing: standing.flatMap(LinkRule.Standing.init) ?? .made, node: set)
  }
}
