import Mapping
import Records

extension Worker {
  /// Puts into quarantine what the target does not show any more: as deleted, or with what the target knows better.
  func tellLost(_ batch: inout Batch, _ indexes: [Int]) async throws {
    let keys = indexes.compactMap { batch.items[$0].targetKey }.uniqued()
    guard !keys.isEmpty else { return }
    let target = batch.mapping.target
    let hidden = try await connector(target.system).hidden(target.resource, keys)
    for index in indexes {
      let item = batch.items[index]
      let fault = item.targetKey.flatMap { hidden[$0] } ?? Self.deleted(item, batch.mapping)
      batch.quarantine(index, fault)
    }
  }

  private static func deleted(_ item: Item, _ mapping: Mapping) -> Fault {
    Fault(
      .record, "TARGET_DELETED",
      "\(mapping.target.resource) \(item.targetKey?.description ?? "") was deleted at the target.",
      context: ["record": "\(mapping.source.resource) \(item.key)"],
      hint: "Dismiss this row if it was meant; else make it again with `quarantine replay --recreate`.")
  }
}
