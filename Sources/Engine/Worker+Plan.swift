import Mapping
import Records

extension Worker {
  /// Notes what a sync would do with this page, and pretends that it was done, so that what depends on it can be shown too.
  func notePlan(_ batch: inout Batch) async throws {
    let undone = try await undoneSteps(&batch)
    for index in batch.items.indices {
      let item = batch.items[index]
      if let change = plannedChange(item, batch) { planned.append(change) }
      planned += plannedSteps(undone[index] ?? [], item, batch)
      guard item.result == nil else { continue }
      let made = item.leader.map { batch.items[$0].key } ?? item.key
      self.provisional[batch.mapping.name, default: [:]][item.key] =
        item.targetKey ?? provisionalKey(made, batch.mapping)
      batch.end(
        index,
        item.leader != nil
          ? .unchanged
          : item.wasCreated ? .created : item.write != nil || undone[index] != nil ? .updated : .unchanged)
    }
  }

  /// Notes the source records that stop before their items are worked on.
  func noteStops(ofSources batch: Batch) {
    let flow = batch.mapping.name
    for item in batch.items {
      switch item.result {
      case .quarantined(let fault), .postponed(let fault):
        planned.append(
          PlannedChange(
            flow: flow, key: item.key, kind: .quarantine, target: batch.mapping.target.resource, fault: fault))
      case .waiting(let set, _, let awaited):
        planned.append(PlannedChange(flow: flow, key: item.key, kind: .wait, target: "\(set) \(awaited)"))
      case .created, .updated, .unchanged, .removed, .closed, .held, nil: continue
      }
    }
  }

  /// What stands for the key of a record that a sync would make: in as many parts as such keys have, for expressions may ask for one.
  private func provisionalKey(_ key: RecordKey, _ mapping: Mapping) -> RecordKey {
    let parts = targetSchema(mapping)?.keyFields.count ?? 1
    return RecordKey(Array(repeating: Self.provisionalPrefix + "\(mapping.name) \(key)", count: max(1, parts)))
  }

  /// The steps that an existing document is still to take. Those of a new one go without saying.
  private func plannedSteps(_ actions: [String], _ item: Item, _ batch: Batch) -> [PlannedChange] {
    guard item.result == nil, let key = item.targetKey else { return [] }
    return actions.map { action in
      PlannedChange(
        flow: batch.mapping.name, key: item.key, kind: .action,
        target: "\(action) \(batch.mapping.target.resource) \(key)")
    }
  }

  private func plannedChange(_ item: Item, _ batch: Batch) -> PlannedChange? {
    let flow = batch.mapping.name
    let name =
      item.targetKey.map { "\(batch.mapping.target.resource) \($0)" } ?? "\(batch.mapping.target.resource) (new)"
    switch item.result {
    case .held: return PlannedChange(flow: flow, key: item.key, kind: .hold, target: name)
    case .waiting(let set, _, let awaited):
      return PlannedChange(flow: flow, key: item.key, kind: .wait, target: "\(set) \(awaited)")
    case .quarantined(let fault), .postponed(let fault):
      return PlannedChange(flow: flow, key: item.key, kind: .quarantine, target: name, fault: fault)
    case .created, .updated, .unchanged, .removed, .closed: return nil
    case nil: break
    }
    if let change = item.change {
      return PlannedChange(flow: flow, key: item.key, kind: .action, target: "\(change.action) \(name)")
    }
    if item.leader != nil || item.isAdopted, item.link == nil {
      return PlannedChange(flow: flow, key: item.key, kind: .link, target: name)
    }
    guard let write = item.write else { return nil }
    let fields = write.fields.sorted { $0.key < $1.key }.map {
      PlannedChange.Field(name: $0.key, current: item.target?.fields[$0.key], wanted: $0.value)
    }
    let rows = write.children.sorted { $0.key < $1.key }.flatMap { field, rows in
      rows.map { PlannedChange.Field(name: "\(field)[\($0.key)]", current: nil, wanted: .map($0.fields)) }
    }
    return PlannedChange(
      flow: flow, key: item.key, kind: item.wasCreated ? .create : .update, target: name, fields: fields + rows)
  }
}
