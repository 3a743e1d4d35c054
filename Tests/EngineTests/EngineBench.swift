import Foundation
import Journal
import JournalStore
import Logging
import Mapping
import Records

@testable import Engine

/// Two systems in memory, a journal in memory, and mapping files written by the test.
struct EngineBench {
  let left: MemorySystem
  let right: MemorySystem
  let journal: SQLiteJournal
  let engine: Engine
  private let files: [String: String]
  private let set: MappingSet

  static let mappings: [String: String] = [
    "people": """
    mapping: people
    about: People, one for each name.
    from: left/people
    run: when needed
    to: right/contacts
    key: person-{digest(lower(name))}
    scope: database
    same: [name]
    merge: [id]
    fields:
      name:
        value: name
        write: if untouched
    """,
    "things": """
    mapping: things
    about: What both sides have already.
    from: left/things
    run: when needed
    to: right/goods
    create: never
    missing: NO_GOOD
    match:
      - code: code
    """,
    "papers": """
    mapping: papers
    about: Papers become documents.
    from: left/papers
    read:
      lines: {from: lines, where: {paper: id}}
    enter: paid and not cancelled
    holds:
      each: lines
      unless: cancelled
      item: things(it.thing)
      quantity: it.quantity
    needs:
      - create: people(person)
      - match: things(it.thing)
        each: lines
    to: right/documents
    key: paper-{id}
    same: [reference]
    rewrite while: target.state = 'draft'
    fields:
      reference: reference
      contact: link(people, person)
    children:
      rows:
        rows:
          - each: lines
            key: line-{it.id}
            fields:
              good: link(things, it.thing)
              amount: it.amount
    gate:
      - field: total
        equals: total
        within: 0.05
        code: TOTAL_DIFFERS
        close:
          child: rows
          key: rounding
          fields:
            good: null
            amount: difference
    steps:
      - do: confirm
        until: target.state = 'done'
    changed:
      - if: cancelled
        do: cancel
        until: target.state = 'cancelled'
        unless: target.shipped
        code: CANCELLED_TOO_LATE
    frozen:
      - total
    """,
  ]

