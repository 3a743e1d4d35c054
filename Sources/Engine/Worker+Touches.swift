import Foundation
import JournalStore
import Mapping
import Records

extension Worker {
  /// How many values of touching rows, or changed links, are followed back together.
  static let touchesTogether = 2000

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
        try await makeDue(
          named.filter { !$0.isEmpty }.uniqued(), ownField: ownField, of: mapping, resource: resource,
          cursor: page.cursor)
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

  /// One row may name a whole catalogue. The cursor moves with the last of what the page names.
  private func makeDue(
    _ values: [Value], ownField: String, of mapping: Mapping, resource: String, cursor: Cursor?
  ) async throws {
    var rest = values[...]
    repeat {
      let keys = try await touchedKeys(Array(rest.prefix(Self.touchesTogether)), ownField: ownField, of: mapping)
      rest = rest.dropFirst(Self.touchesTogether)
      guard mode == .sync else {
        touched[mapping.name, default: []] += keys
        continue
      }
      var settlement = PageSettlement()
      settlement.due = keys.map { PageSettlement.DueRecord(flow: mapping.name, key: $0) }
      if rest.isEmpty, let cursor {
        settlement.cursors = [.init(flow: mapping.name, resource: resource, cursor: cursor)]
      }
      try await parts.journal.settle(settlement)
    } while !rest.isEmpty
  }

  /// The source records that the touching rows name: by their key, by another field, or by a field of rows that are read beside them
  /// ("values.product_id"), whose join is followed back.
  private func touchedKeys(_ values: [Value], ownField: String, of mapping: Mapping) async throws -> [RecordKey] {
    guard !values.isEmpty else { return [] }
    if ownField == "id" { return values.map { RecordKey(values: [$0]) } }
    let names = ownField.split(separator: ".").map(String.init)
    guard names.count == 2 else { return try await keys(mapping, whose: ownField, areAmong: values) }
    var walk = JoinWalk(mapping: mapping, connector: try connector(mapping.source.system))
    let sources = try await walk.back(from: values, of: names[1], in: names[0])
    var found: [RecordKey] = []
    for (field, values) in sources.sorted(by: { $0.key < $1.key }) {
      let values = values.uniqued()
      found +=
        field == "id" ? values.map { RecordKey(values: [$0]) } : try await keys(mapping, whose: field, areAmong: values)
    }
    return found.uniqued()
  }

  private func keys(_ mapping: Mapping, whose field: String, areAmong values: [Value]) async throws -> [RecordKey] {
    values.isEmpty ? [] : try await readSource(mapping, field: field, values: values).map(\.key)
  }

  // MARK: Links beside the record

  /// Where changed links wait that are to be followed back to the mapping's records: no flow is called so.
  private static func queue(_ set: String, _ ownField: String, _ mapping: Mapping) -> String {
    "touched:\(mapping.name):\(set):\(ownField)"
  }

  /// Follows changed links back to the records whose rows name them, which become due in the same transaction that forgets the links. A mapping
  /// that has never run will read all of its source.
  func noteTouchedByLinks(_ mapping: Mapping) async throws {
    let hasRun = try await parts.journal.cursor(flow: mapping.name, resource: mapping.source.resource) != nil
    for case .links(let set, let ownField?) in mapping.touches {
      let queue = Self.queue(set, ownField, mapping)
      while true {
        let links = try await parts.journal.due(flow: queue, limit: Self.touchesTogether)
        guard !links.isEmpty else { break }
        let values = links.filter { $0.parts.count == 1 }.map(\.value)
        let keys = hasRun ? try await touchedKeys(values, ownField: ownField, of: mapping) : []
        guard mode == .sync else {
          // What a plan leaves in the journal would come again.
          touched[mapping.name, default: []] += keys
          break
        }
        var settlement = PageSettlement()
        settlement.notDue = links.map { .init(flow: queue, key: $0) }
        settlement.due = keys.map { .init(flow: mapping.name, key: $0) }
        try await parts.journal.settle(settlement)
      }
    }
  }

  /// What is to be made due by changed links and holds.
  static func watches(of mappings: [Mapping]) -> [Watch] {
    mappings.flatMap { mapping in
      mapping.touches.compactMap { touch in
        switch touch {
        case .links(let set, let ownField):
          Watch(
            .links, set: set, flow: ownField.map { queue(set, $0, mapping) } ?? mapping.name,
            system: mapping.source.system)
        case .holds(let set): Watch(.holds, set: set, flow: mapping.name, system: mapping.source.system)
        case .resource: nil
        }
      }
    }
  }
}
