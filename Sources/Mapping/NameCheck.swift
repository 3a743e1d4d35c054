/// Names that files use of one another: mappings, tables, link sets. Needs no schema.
struct NameCheck {
  let mappings: [Mapping]
  let tables: [ValueTable]

  var diagnostics: [Diagnostic] {
    duplicates + needs + kept + links + mappings.flatMap(ItemUse.diagnostics)
      + (mappings.flatMap(\.formulas) + tables.flatMap(\.formulas)).flatMap(references)
      + touches
  }

  private var tableNames: [String] { tables.map(\.name) }

  /// A mapping's own set bears its name; `links` name further ones, and `sets` those of files that need not be loaded.
  private var setNames: [String] { mappings.map(\.name) + mappings.flatMap { $0.links.map(\.set) + $0.sets } }

  private var duplicates: [Diagnostic] {
    var seen: [String: String] = [:]
    var found: [Diagnostic] = []
    for (kind, name, node) in mappings.map({ ("mapping", $0.name, $0.node) })
      + tables.map({ ("table", $0.name, $0.node) })
    {
      guard let node, !name.isEmpty, let key = node[kind] else { continue }
      if let other = seen["\(kind) \(name)"] {
        found.append(diagnostic("DUPLICATE_NAME", key, "There is another \(kind) named \(name), in \(other)."))
      }
      seen["\(kind) \(name)"] = node.file.name
    }
    return found
  }

  private var needs: [Diagnostic] {
    var found: [Diagnostic] = []
    let names = mappings.map(\.name)
    let withItems = Set(mappings.filter { $0.each != nil }.map(\.name))
    for mapping in mappings {
      for need in mapping.needs where !need.mapping.isEmpty && !names.contains(need.mapping) {
        found.append(unknown("UNKNOWN_MAPPING", "mapping", need.mapping, need.node, among: names))
      }
      for need in mapping.needs where withItems.contains(need.mapping) {
        found.append(
          diagnostic(
            "NEED_OF_ITEMS", need.node, "`\(need.mapping)` makes several records of one: a need cannot name it.",
            hint: "Leave it out: a record whose fields say link(\(need.mapping), ...) waits by itself."))
      }
      if let holds = mapping.holds, !holds.set.isEmpty, !setNames.contains(holds.set) {
        found.append(unknown("UNKNOWN_SET", "link set", holds.set, holds.node, among: setNames))
      }
    }
    return found
  }

  private var kept: [Diagnostic] {
    mappings.flatMap(\.fields).compactMap { rule in
      guard let set = rule.keepsOthers, !setNames.contains(set) else { return nil }
      return unknown("UNKNOWN_SET", "link set", set, rule.node, among: setNames)
    }
  }

  /// A further set that nothing asks for is a word mistyped.
  private var links: [Diagnostic] {
    let asked = mappings.flatMap { mapping in
      mapping.formulas.flatMap { CodeWalk.sets(in: $0.code) }
        + mapping.touches.compactMap { if case .links(let set, _) = $0 { set } else { nil } }
        + (mapping.holds.map { [$0.set] } ?? []) + mapping.fields.compactMap(\.keepsOthers)
    }
    let names = mappings.map(\.name)
    return mappings.flatMap(\.links).filter { !names.contains($0.set) && !asked.contains($0.set) }
      .map { unknown("UNKNOWN_SET", "link set", $0.set, $0.node, among: names) }
  }

  private var touches: [Diagnostic] {
    mappings.flatMap { mapping in
      mapping.touches.compactMap { touch in
        switch touch {
        case .resource(_, _, let ours) where ours.contains("."): return join(ours, mapping)
        case .links(_, let ours?) where join(ours, mapping) != nil: return join(ours, mapping)
        case .holds(let set), .links(let set, _):
          guard let node = mapping.node?["touched by"], !setNames.contains(set) else { return nil }
          return unknown("UNKNOWN_SET", "link set", set, node, among: setNames)
        case .resource: return nil
        }
      }
    }
  }

  /// A field of rows that are read beside the record leads back to it only where their own `where` names one of its fields, or of other rows.
  private func join(_ ours: String, _ mapping: Mapping) -> Diagnostic? {
    let parts = ours.split(separator: ".").map(String.init)
    let read = mapping.reads.first { $0.name == parts.first }
    let leadsBack = parts.count == 2 && read.map { !mapping.origins(of: $0).isEmpty } ?? false
    guard let node = mapping.node?["touched by"], !leadsBack else { return nil }
    if parts.count == 2, read == nil {
      return unknown("UNKNOWN_NAME", "read", parts[0], node, among: mapping.reads.map(\.name))
    }
    return diagnostic(
      "TOUCH_WITHOUT_JOIN", node, "`\(ours)` cannot be followed back to a record.",
      hint: "Name a read whose `where` compares with a field of the source, {product_id: id}, or of other reads.")
  }

  private func references(_ formula: Formula) -> [Diagnostic] {
    var found: [Diagnostic] = []
    formula.syntax.visit { syntax in
      guard case .call(let name, let arguments) = syntax.kind, let function = Function(rawValue: name),
        let first = arguments.first,
        case .name(let used) = first.value.kind
      else { return }
      let (code, kind, names): (String, String, [String])
      switch function {
      case .lookup, .lookups, .rows: (code, kind, names) = ("UNKNOWN_TABLE", "table", tableNames)
      case .link, .links, .linked, .accepted, .held: (code, kind, names) = ("UNKNOWN_SET", "link set", setNames)
      default: return
      }
      guard !names.contains(used) else { return }
      let nearest = Nearest.name(to: used, among: names).map { "Did you mean `\($0)`?" } ?? ""
      let problem = ExpressionProblem(
        code: code, range: first.value.range, message: "There is no \(kind) `\(used)`.", hint: nearest)
      found.append(formula.diagnostic(.error, problem, expected: Set(names).sorted()))
    }
    return found
  }

  private func unknown(_ code: String, _ kind: String, _ name: String, _ node: YAMLNode, among names: [String])
    -> Diagnostic
  {
    let hint = Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" } ?? ""
    return diagnostic(code, node, "There is no \(kind) `\(name)`.", expected: Set(names).sorted(), hint: hint)
  }

  private func diagnostic(
    _ code: String, _ node: YAMLNode, _ message: String, expected: [String] = [], hint: String = ""
  ) -> Diagnostic {
    Diagnostic(
      .error, code, node.location, length: node.scalar?.unicodeScalars.count ?? 1, message, expected: expected,
      hint: hint,
      excerpt: node.file.excerpt(line: node.line))
  }
}
