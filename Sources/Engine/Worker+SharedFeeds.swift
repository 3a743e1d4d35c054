import JournalStore
import Mapping
import Records

extension Worker {
  /// What has changed since a flow's cursor, from an answer that is shared by the flows of this run.
  /// - Returns: all of it; nil where the flow has to ask by itself: it is the only one that watches, or the answer has several pages.
  func sharedChanges(_ resource: ResourceName, since cursor: Cursor) async throws -> Page? {
    guard let query = shared.query(resource, since: cursor) else { return nil }
    if let known = shared.answer(resource.system, to: query) { return known }
    let reader = try await connector(resource.system).changes(query)
    let first = try await reader.next() ?? Page(records: [], cursor: nil, isComplete: false)
    let page = try await reader.next() == nil ? first : nil
    shared.note(page, of: resource.system, to: query)
    return page
  }

  /// Looks whether anything changed that the flow has not read yet, where several flows watch its source, before it asks for its own fields
  /// with its own conditions. Both together lose nothing: what is passed over was read after the moment for which the server has shown it
  /// now, and was settled, or is on record as due.
  /// - Parameter read: asks for all that changed since the cursor and works on it. Only what it has ended is remembered as seen.
  func followShared(_ mapping: Mapping, from cursor: Cursor, read: () async throws -> Void) async throws {
    guard mapping.since == nil, let feed = sourceSchema(mapping)?.changeFeed, feed.isExact,
      let page = try await sharedChanges(mapping.source, since: cursor)
    else { return try await read() }
    let name = "followed:\(mapping.name):\(mapping.source.resource)"
    var seen = SeenRows(followed: try await parts.journal.cached(name, now: started), feed: feed)
    if seen.take(page).isEmpty, try await haveEnded(page.records, of: mapping) {
      // With this the flows that watch the resource stand at one cursor.
      if page.cursor != cursor { try await move(mapping, resource: mapping.source.resource, to: page.cursor) }
    } else {
      try await read()
    }
    if mode == .sync, let changed = seen.changed() { try await parts.journal.cache(name, changed, expires: nil) }
  }

  /// Whether the journal has nothing against passing these by: none was begun and not finished, or was put on record without having been read.
  private func haveEnded(_ records: [Record], of mapping: Mapping) async throws -> Bool {
    try await parts.journal.states(flow: mapping.name, keys: records.map(\.key)).values.allSatisfy {
      $0.stage != .started && !$0.isFresh && !$0.sourceDigest.isEmpty
    }
  }
}
