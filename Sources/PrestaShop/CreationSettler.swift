import Records

/// Tells which creations with a lost answer took effect: what each resource has above the lowest floor is read once, and told apart by
/// natural key; without one, by all that was sent.
struct CreationSettler {
  private struct Case {
    var write: Write
    var floor: RecordKey
    var rivals: Int
  }

  private var cases: [Int: Case] = [:]
  private var rows: [String: [Record]] = [:]
  private var resources: [String: ShopResource] = [:]
  private var taken: [String: Set<RecordKey>] = [:]

  init(connector: PrestaShopConnector, intents: [OpenIntent]) async throws {
    for (index, intent) in intents.enumerated() {
      guard let write = Settler.creation(intent.effect) else { continue }
      cases[index] = Case(
        write: write, floor: intent.baseline.keys.max() ?? 0,
        rivals: intent.baseline.facts[Settler.rivals]?.integer ?? 0)
    }
    for (name, members) in Dictionary(grouping: cases.values, by: \.write.resource) {
      let resource = try await connector.store.resource(name)
      let fields = Set(members.flatMap { $0.write.probe.map(\.field) + $0.write.fields.keys })
      let reader = try await connector.scan(
        ScanQuery(resource: name, after: members.map(\.floor).min(), fields: fields.sorted()))
      var found: [Record] = []
      while let page = try await reader.next() { found += page.records }
      resources[name] = resource
      rows[name] = found
    }
  }

  /// Nil: what was sent is not there.
  mutating func settle(_ index: Int) -> Settlement? {
    guard let own = cases[index], let resource = resources[own.write.resource] else { return nil }
    let name = own.write.resource
    let candidates = (rows[name] ?? []).filter { row in
      row.key > own.floor && !taken[name, default: []].contains(row.key) && Self.isOurs(row, own, resource)
    }
    guard let first = candidates.first else { return nil }
    let exact = candidates.filter { WriteCheck.isApplied(own.write, to: $0, of: resource, isLoose: true) }
    if own.rivals > 0 {
      // Siblings with one natural key (variants without a reference) are told apart by what else they hold.
      if exact.count == 1 { return take(exact[0], name) }
      if candidates.allSatisfy({ WriteCheck.contradicts(own.write, $0, of: resource) }) { return nil }
      // Those of which the answer is known are not here: whose this is cannot be told from them.
      let open = cases.values.count { NaturalKey.couldBe($0.write, own.write.probe, of: resource) } - 1
      guard open == own.rivals, candidates.count <= own.rivals + 1 else { return .ambiguous(candidates) }
      return take(first, name)
    }
    if candidates.count == 1 { return take(first, name) }
    return exact.count == 1 ? take(exact[0], name) : .ambiguous(candidates)
  }

  private static func isOurs(_ row: Record, _ own: Case, _ resource: ShopResource) -> Bool {
    own.write.probe.isEmpty
      ? WriteCheck.isApplied(own.write, to: row, of: resource, isLoose: true)
      : NaturalKey.holds(own.write.probe, row.fields, of: resource)
  }

  private mutating func take(_ row: Record, _ name: String) -> Settlement {
    taken[name, default: []].insert(row.key)
    return .done(row.key)
  }
}
