import Mapping
import Records

extension Worker {
  /// One page of a complete comparison, looked at twice where it differs. Nothing is put on record.
  func comparison(of page: Page, _ mapping: Mapping) async -> Result<PageComparison, any Error> {
    do {
      try Task.checkCancellation()
      var comparison = PageComparison(page)
      let parts = mapping.each == nil ? [page.records[...]] : page.records.slices(of: Self.sourcesTogether)
      for part in parts { try await compare(Array(part), of: mapping, &comparison) }
      (planned, provisional) = ([], [:])
      return .success(comparison)
    } catch {
      return .failure(error)
    }
  }

  private func compare(_ records: [Record], of mapping: Mapping, _ comparison: inout PageComparison) async throws {
    var (differences, left, compared) = try await differences(records, of: mapping)
    if !differences.isEmpty {
      // Something may have changed on either side between the two looks: only what differs twice differs.
      let schema = sourceSchema(mapping)
      let again = try await readSource(
        mapping, keys: differences.map { mapping.sourceKey(of: $0.key, schema) }.uniqued())
      differences = try await self.differences(again, of: mapping).found
    }
    comparison.compared += compared
    comparison.left += left
    comparison.found += differences
  }

  private func differences(_ records: [Record], of mapping: Mapping) async throws -> (
    found: [Difference], left: Int, compared: Int
  ) {
    var batch = try await begin(records, of: mapping, reason: .comparison, serverTime: nil)
    guard mapping.each != nil else {
      try await prepare(&batch)
      return try await differences(&batch)
    }
    let list = try await expand(&batch)
    var all: (found: [Difference], left: Int, compared: Int) = ([], 0, 0)
    for seeds in inParts(mapping.surplus.deletes ? list.surplus : []) {
      let surplus = try await items(seeds, of: batch, areSurplus: true).items.filter {
        $0.link?.isAccepted == true && !$0.outlives(mapping.surplus)
      }
      all.found += surplus.map {
        Difference(flow: mapping.name, key: $0.key, target: $0.link?.target, actions: [ResourceSchema.Action.delete])
      }
    }
    all.compared = all.found.count
    for seeds in inParts(list.found) {
      var slice = try await items(seeds, of: batch)
      try await makeDocuments(&slice)
      try await decide(&slice)
      let own = try await differences(&slice)
      all = (all.found + own.found, all.left + own.left, all.compared + own.compared)
    }
    // The source records that stopped before their items were told.
    batch.items.removeAll { $0.result == nil }
    let stopped = try await differences(&batch)
    return (all.found + stopped.found, all.left + stopped.left, all.compared + stopped.compared)
  }

  /// What the stages have found for records that were taken through them.
  private func differences(_ batch: inout Batch) async throws -> (found: [Difference], left: Int, compared: Int) {
    let mapping = batch.mapping
    let undone = try await undoneSteps(&batch)
    var found: [Difference] = []
    var left = 0
    for (index, item) in batch.items.enumerated() {
      switch item.result {
      // Made when somebody needs it, which nobody does yet.
      case nil where mapping.runs == .whenNeeded && item.link == nil: left += 1
      case .quarantined where mapping.runs == .whenNeeded && item.link == nil: left += 1
      case .held, .closed, .waiting: left += 1
      case .postponed(let fault): throw fault
      case .quarantined(let fault):
        found.append(Difference(flow: mapping.name, key: item.key, target: item.targetKey, fault: fault))
      case .created, .updated, .unchanged, .removed: continue
      case nil:
        let difference = difference(item, undone[index] ?? [], mapping)
        if !difference.fields.isEmpty || !difference.actions.isEmpty { found.append(difference) }
      }
    }
    return (found, left, batch.items.count)
  }

  private func difference(_ item: Item, _ actions: [String], _ mapping: Mapping) -> Difference {
    let fields = (item.write?.fields ?? [:]).sorted { $0.key < $1.key }.map {
      PlannedChange.Field(name: $0.key, current: item.target?.fields[$0.key], wanted: $0.value)
    }
    return Difference(
      flow: mapping.name, key: item.key, target: item.targetKey, fields: fields,
      actions: item.change.map { [$0.action] } ?? actions)
  }

  /// The actions that the mapping's steps still demand of the documents that exist, in the order of the steps, by item.
  func undoneSteps(_ batch: inout Batch) async throws -> [Int: [String]] {
    var undone: [Int: [String]] = [:]
    guard !batch.mapping.steps.isEmpty else { return [:] }
    let stepping = try await stepping(&batch)
    for step in batch.mapping.steps {
      for index in try await self.undone(step, &batch, stepping) { undone[index, default: []].append(step.action) }
    }
    return undone
  }
}
