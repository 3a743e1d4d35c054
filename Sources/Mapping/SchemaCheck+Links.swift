import Records

/// Keys: of further links, of items, of what is looked for.
extension SchemaCheck {
  /// Both ends of a further link are named by as many parts as the set's records have there, whichever way round the set was declared.
  mutating func links(_ context: TypeContext, _ types: [SourceLocation: StaticType]) {
    for rule in mapping.links {
      for formula in rule.from + rule.to { part(formula, types, mayBeAll: true) }
      guard let ends = context.links[rule.set] else { continue }
      check(rule.from, "from", rule, ends.end(at: mapping.source.system)?.key, types)
      check(rule.to, "to", rule, ends.end(at: mapping.target.system)?.key, types)
    }
  }

  private mutating func check(
    _ parts: [Formula], _ word: String, _ rule: LinkRule, _ key: [(name: String, type: StaticType)]?,
    _ types: [SourceLocation: StaticType]
  ) {
    guard let key, parts.count != key.count else { return }
    // One expression may give all parts.
    if let only = parts.first, parts.count == 1, let type = types[only.location] {
      if case .list = type { return }
      if type.isOpen { return }
    }
    report(
      .error, "ARGUMENTS", parts.first?.node ?? rule.node,
      "A record of `\(rule.set)` is named by \(key.map { "`\($0.name)`" }.joined(separator: ", ")) here.",
      hint: "Write as many parts: `\(word): [\(key.map(\.name).joined(separator: ", "))]`.")
  }

  /// What tells items apart.
  mutating func item(_ types: [SourceLocation: StaticType]) {
    for formula in mapping.item { part(formula, types, mayBeAll: false) }
  }

  private mutating func part(_ formula: Formula, _ types: [SourceLocation: StaticType], mayBeAll: Bool) {
    guard let type = types[formula.location], !Self.isKey(type) else { return }
    if mayBeAll, case .list(let item) = type, Self.isKey(item) { return }
    report(
      .error, "TYPE_MISMATCH", formula.node, "A key is made of ids and texts, and this is \(type.name).",
      hint: type.isRecord ? "Name its field: `it.id`." : "Write an expression that gives an id or a text.")
  }

  /// What was made for items that are gone can only be removed where the target has a way.
  mutating func surplus(_ target: ResourceSchema) {
    guard mapping.surplus.deletes, let node = mapping.node?["surplus"] else { return }
    if !mapping.find.isEmpty || !mapping.creates {
      report(
        .error, "NOT_DELETABLE", node,
        "These records of `\(target.name)` were there before: they are not ours to remove.",
        hint: "Write `surplus: keep`.")
    }
    guard !target.isDeletable else { return }
    report(
      .error, "NOT_DELETABLE", node, "Records of `\(target.name)` cannot be removed.", hint: "Write `surplus: keep`.")
  }

  /// Only lists have entries of others beside ours.
  mutating func kept(_ field: FieldSchema, at node: YAMLNode) {
    switch field.kind {
    case .references, .rows: break
    default:
      report(
        .error, "NO_LIST", node, "`\(field.name)` holds one value: there is nothing of others beside it.",
        hint: "Leave `keep others` out.")
    }
  }

  private static func isKey(_ type: StaticType) -> Bool {
    switch type {
    case .integer, .reference, .text, .date: true
    default: type.isOpen
    }
  }

  /// Whether a server can look for a value of the type.
  static func isComparable(_ type: StaticType) -> Bool {
    switch type {
    case .texts, .content, .list, .record: false
    default: true
    }
  }
}
