import JournalStore
import Mapping
import Records

/// Source records of which a mapping makes one record for each item of a list.
extension Worker {
  /// Takes source records through the stages that are about them, then their items through the others. What was made for items that are
  /// there no more goes first: what comes may need its place.
  /// - Returns: what stopped it. What was reached is settled all the same.
  func workItems(_ batch: inout Batch) async throws -> (any Error)? {
    var (surplus, items) = try await expand(&batch)
    if !surplus.items.isEmpty {
      try await removeSurplus(&surplus)
      try await settle(&surplus)
      items.items.removeAll(where: isHindered(by: surplus))
    }
    var failure: (any Error)?
    if !items.items.isEmpty {
      failure = try await takeItems(&items)
      try await settle(&items)
    }
    endSources(&batch, of: surplus.items + items.items, failure)
    try await settle(&batch, isSources: true)
    return failure
  }

  /// Whether an item is left for another time: its source record has something that could not be removed yet, whose place it may need.
  private func isHindered(by surplus: Batch) -> (Item) -> Bool {
    let (mapping, schema) = (surplus.mapping, sourceSchema(surplus.mapping))
    let hindered = Set(
      surplus.items.compactMap { item in
        if case .postponed = item.result { mapping.sourceKey(of: item.key, schema) } else { nil }
      })
    return { hindered.contains(mapping.sourceKey(of: $0.key, schema)) }
  }

  /// The items of the records that the mapping's rule lets in, and what was made for items that they do not have any more. A record whose
  /// items cannot all be told has none of either: nothing is concluded from half a list.
  /// - Parameter needing: whether what the records refer to is made, where it is not there; never for a comparison that promises to write nothing.
  func expand(_ batch: inout Batch, needing: Bool = true) async throws -> (surplus: Batch, items: Batch) {
    try await admit(&batch)
    // What is no longer let in is left as it is.
    for index in batch.open where !batch.items[index].isAdmitted { batch.end(index, .held) }
    if needing { try await satisfyNeeds(&batch) }
    let lists = try await evaluate(&batch, batch.open, { $0.items($1.source) })
    var items = Batch(mapping: batch.mapping, reason: batch.reason, surroundings: batch.surroundings)
    var surplus = items
    let system = batch.mapping.source.system
    let sources = lists.map { batch.items[$0.index].key }
    let keys = lists.flatMap { $0.value.map(\.key) }
    let states = try await parts.journal.states(flow: batch.mapping.name, keys: keys)
    let links = try await parts.journal.links(set: batch.mapping.name, system: system, keys: keys)
    for (index, list) in lists {
      for item in list {
        items.items.append(Self.item(item, of: batch.items[index], states[item.key], links[item.key]))
      }
    }
    let present = Set(keys)
    let made = try await parts.journal.links(set: batch.mapping.name, system: system, under: sources)
    let known = try await parts.journal.states(flow: batch.mapping.name, under: sources)
    let bySource = Dictionary(
      lists.map { (batch.items[$0.index].key, batch.items[$0.index]) }, uniquingKeysWith: { first, _ in first })
    let stateOf = Dictionary(known.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let linkOf = Dictionary(made.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
    for key in Set(linkOf.keys).union(stateOf.keys).subtracting(present).sorted() {
      guard let source = bySource[batch.mapping.sourceKey(of: key, sourceSchema(batch.mapping))] else { continue }
      let (state, link) = (stateOf[key], linkOf[key])
      // Closed and unlinked is how a surplus ends.
      if link == nil, state?.stage == .closed { continue }
      var item = Self.item((key: key, value: .null), of: source, state, link)
      item.isSurplus = true
      surplus.items.append(item)
    }
    return (surplus, items)
  }

  private static func item(
    _ found: (key: RecordKey, value: Value), of source: Item, _ state: RecordState?, _ link: Link?
  ) -> Item {
    var own = source.source
    own.item = found
    return Item(source: own, digest: source.digest, isFresh: source.isFresh, state: state, link: link)
  }

  /// - Returns: what stopped a part of the items.
  private func takeItems(_ items: inout Batch) async throws -> (any Error)? {
    try await makeDocuments(&items)
    try await decide(&items)
    guard mode == .plan else { return await carryOut(&items) }
    try await passGates(&items)
    try await notePlan(&items)
    return nil
  }

  /// A source record has ended when its items have.
  private func endSources(_ batch: inout Batch, of items: [Item], _ failure: (any Error)?) {
    let schema = sourceSchema(batch.mapping)
    var faults: [RecordKey: Fault] = [:]
    var unended: Set<RecordKey> = []
    for item in items {
      let source = batch.mapping.sourceKey(of: item.key, schema)
      switch item.result {
      case .postponed(let fault): faults[source] = fault
      case nil: unended.insert(source)
      default: break
      }
    }
    for index in batch.open {
      let key = batch.items[index].key
      if let fault = faults[key] {
        batch.end(index, .postponed(fault))
      } else if failure == nil, !unended.contains(key) {
        batch.end(index, .unchanged)
      }
    }
  }

  // MARK: What is there no more

  /// Removes what was made for items that are gone. What was only found, and accepted by nobody, is left and forgotten.
  func removeSurplus(_ batch: inout Batch) async throws {
    for index in batch.open {
      guard let link = batch.items[index].link, link.isAccepted, batch.mapping.surplus == .delete else {
        batch.items[index].removedLinks = [batch.items[index].link].compactMap(\.self)
        batch.end(index, .closed)
        continue
      }
      batch.items[index].targetKey = link.target
    }
    let removed = batch.open
    try await noteLinkEnds(&batch, removed)
    guard mode == .sync else { return noteRemovals(&batch, removed) }
    _ = try await perform(&batch, removed.map { ($0, ResourceSchema.Action.delete, [:]) })
    let gone = removed.filter { batch.items[$0].result == nil }
    try await readTargets(&batch, gone)
    for index in gone {
      if batch.items[index].target == nil {
        batch.end(index, .removed)
      } else {
        batch.quarantine(index, Self.notRemoved(batch.items[index], batch.mapping))
      }
    }
  }

  private func noteRemovals(_ batch: inout Batch, _ indexes: [Int]) {
    for index in indexes {
      let item = batch.items[index]
      let name = "\(batch.mapping.target.resource) \(item.targetKey?.description ?? "")"
      planned.append(
        PlannedChange(
          flow: batch.mapping.name, key: item.key, kind: .action, target: "\(ResourceSchema.Action.delete) \(name)"))
      batch.end(index, .removed)
    }
  }

  private static func notRemoved(_ item: Item, _ mapping: Mapping) -> Fault {
    Fault(
      .record, "STEP_NOT_DONE",
      "The target was asked to delete \(mapping.target.resource), said nothing against it, and did not.",
      context: ["record": "\(mapping.source.resource) \(item.key)", "action": ResourceSchema.Action.delete],
      hint: "Try it by hand at the target: it may ask a question there that no program can answer.")
  }
}

extension Mapping {
  /// The key of the source record that a record's key begins with: an item's own, or one that another mapping's items have.
  func sourceKey(of key: RecordKey, _ schema: ResourceSchema?) -> RecordKey {
    guard let count = schema?.keyFields.count, count < key.parts.count else { return key }
    return RecordKey(Array(key.parts.prefix(count)))
  }
}