  init(mappings: [String: String] = EngineBench.mappings, rightFolds: Bool = false) throws {
    left = MemorySystem(
      "left",
      resources: [
        Self.resource("people", [FieldSchema("name", .text)]),
        Self.resource("things", [FieldSchema("code", .text)]),
        Self.resource(
          "papers",
          [
            FieldSchema("reference", .text), FieldSchema("person", .reference("people")),
            FieldSchema("total", .decimal),
            FieldSchema("paid", .bool), FieldSchema("cancelled", .bool), FieldSchema("state", .text),
          ], creation: .never),
        Self.resource(
          "lines",
          [
            FieldSchema("paper", .reference("papers")), FieldSchema("thing", .reference("things")),
            FieldSchema("amount", .decimal),
            FieldSchema("quantity", .decimal), FieldSchema("picture", .content),
          ]),
        Self.resource("groups", [FieldSchema("name", .text), FieldSchema("above", .reference("groups"))]),
        Self.resource(
          "shelves",
          [
            FieldSchema("thing", .reference("things")), FieldSchema("level", .decimal), FieldSchema("label", .text),
            FieldSchema("papers", .references("papers")),
          ],
          creation: .never),
      ])
    right = MemorySystem(
      "right",
      resources: [
        Self.resource("contacts", [FieldSchema("name", .text)]),
        Self.resource("goods", [FieldSchema("code", .text), FieldSchema("free", .decimal)]),
        Self.resource("moves", [FieldSchema("good", .reference("goods"))]),
        Self.resource(
          "parts",
          [
            FieldSchema("code", .text), FieldSchema("amount", .decimal), FieldSchema("note", .text),
            FieldSchema("picture", .content),
          ],
          creation: .probed, actions: [.init(name: ResourceSchema.Action.delete)]),
        Self.resource(
          "documents",
          [
            FieldSchema("reference", .text), FieldSchema("contact", .reference("contacts")),
            FieldSchema("state", .text),
            FieldSchema("total", .decimal, isReadOnly: true), FieldSchema("shipped", .bool),
            FieldSchema("goods", .references("goods")),
            FieldSchema("rows", .rows([FieldSchema("good", .reference("goods")), FieldSchema("amount", .decimal)])),
          ]),
        Self.resource(
          "groups", [FieldSchema("name", .text), FieldSchema("above", .reference("groups"))], creation: .probed),
      ],
      folds: rightFolds)
    journal = try SQLiteJournal(path: ":memory:", instance: "test")
    files = mappings
    set = try Self.load(mappings)
    engine = Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: set, journal: journal, settings: [:], instance: "test",
        clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in }, logger: Logger(label: "test")))
  }

  private static func load(_ mappings: [String: String]) throws -> MappingSet {
    let directory = NSTemporaryDirectory() + "mappings-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory + "/tables", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    for (name, text) in mappings {
      try text.write(toFile: "\(directory)/\(name).yaml", atomically: true, encoding: .utf8)
    }
    return try MappingSet.load(directories: [directory])
  }

  /// The same systems and journal, after somebody edited a mapping file or a table ("tables/words").
  func edited(_ name: String, _ old: String, _ new: String) throws -> Engine {
    var files = files
    files[name] = files[name]?.replacing(old, with: new)
    return Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: try Self.load(files),
        journal: journal, settings: [:],
        instance: "test",
        clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in }, logger: Logger(label: "test")))
  }

  /// The same connection with settings.
  func engine(settings: [String: Value]) -> Engine {
    Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: set, journal: journal, settings: settings,
        instance: "test", clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in },
        logger: Logger(label: "test")))
  }

  /// The same connection, with somebody who follows its runs.
  func engine(observer: any RunObserver) -> Engine {
    Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: set, journal: journal, settings: [:],
        instance: "test", clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in },
        logger: Logger(label: "test"), observer: observer))
  }

  func mapping(_ name: String) -> Mapping? { set[name] }

  /// The same systems and mappings, after the journal was lost.
  func withEmptyJournal() throws -> Engine {
    Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: set,
        journal: try SQLiteJournal(path: ":memory:", instance: "test"),
        settings: [:], instance: "test", clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in },
        logger: Logger(label: "test")))
  }

  /// The mappings with one of them edited.
  static func mappings(_ name: String, _ old: String, _ new: String) -> [String: String] {
    var mappings = mappings
    mappings[name] = mappings[name]?.replacing(old, with: new)
    return mappings
  }

  private static func resource(
    _ name: String, _ fields: [FieldSchema], creation: ResourceSchema.Creation = .keyed,
    actions: [ResourceSchema.Action] = []
  ) -> ResourceSchema {
    ResourceSchema(
      name: name,
      fields: [FieldSchema("id", .integer, isReadOnly: true), FieldSchema("changed", .instant, isReadOnly: true)]
        + fields,
      creation: creation, update: .partial, changeFeed: .init(watermark: "changed", overlap: 0),
      actions: [.init(name: "confirm"), .init(name: "cancel")] + actions)
  }

  /// A person, a thing that the right side has too, and a paid paper over 30.00 with two lines.
  func seed(paid: Bool = true, total: String = "30.00", code: String = "T1") async {
    await left.put("people", 1, ["name": "Ada"])
    await left.put("things", 5, ["code": .text(code)])
    await right.put("goods", 50, ["code": "T1"])
    await left.put("lines", 1, ["paper": 10, "thing": 5, "amount": Self.money("10.00"), "quantity": 1])
    await left.put("lines", 2, ["paper": 10, "thing": 5, "amount": Self.money("20.00"), "quantity": 2])
    await left.put(
      "papers", 10,
      ["reference": "R10", "person": 1, "total": Self.money(total), "paid": .bool(paid), "cancelled": false])
  }

  static func money(_ text: String) -> Value { .decimal(Decimal(exactly: text) ?? 0) }
}
