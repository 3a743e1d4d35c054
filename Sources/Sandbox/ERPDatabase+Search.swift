import Foundation

extension ERPDatabase {
  /// Ids of the records of a domain in the asked order, archived ones left out unless the context or the domain says otherwise.
  func search(
    _ model: String, _ domain: RPCValue, order: String? = nil, offset: Int = 0, limit: Int? = nil, _ context: ERPContext
  ) throws(RPCFailure) -> [Int] {
    var parsed = try ERPDomain.parse(domain)
    if hidesFieldAttachments(model, domain) {
      parsed = .all([parsed, .leaf(try ERPLeaf(["res_field", "=", false]))])
    }
    try check(parsed, model)
    let mentionsActive = mentions("active", parsed)
    let archivable = context.activeTest && !mentionsActive && models[model]?.fields["active"] != nil
    // In the order of ids the first page is enough: a reader that pages by key over a large table would be quadratic else.
    let enough = order == "id" || order == "id asc" ? limit.map { $0 + offset } ?? .max : .max
    var found: [Int] = []
    for id in candidates(model, parsed, context) {
      if archivable, !isActive(model, id) { continue }
      if matches(parsed, model, id, context) { found.append(id) }
      if found.count >= enough { break }
    }
    found = try checkedSort(model, found, order, first: limit.map { $0 + offset }, context)
    return Array(found.dropFirst(offset).prefix(limit ?? .max))
  }

  private func mentions(_ field: String, _ domain: ERPDomain) -> Bool {
    switch domain {
    case .always, .never: false
    case .leaf(let leaf): leaf.path == [field]
    case .all(let parts), .any(let parts): parts.contains { mentions(field, $0) }
    case .not(let part): mentions(field, part)
    }
  }

  private func check(_ domain: ERPDomain, _ model: String) throws(RPCFailure) {
    switch domain {
    case .always, .never: break
    case .all(let parts), .any(let parts): for part in parts { try check(part, model) }
    case .not(let part): try check(part, model)
    case .leaf(let leaf):
      guard let first = leaf.path.first, let field = models[model]?.fields[first] else {
        let place = version == .v19 ? "condition" : "leaf"
        throw RPCFailure.value(
          "Invalid field \(model).\(leaf.path.first ?? "") in \(place) \(leaf.shown)")
      }
      if leaf.path == ["id"] { try leaf.checkNumbers() }
      if leaf.path.count > 1, let relation = field.relation { try check(.leaf(leaf.rest), relation) }
    }
  }

  /// Where to look: the ids of indexed conditions that must hold, or all.
  private func candidates(_ model: String, _ domain: ERPDomain, _ context: ERPContext) -> any Sequence<Int> {
    if let ids = narrowed(model, domain, context) { return ids }
    if case .all(let parts) = domain { return table(model).ids(from: firstID(parts)) }
    return table(model).ids(from: firstID([domain]))
  }

  /// Ids among which all records of the domain are, as few as the indexes tell; nil where they tell nothing.
  private func narrowed(_ model: String, _ domain: ERPDomain, _ context: ERPContext) -> [Int]? {
    switch domain {
    case .leaf(let leaf): return indexed(model, leaf, context)
    case .all(let parts): return parts.compactMap { narrowed(model, $0, context) }.min { $0.count < $1.count }
    case .any(let parts):
      var ids: Set<Int> = []
      for part in parts {
        guard let own = narrowed(model, part, context) else { return nil }
        ids.formUnion(own)
      }
      return ids.sorted()
    case .always, .never, .not: return nil
    }
  }

  /// The least id that conditions on the id allow.
  private func firstID(_ parts: [ERPDomain]) -> Int {
    var first = 1
    for case .leaf(let leaf) in parts where leaf.path == ["id"] {
      guard let bound = leaf.value.integer else { continue }
      if leaf.comparison == ">" { first = max(first, bound + 1) }
      if leaf.comparison == ">=" { first = max(first, bound) }
    }
    return first
  }

  private func indexed(_ model: String, _ leaf: ERPLeaf, _ context: ERPContext) -> [Int]? {
    guard let first = leaf.path.first, let field = models[model]?.fields[first] else { return nil }
    let table = table(model)
    if leaf.path == ["write_date"], leaf.comparison.hasPrefix(">"), let moment = leaf.value.text {
      return table.ids(writtenSince: moment)
    }
    if leaf.path.count > 1 {
      guard field.kind == .many2one, isStored(model, field), let relation = field.relation,
        let targets = indexed(relation, leaf.rest, context)
      else { return nil }
      return Set(targets.flatMap { table.ids(where: first, is: .integer($0)) }).sorted()
    }
    guard leaf.comparison == "=" || leaf.comparison == "in" else { return nil }
    let wanted = leaf.comparison == "in" ? leaf.value.list ?? [leaf.value] : [leaf.value]
    guard wanted.allSatisfy({ $0.isTrue || $0.integer == 0 }) else { return nil }
    if first == "id" { return Set(wanted.compactMap(\.integer)).filter(table.contains).sorted() }
    guard isStored(model, field), [.char, .many2one, .selection, .many2oneReference].contains(field.kind),
      wanted.allSatisfy({ field.kind == .many2one ? $0.integer != nil : true })
    else { return nil }
    return Set(wanted.flatMap { table.ids(where: first, is: $0) }).sorted()
  }

  private func matches(_ domain: ERPDomain, _ model: String, _ id: Int, _ context: ERPContext) -> Bool {
    switch domain {
    case .always: true
    case .never: false
    case .all(let parts): parts.allSatisfy { matches($0, model, id, context) }
    case .any(let parts): parts.contains { matches($0, model, id, context) }
    case .not(let part): !matches(part, model, id, context)
    case .leaf(let leaf): matches(leaf, model, id, context)
    }
  }

  private func matches(_ leaf: ERPLeaf, _ model: String, _ id: Int, _ context: ERPContext) -> Bool {
    guard let name = leaf.path.first, let field = models[model]?.fields[name] else { return false }
    let value = value(model, id, name, context)
    let many = field.kind == .one2many || field.kind == .many2many
    if leaf.path.count > 1, let relation = field.relation {
      let targets = many ? value.references : value.reference.map { [$0] } ?? []
      return targets.contains { matches(leaf.rest, relation, $0, context) }
    }
    func shown(_ target: Int) -> String { field.relation.map { displayName($0, target, context) } ?? "" }
    if leaf.comparison == "child_of", let relation = field.relation ?? (name == "id" ? model : nil) {
      return value.reference.map { isChild(relation, $0, of: Set(leaf.value.references)) } ?? false
    }
    guard many else { return leaf.holds(value) { value.integer.map(shown) ?? "" } }
    let targets = value.references
    if leaf.comparison == "=" || leaf.comparison == "!=", !leaf.value.isTrue {
      return targets.isEmpty == (leaf.comparison == "=")
    }
    let negative = leaf.comparison.hasPrefix("not") || leaf.comparison == "!="
    if negative { return targets.allSatisfy { target in leaf.holds(.integer(target)) { shown(target) } } }
    return targets.contains { target in leaf.holds(.integer(target)) { shown(target) } }
  }

  private func isChild(_ model: String, _ id: Int, of parents: Set<Int>) -> Bool {
    var current: Int? = id
    while let here = current {
      if parents.contains(here) { return true }
      let parent = model == "stock.location" ? "location_id" : "parent_id"
      current = integer(model, here, parent)
    }
    return false
  }
}
