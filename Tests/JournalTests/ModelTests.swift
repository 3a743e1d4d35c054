import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

/// The journal's rules once more, as plainly as dictionaries can say them.
private struct Model {
  struct Identity: Hashable, Comparable {
    var flow: String
    var key: RecordKey
    static func < (left: Identity, right: Identity) -> Bool { (left.flow, left.key) < (right.flow, right.key) }
  }

  struct Source: Hashable {
    var set: String
    var system: String
    var key: RecordKey
  }

  struct Row {
    var code: String
    var attempts: Int
    var isAcknowledged: Bool
    var goesOn = true
    var isOpen = true
  }

  var states: [Identity: RecordState] = [:]
  var links: [Source: Link] = [:]
  var rows: [Identity: Row] = [:]
  var waiting: [Identity: [WaitingRow]] = [:]
  /// Oldest first.
  var due: [Identity] = []
  var replays: Set<Identity> = []
  var holds: [Identity: [Hold]] = [:]
  /// In the order of kind and flow.
  var watches: [Watch] = []
  var cursors: [String: Records.Cursor] = [:]
  var intents: [Int: RecordKey] = [:]
  var events = 0

  func identity(_ flow: String, _ key: RecordKey) -> Identity { Identity(flow: flow, key: key) }

  mutating func enqueue(_ record: Identity) { if !due.contains(record) { due.append(record) } }

  mutating func settle(_ page: PageSettlement) {
    for state in page.states {
      let record = identity(state.flow, state.key)
      states[record] = state
      if !(state.stage == .quarantined && replays.contains(record)) {
        due.removeAll { $0 == record }
        replays.remove(record)
      }
      if state.stage != .quarantined, let row = rows[record], row.goesOn {
        rows[record]?.isOpen = false
        rows[record]?.goesOn = state.stage == .started
      }
      if state.stage == .started { enqueue(record) }
      if state.stage != .waiting || page.waiting.contains(where: { identity($0.flow, $0.key) == record }) {
        waiting[record] = nil
      }
    }
    for link in page.links { put(link) }
    for row in page.quarantined {
      let record = identity(row.flow, row.key)
      if let old = rows[record], old.goesOn {
        rows[record] = Row(
          code: row.fault.code, attempts: old.attempts + 1,
          isAcknowledged: old.isAcknowledged && old.code == row.fault.code)
      } else {
        rows[record] = Row(code: row.fault.code, attempts: 1, isAcknowledged: false)
      }
    }
    for row in page.waiting { waiting[identity(row.flow, row.key), default: []].append(row) }
    for link in page.links {
      release(link.set, link.sourceSystem, link.source)
      release(link.set, link.targetSystem, link.target)
    }
    for row in page.waiting where isLinked(row) { release(row.set, row.system, row.awaited) }
    for record in page.due { enqueue(identity(record.flow, record.key)) }
    put(page.holds)
    for move in page.cursors { cursors[move.flow] = move.cursor }
    for id in page.closedIntents { intents[id] = nil }
    events += page.events.count
  }

  mutating func put(_ link: Link) {
    let source = Source(set: link.set, system: link.sourceSystem, key: link.source)
    let former = links.updateValue(link, forKey: source)
    guard former.map(Self.target) != Self.target(link) else { return }
    let ends =
      [LinkEnd(system: source.system, key: source.key), Self.target(link)] + (former.map { [Self.target($0)] } ?? [])
    touch(.links, ends)
    let isHeld = holds.values.joined().contains { hold in ends.contains { Self.matches(hold, $0) } }
    if isHeld { touch(.holds, ends) }
  }

  mutating func put(_ changes: [PageSettlement.HoldChange]) {
    var items: [LinkEnd] = []
    for change in changes {
      let record = identity(change.flow, change.key)
      // Rows come out of the journal in the order of their numbers, which is that of the document's lines.
      items += (holds[record, default: []] + change.holds).map { LinkEnd(system: $0.system, key: $0.item) }
      holds[record] = change.holds.filter { $0.quantity != 0 }
    }
    touch(.holds, items)
    for system in Set(items.map(\.system)).sorted() {
      let items = items.filter { $0.system == system }
      touch(.holds, items.flatMap(targets))
      for targetSystem in system.isEmpty ? Set(links.values.map(\.targetSystem)).sorted() : [system] {
        touch(.holds, items.flatMap { sources(LinkEnd(system: targetSystem, key: $0.key)) })
      }
    }
  }

  mutating func touch(_ kind: Watch.Kind, _ ends: [LinkEnd]) {
    for watch in watches where watch.kind == kind {
      for end in ends where ["", watch.system].contains(end.system) { enqueue(identity(watch.flow, end.key)) }
    }
  }

  func targets(_ item: LinkEnd) -> [LinkEnd] {
    links.values.filter { $0.source == item.key && ["", $0.sourceSystem].contains(item.system) }
      .sorted { $0.sourceSystem < $1.sourceSystem }.map(Self.target)
  }

