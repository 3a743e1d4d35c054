import JournalStore
import Mapping
import Records

extension Worker {
  /// Finds what exists at the target already, for records that are not linked to it yet. What is found is ours to write.
  func findUnlinked(_ batch: inout Batch) async throws {
    guard !batch.mapping.find.isEmpty else { return }
    try await find(&batch, batch.leaders.filter { batch.items[$0].link == nil && batch.items[$0].isAdmitted })
  }

  /// A link leads to a record that must still be the one found by the mapping's fields: the target may have made it anew, or given its
  /// number to something else.
  func findAgain(_ batch: inout Batch, _ indexes: [Int]) async throws {
    guard !batch.mapping.find.isEmpty else { return }
    let linked = indexes.filter { batch.items[$0].link != nil && batch.items[$0].isAdmitted }
    var moved: [Int] = []
    for (index, conditions) in try await evaluate(&batch, linked, { $0.found($1.source) }) {
      let target = batch.items[index].target
      let isSame = conditions.allSatisfy { target?[$0.field].comparable == $0.value.comparable }
      if target == nil || !isSame { moved.append(index) }
    }
    try await find(&batch, moved)
  }

  private func find(_ batch: inout Batch, _ indexes: [Int]) async throws {
    var wanted = try await evaluate(&batch, indexes, { $0.found($1.source) })
    let foreseen = wanted.filter { Self.namesNewRecord($0.value) }
    for (index, _) in foreseen { foresee(&batch, index) }
    wanted.removeAll { batch.items[$0.index].isForeseen }
    guard !wanted.isEmpty else { return }
    let resource = batch.mapping.target.resource
    let fields = batch.mapping.targetFields
    let found = try await connector(batch.mapping.target.system).find(
      wanted.map { Probe(resource: resource, conditions: $0.value, fields: fields) })
    for ((index, conditions), candidates) in zip(wanted, found) {
      batch.items[index].target = candidates.first
      batch.items[index].targetKey = candidates.first?.key
      switch candidates.count {
      case 0: batch.quarantine(index, Self.notFound(batch.items[index], conditions, batch.mapping))
      case 1: break
      default: batch.quarantine(index, Self.ambiguous(batch.items[index], candidates, batch.mapping))
      }
    }
  }

  /// A plan cannot look for what belongs to a record that is not made yet: it shows what would be written to it.
  private func foresee(_ batch: inout Batch, _ index: Int) {
    batch.items[index].isForeseen = true
    let values = batch.items[index].document?.values.filter { !$0.value.isEmpty } ?? [:]
    guard batch.mapping.writesFields, !values.isEmpty else { return }
    batch.items[index].write = Write(
      resource: batch.mapping.target.resource, identity: .create(nil), fields: values)
  }

  private static func notFound(_ item: Item, _ conditions: [Condition], _ mapping: Mapping) -> Fault {
    let searched = conditions.map { "\($0.field) = \($0.value)" }.joined(separator: ", ")
    return Fault(
      .record, mapping.missingCode,
      "\(mapping.target.resource) has no record with \(searched).",
      context: ["record": "\(mapping.source.resource) \(item.key)", "searched": searched],
      hint: "It is made at the target, not from here: have the target make it, then replay.")
  }
}
