import GRDB
import JournalStore
import Records

/// Makes due what watches a changed link or hold, within the transaction that changes it.
struct TouchWriter {
  let db: Database
  private let watches: [Watch]

  init(db: Database) throws {
    self.db = db
    watches = try Self.watches(in: db)
  }

  /// In the order of their flows within kind and set: what is touched at once becomes due in the same order every time.
  static func watches(in db: Database) throws -> [Watch] {
    let sql = "SELECT kind, link_set, flow, system FROM watch ORDER BY kind, link_set, flow"
    return try Row.fetchAll(db.cachedStatement(sql: sql)).map { row in
      Watch(try StoredText.member(Watch.Kind.self, row[0]), set: row[1], flow: row[2], system: row[3])
    }
  }

  // MARK: Links

  /// Asked before `link` is put: one that is new or leads elsewhere touches its ends, and the one that it led to before.
  func touch(puttingLink link: Link) throws {
    guard isWatched(link.set) else { return }
    let source = LinkEnd(system: link.sourceSystem, key: link.source)
    let target = LinkEnd(system: link.targetSystem, key: link.target)
    let former = try self.target(of: source, set: link.set)
    guard former != target else { return }
    try touch(set: link.set, ends: [source, target] + (former.map { [$0] } ?? []))
  }

  /// Touches both ends of a link that is no more, or that counts from now on.
  func touch(endsOf link: Link) throws {
    guard isWatched(link.set) else { return }
    try touch(
      set: link.set,
      ends: [
        LinkEnd(system: link.sourceSystem, key: link.source), LinkEnd(system: link.targetSystem, key: link.target),
      ])
  }

  private func target(of source: LinkEnd, set: String) throws -> LinkEnd? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT target_system, target FROM link WHERE link_set = ? AND source_order = ? AND source_system = ?"),
      arguments: [set, KeyOrder.text(source.key), source.system]
    ).map(Self.end)
  }

  /// What is held of an item counts for what it is linked to: with a link it moves, and so touches those who watch holds too.
  private func touch(set: String, ends: [LinkEnd]) throws {
    try makeDue(.links, set: set, ends)
    if isWatched(set, .holds), try ends.contains(where: { try isHeld($0, set: set) }) {
      try makeDue(.holds, set: set, ends)
    }
  }

  private func isHeld(_ end: LinkEnd, set: String) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM hold WHERE link_set = ? AND item = ? AND system IN (?, ''))"),
      arguments: [set, end.key.description, end.system]) == true
  }

  // MARK: Holds

  /// Touches items of `set`, then what they are linked to, then what is linked to them.
  func touch(heldItems items: [LinkEnd], set: String) throws {
    guard isWatched(set, .holds) else { return }
    try makeDue(.holds, set: set, items)
    for (system, items) in Dictionary(grouping: items, by: \.system).sorted(by: { $0.key < $1.key }) {
      let keys = items.map(\.key)
      try makeDue(.holds, set: set, try targets(of: keys, system: system, set: set))
      for targetSystem in system.isEmpty ? try targetSystems(of: set) : [system] {
        try makeDue(.holds, set: set, try sources(of: keys, system: targetSystem, set: set))
      }
    }
  }

  private func targets(of keys: [RecordKey], system: String, set: String) throws -> [LinkEnd] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT l.target_system, l.target FROM json_each(?) AS k
          CROSS JOIN link AS l ON l.link_set = ? AND l.source_order = k.value
          WHERE ? IN (l.source_system, '') ORDER BY k.key, l.source_system
          """), arguments: [try StoredText.encode(keys.map(KeyOrder.text)), set, system]
    ).map(Self.end)
  }

  private func sources(of keys: [RecordKey], system: String, set: String) throws -> [LinkEnd] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT l.source_system, l.source FROM json_each(?) AS k
          CROSS JOIN link AS l INDEXED BY link_target ON l.link_set = ? AND l.target_system = ? AND l.target = k.value
          ORDER BY k.key, l.source_order, l.source_system
          """), arguments: [try StoredText.list(keys), set, system]
    ).map(Self.end)
  }

  /// From one to the next by the index: there are a few of them in any number of links.
  private func targetSystems(of set: String) throws -> [String] {
    var systems: [String] = []
    let next = try db.cachedStatement(
      sql: """
        SELECT target_system FROM link INDEXED BY link_target WHERE link_set = ? AND target_system > ?
        ORDER BY target_system LIMIT 1
        """)
    while let system = try String.fetchOne(next, arguments: [set, systems.last ?? ""]) { systems.append(system) }
    return systems
  }

  // MARK: Watches

  /// True when anything watches the set.
  func isWatched(_ set: String, _ kind: Watch.Kind? = nil) -> Bool {
    watches.contains { $0.set == set && (kind == nil || $0.kind == kind) }
  }

  private func makeDue(_ kind: Watch.Kind, set: String, _ ends: [LinkEnd]) throws {
    for watch in watches where watch.kind == kind && watch.set == set {
      let keys = ends.filter { $0.system == watch.system || $0.system.isEmpty }.map(\.key)
      try DueQueue(db: db).add(watch.flow, keys, reason: "touched")
    }
  }

  private static func end(_ row: Row) -> LinkEnd { LinkEnd(system: row[0], key: RecordKey(text: row[1])) }
}