  func sources(_ item: LinkEnd) -> [LinkEnd] {
    links.values.filter { Self.target($0) == item }.sorted {
      ($0.source, $0.sourceSystem) < ($1.source, $1.sourceSystem)
    }
    .map { LinkEnd(system: $0.sourceSystem, key: $0.source) }
  }

  func held(_ key: RecordKey, of system: String) -> Decimal {
    let item = LinkEnd(system: system, key: key)
    let ends = [item] + targets(item) + sources(item)
    return holds.values.joined().filter { hold in ends.contains { Self.matches(hold, $0) } }.reduce(0) {
      $0 + $1.quantity
    }
  }

  static func target(_ link: Link) -> LinkEnd { LinkEnd(system: link.targetSystem, key: link.target) }

  static func matches(_ hold: Hold, _ end: LinkEnd) -> Bool {
    hold.item == end.key && ["", end.system].contains(hold.system)
  }

  func isLinked(_ row: WaitingRow) -> Bool {
    links.values.contains {
      $0.set == row.set
        && (($0.sourceSystem == row.system && $0.source == row.awaited)
          || ($0.targetSystem == row.system && $0.target == row.awaited))
    }
  }

  mutating func release(_ set: String, _ system: String, _ awaited: RecordKey) {
    let released = waiting.filter {
      $0.value.contains { $0.set == set && $0.system == system && $0.awaited == awaited }
    }.keys
    for record in released.sorted() {
      waiting[record]?.removeAll { $0.set == set && $0.system == system && $0.awaited == awaited }
      enqueue(record)
    }
  }

  mutating func replay(_ record: Identity) {
    due.removeAll { $0 == record }
    due.append(record)
    replays.insert(record)
    events += 1
  }

  mutating func dismiss(_ record: Identity) {
    rows[record]?.isOpen = false
    rows[record]?.goesOn = false
    states[record]?.stage = .closed
    states[record]?.isFresh = false
    waiting[record] = nil
    due.removeAll { $0 == record }
    replays.remove(record)
    events += 1
  }
}

@Suite("The journal against a plain model")
struct ModelTests {
  /// A small generator with a seed, so that a failure can be run again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let flows = ["orders", "stock"]
  private static let systems = ["erp", "shop"]
  private static let stages: [RecordState.Stage] = [.held, .started, .waiting, .quarantined, .settled, .closed]

