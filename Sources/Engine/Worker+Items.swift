import JournalStore
import Mapping
import Records

/// Source records of which a mapping makes one record for each item of a list.
extension Worker {
  /// How many items are worked on together, and are on record together.
  private static let itemsTogether = 500

  /// Takes source records through the stages that are about them, then their items through the others, so many at a time. What was made for
  /// items that are there no more goes first: what comes may need its place. The source records end last.
  /// - Returns: what stopped it. What was reached is settled all the same.
  func workItems(_ batch: inout Batch) async throws -> (any Error)? {
    var list = try await expand(&batch)
    try await doubtSurplus(&list, of: &batch)
    if mode == .plan { noteStops(ofSources: batch) }
    var end = ItemsEnd()
    for seeds in inParts(list.surplus) {
      var slice = try await items(seeds, of: batch, areSurplus: true)
      try await removeSurplus(&slice)
      try await settle(&slice)
      end.take(seeds, slice)
    }
    // What takes the place of something that could not be removed yet is left for another time.
    let hindered = Set(end.faults.keys)
    for seeds in inParts(list.found.filter { !hindered.contains($0.source) }) where end.failure == nil {
      var slice = try await items(seeds, of: batch)
      end.failure = try await takeItems(&slice)
      try await settle(&slice)
      end.take(seeds, slice)
    }
    for index in batch.open {
      if let fault = end.faults[index] {
        batch.end(index, .postponed(fault))
      } else if end.failure == nil, !end.unended.contains(index) {
        batch.end(index, .unchanged)
      }
    }
    try await settle(&batch, isSources: true)
    return end.failure
  }

  /// The items of the records that the mapping's rule lets in, and what was made for items that they do not have any more. A record whose
  /// items cannot all be told has none of either: nothing is concluded from half a list.
  /// - Parameter needing: whether what the records refer to is made, where it is not there; never for a comparison that promises to write nothing.
  func expand(_ batch: inout Batch, needing: Bool = true) async throws -> ItemList {
    try await admit(&batch)
    // What is no longer let in is left as it is.
    for index in batch.open where !batch.items[index].isAdmitted { batch.end(index, .held) }
    if needing { try await satisfyNeeds(&batch) }
    var list = ItemList()
    for (index, items) in try await evaluate(&batch, batch.open, { $0.items($1.source) }) {
      list.found += items.map { ItemList.Seed(source: index, key: $0.key, value: $0.value) }
    }
    list.surplus = try await surplus(besides: list.found, of: batch)
    return list
  }

  /// What is on record for items that the open records do not have.
  func surplus(besides found: [ItemList.Seed], of batch: Batch) async throws -> [ItemList.Seed] {
    let (mapping, schema) = (batch.mapping, sourceSchema(batch.mapping))
    let places = Dictionary(batch.open.map { (batch.items[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
    let sources = places.keys.sorted()
    var keys = Set(
      try await parts.journal.links(set: mapping.name, system: mapping.source.system, under: sources).map(\.source))
    // Closed and unlinked is how a surplus ends.
    for (key, stage) in try await parts.journal.stages(flow: mapping.name, under: sources) where stage != .closed {
      keys.insert(key)
    }
    keys.subtract(found.map(\.key))
    return keys.sorted().compactMap { key in
      places[mapping.sourceKey(of: key, schema)].map { ItemList.Seed(source: $0, key: key, value: .null) }
    }
  }

  /// The items as they are worked on, with what the journal knows of them.
  func items(_ seeds: ArraySlice<ItemList.Seed>, of sources: Batch, areSurplus: Bool = false) async throws -> Batch {
    let (mapping, keys) = (sources.mapping, seeds.map(\.key))
    let states = try await parts.journal.states(flow: mapping.name, keys: keys)
    let links = try await parts.journal.links(set: mapping.name, system: mapping.source.system, keys: keys)
    var batch = Batch(mapping: mapping, reason: sources.reason, surroundings: sources.surroundings)
    batch.items = seeds.map { seed in
      let source = sources.items[seed.source]
      var own = source.source
      own.item = (seed.key, seed.value)
      var item = Item(
        source: own, digest: source.digest, isFresh: source.isFresh, state: states[seed.key], link: links[seed.key])
      item.isSurplus = areSurplus
      return item
    }
    return batch
  }

  /// The items in parts of a bounded size.
  func inParts(_ seeds: [ItemList.Seed]) -> [ArraySlice<ItemList.Seed>] { seeds.slices(of: Self.itemsTogether) }

  /// - Returns: what stopped a part of the items.
  private func takeItems(_ items: inout Batch) async throws -> (any Error)? {
    try await makeDocuments(&items)
    try await decide(&items)
    guard mode == .plan else { return await carryOut(&items) }
    try await passGates(&items)
    try await notePlan(&items)
    return nil
  }

  // MARK: What is there no more

  /// Removes what was made for items that are gone. What was only found, and accepted by nobody, is left and forgotten; what was there before,
  /// where the mapping deletes only what it made, is left and remembered.
  func removeSurplus(_ batch: inout Batch) async throws {
    for index in batch.open {
      if batch.items[index].outlives(batch.mapping.surplus) {
        batch.end(index, .unchanged)
        continue
      }
      guard let link = batch.items[index].link, link.isAccepted, batch.mapping.surplus.deletes else {
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
