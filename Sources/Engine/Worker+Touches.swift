import Foundation
import JournalStore
import Mapping
import Records

extension Worker {
  /// Follows the resources whose changes touch this mapping's records. What they name becomes due in the same transaction that moves the
  /// cursor, so that it is worked on once, however often it was touched, and not forgotten when the run is cut.
  func noteTouched(_ mapping: Mapping) async throws {
    for case .resource(let resource, let field, let ownField) in mapping.touches {
      guard let cursor = try await parts.journal.cursor(flow: mapping.name, resource: resource) else {
        try await beginFollowing(resource, of: mapping)
        continue
      }
      let reader = try await connector(mapping.source.system).changes(
        ChangeQuery(resource: resource, since: cursor.text.isEmpty ? nil : cursor, fields: [field]))
      let name = "touched:\(mapping.name):\(resource)"
      var memory = TouchMemory(try await parts.journal.cached(name, now: started))
      while let page = try await reader.next() {
        try Task.checkCancellation()
        let fresh = memory.take(page, feed: schemas[mapping.source.system]?.resources[resource]?.changeFeed)
        let values = Set(fresh.map { $0[field] }.filter { !$0.isEmpty }).sorted { $0.description < $1.description }
        try await makeDue(values, ownField: ownField, of: mapping, resource: resource, cursor: page.cursor)
      }
      if mode == .sync, let changed = memory.changed() { try await parts.journal.cache(name, changed, expires: nil) }
    }
  }

  /// The first run reads all of the source: only what changes from now on is to be followed. An empty text stands for a resource that had
  /// nothing yet.
  private func beginFollowing(_ resource: String, of mapping: Mapping) async throws {
    let latest = try await connector(mapping.source.system).latest(resource)
    try await move(mapping, resource: resource, to: latest ?? Cursor(""))
  }

  private func makeDue(
    _ values: [Value], ownField: String, of mapping: Mapping, resource: String, cursor: Cursor?
  ) async throws {
    var keys = values.map { RecordKey(values: [$0]) }
    if ownField != "id", !values.isEmpty {
      keys = try await readSource(mapping, field: ownField, values: values).map(\.key)
    }
    guard mode == .sync else {
      touched[mapping.name, default: []] += keys
      return
    }
    var settlement = PageSettlement()
    settlement.due = keys.map { PageSettlement.DueRecord(flow: mapping.name, key: $0) }
    if let cursor { settlement.cursors = [.init(flow: mapping.name, resource: resource, cursor: cursor)] }
    try await parts.journal.settle(settlement)
  }

  /// What is to be made due by changed links and holds.
  static func watches(of mappings: [Mapping]) -> [Watch] {
    mappings.flatMap { mapping in
      mapping.touches.compactMap { touch in
        switch touch {
        case .links(let set): Watch(.links, set: set, flow: mapping.name, system: mapping.source.system)
        case .holds(let set): Watch(.holds, set: set, flow: mapping.name, system: mapping.source.system)
        case .resource: nil
        }
      }
    }
  }
}