  @Test(
    "Whatever is settled, replayed, dismissed, closed and killed in whatever order, both say the same",
    arguments: 1...12)
  func random(seed: UInt64) async throws {
    var dice = Dice(state: seed)
    var folder = try Folder()
    var journal = try folder.open()
    var model = Model()
    var numbers: [Model.Identity: Int] = [:]
    for step in 0..<120 {
      switch Int.random(in: 0..<10, using: &dice) {
      case 0...5:
        let page = page(step, model, &dice)
        try await journal.settle(page)
        model.settle(page)
      case 6:
        let key = RecordKey(Int.random(in: 1...12, using: &dice))
        let ids = try await journal.announce(flow: "orders", [(key, Sample.intent("\(step)"))])
        model.intents[ids[0]] = key
        let watches = watches(&dice)
        try await journal.watch(watches.shuffled(using: &dice))
        model.watches = watches
      case 7:
        guard let row = try await journal.quarantine(flow: nil).randomElement(using: &dice), let id = row.id else {
          continue
        }
        let record = model.identity(row.flow, row.key)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0:
          try await journal.replay(id, recreate: false, at: Sample.start)
          model.replay(record)
        case 1:
          try await journal.dismiss(id, note: "", at: Sample.start)
          model.dismiss(record)
        default:
          try await journal.acknowledge(id, note: "", at: Sample.start)
          model.rows[record]?.isAcknowledged = true
          model.events += 1
        }
      case 8:
        folder = try folder.copyAsLeftByAKill()
        journal = try folder.open()
      default:
        try journal.close()
        journal = try folder.open()
      }
      try await compare(journal, model, &numbers)
    }
  }

  private func watches(_ dice: inout Dice) -> [Watch] {
    var watches: [Watch] = []
    for kind in [Watch.Kind.holds, .links] {
      for flow in Self.flows {
        guard let system = (Self.systems + [""]).randomElement(using: &dice), !system.isEmpty else { continue }
        watches.append(Watch(kind, set: "variants", flow: flow, system: system))
      }
    }
    return watches
  }

  private func link(_ dice: inout Dice) -> Link {
    let systems = Self.systems.shuffled(using: &dice)
    return Sample.link(
      RecordKey(Int.random(in: 1...8, using: &dice)), RecordKey(Int.random(in: 1...8, using: &dice)), from: systems[0],
      to: systems[1])
  }

  /// Now and then an item is only named, and now and then nobody says whose key it has.
  private func hold(_ flow: String, _ key: RecordKey, _ dice: inout Dice) -> Hold {
    Hold(
      flow: flow, key: key, system: (Self.systems + [""]).randomElement(using: &dice) ?? "", set: "variants",
      item: RecordKey(Int.random(in: 1...8, using: &dice)),
      quantity: max(0, Decimal(Int.random(in: -30...99, using: &dice)) / 10))
  }

  private func page(_ step: Int, _ model: Model, _ dice: inout Dice) -> PageSettlement {
    var page = PageSettlement()
    var seen: Set<Model.Identity> = []
    for _ in 0..<Int.random(in: 1...6, using: &dice) {
      let flow = Self.flows.randomElement(using: &dice) ?? ""
      let key = RecordKey(Int.random(in: 1...12, using: &dice))
      guard seen.insert(model.identity(flow, key)).inserted else { continue }
      let stage = Self.stages.randomElement(using: &dice) ?? .held
      page.states.append(
        Sample.state(
          key, stage, flow: flow, digest: "d\(step)", base: ["f": "\(step)"], isFresh: Bool.random(using: &dice)))
      let awaited = RecordKey(Int.random(in: 1...8, using: &dice))
      switch stage {
      case .quarantined:
        page.quarantined.append(
          Sample.quarantined(key, flow: flow, code: "CODE_\(Int.random(in: 0...1, using: &dice))", seen: step))
      case .waiting:
        guard Int.random(in: 0..<4, using: &dice) > 0 else { break }
        page.waiting.append(
          Sample.waiting(key, for: awaited, system: Bool.random(using: &dice) ? "shop" : "erp", flow: flow, since: step)
        )
      default: break
      }
      if Bool.random(using: &dice) {
        let holds = (0..<Int.random(in: 0...3, using: &dice)).map { _ in hold(flow, key, &dice) }
        page.holds.append(.init(flow: flow, key: key, holds: holds))
      }
    }
    page.links = (0..<Int.random(in: 0...2, using: &dice)).map { _ in link(&dice) }
    page.due = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
      .init(
        flow: Self.flows.randomElement(using: &dice) ?? "", key: RecordKey(Int.random(in: 1...12, using: &dice)))
    }
    page.cursors = [.init(flow: "orders", resource: "orders", cursor: step % 5 == 4 ? nil : Records.Cursor("\(step)"))]
    page.events = [JournalEvent(flow: "orders", key: nil, kind: "updated", at: Sample.start)]
    page.closedIntents = model.intents.keys.sorted().prefix(1).map { $0 }
    return page
  }

  private func compare(_ journal: SQLiteJournal, _ model: Model, _ numbers: inout [Model.Identity: Int]) async throws {
    let keys = (1...12).map { RecordKey($0) }
    for flow in Self.flows {
      let states = model.states.filter { $0.key.flow == flow }
      #expect(
        try await journal.states(flow: flow, keys: keys)
          == Dictionary(uniqueKeysWithValues: states.map { ($0.key.key, $0.value) }))
      // Read past the journal's own question: asking it would mark a replay as handed out.
      let due = try await journal.read { db in
        try String.fetchAll(db, sql: "SELECT key FROM due WHERE flow = ? ORDER BY position", arguments: [flow])
      }
      #expect(due == model.due.filter { $0.flow == flow }.map(\.key.description))
      let waiting = try await journal.waiting(flow: flow).map { "\($0.key) \($0.system) \($0.awaited)" }.sorted()
      #expect(
        waiting
          == model.waiting.filter { $0.key.flow == flow }.flatMap(\.value).map {
            "\($0.key) \($0.system) \($0.awaited)"
          }.sorted())
    }
    for system in Self.systems {
      let held = try await journal.held(set: "variants", system: system, items: keys)
      #expect(keys.map { held[$0] ?? 0 } == keys.map { model.held($0, of: system) })
    }
    #expect(
      try await journal.links(set: "variants", after: nil, limit: 99)
        == model.links.values.sorted { ($0.source, $0.sourceSystem) < ($1.source, $1.sourceSystem) })
    let rows = try await journal.quarantine(flow: nil)
    #expect(Set(rows.map { model.identity($0.flow, $0.key) }) == Set(model.rows.filter(\.value.isOpen).keys))
    for row in rows {
      let record = model.identity(row.flow, row.key)
      let expected = try #require(model.rows[record])
      #expect(row.attempts == expected.attempts)
      #expect(row.fault.code == expected.code)
      #expect(row.isAcknowledged == expected.isAcknowledged)
      #expect(numbers[record] ?? row.id == row.id)
      numbers[record] = row.id
    }
    #expect(try await journal.openIntents(flow: "orders").map(\.id) == model.intents.keys.sorted())
    #expect(try await journal.cursor(flow: "orders", resource: "orders") == model.cursors["orders"])
    #expect(try await journal.events(flow: nil, key: nil, limit: 9999).count == model.events)
  }
}
