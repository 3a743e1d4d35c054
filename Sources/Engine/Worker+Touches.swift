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
      let name = "touched:\(mapping.name):\(resource)"
      var seen = SeenRows(
        touching: try await parts.journal.cached(name, now: started),
        feed: schemas[mapping.source.system]?.resources[resource]?.changeFeed)
      let reader = try await touching(resource, field: field, of: mapping, since: cursor)
      while let page = try await reader.next() {
        try Task.checkCancellation()
        let named = seen.take(page).flatMap { $0[field].list ?? [$0[field]] }
        let values = Set(named.filter { !$0.isEmpty }).sorted { $0.description < $1.description }
        try await makeDue(values, ownField: ownField, of: mapping, resource: resource, cursor: page.cursor)
      }
      if mode == .sync, let changed = seen.changed() { try await parts.journal.cache(name, changed, expires: nil) }
    }
  }

  private func touching(_ resource: String, field: String, of mapping: Mapping, since cursor: Cursor) async throws
    -> any PageReader
  {
    let system = mapping.source.system
    if let page = try await sharedChanges(ResourceName(system: system, resource: resource), since: cursor) {
      return KnownPage(page)
    }
    return try await connector(system).changes(
      // What was archived touches as well: that it was is a change.
      ChangeQuery(
        resource: resource, since: cursor.text.isEmpty ? nil : cursor, fields: [field], includesArchived: true))
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
    let keys = try await touchedKeys(values, ownField: ownField, of: mapping)
    guard mode == .sync else {
      touched[mapping.name, default: []] += keys
      return
    }
    var settlement = PageSettlement()
    settlement.due = keys.map { PageSettlement.DueRecord(flow: mapping.name, key: $0) }
    if let cursor { settlement.cursors = [.init(flow: mapping.name, resource: resource, cursor: cursor)] }
    try await parts.journal.settle(settlement)
  }

  /// The source records that the touching rows name: by their key, by another field, or by a field of rows that are read beside them
  /// ("values.product_id"), whose join is followed back.
  private func touchedKeys(_ values: [Value], ownField: String, of mapping: Mapping) async throws -> [RecordKey] {
    guard !values.isEmpty else { return [] }
    if ownField == "id" { return values.map { RecordKey(values: [$0]) } }
    let names = ownField.split(separator: ".").map(String.init)
    guard names.count == 2 else { return try await keys(mapping, whose: ownField, areAmong: values) }
    guard let read = mapping.reads.first(where: { $0.name == names[0] }), let own = read.value.fieldName else {
      throw Fault(
        .configuration, "TOUCH_WITHOUT_JOIN", "`touched by … -> \(ownField)` cannot be followed back.",
        context: ["mapping": mapping.name, "field": ownField],
        hint: "Name a read whose `where` compares with one field of the source: {product_id: id}.")
    }
    let rows = try await connector(mapping.source.system).read(
      RelatedQuery(
        resource: read.resource.resource, field: names[1], values: values, conditions: read.conditions,
        fields: [read.field], includesArchived: read.includesArchived))
    let joined = rows.flatMap { $0[read.field].list ?? [$0[read.field]] }.filter { !$0.isEmpty }.uniqued()
    guard own != "id" else { return joined.map { RecordKey(values: [$0]) } }
    return try await keys(mapping, whose: own, areAmong: joined)
  }

  private func keys(_ mapping: Mapping, whose field: String, areAmong values: [Value]) async throws -> [RecordKey] {
    values.isEmpty ? [] : try await readSource(mapping, field: field, values: values).map(\.key)
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
