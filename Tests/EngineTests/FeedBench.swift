import Foundation
import Journal
import Logging
import Mapping
import Records

@testable import Engine

/// Notes that lie in boxes: two flows carry notes over, a third one counts them box by box. Between the two a flow writes to where notes come from.
struct FeedBench {
  let left: MemorySystem
  let right: MemorySystem
  let journal: SQLiteJournal
  let engine: Engine
  let mappings: MappingSet

  static let mappings = [
    "boxes": """
    mapping: boxes
    about: How many notes each box holds.
    from: left/boxes
    touched by:
      - notes: box -> id
    read:
      notes: {from: notes, where: {box: id}}
    to: right/boxes
    key: box-{id}
    fields:
      origin: id
      size: count(notes)
    """,
    "cards": """
    mapping: cards
    about: A card for each note.
    from: left/notes
    to: right/cards
    key: card-{id}
    fields:
      title: text
    """,
    "checks": """
    mapping: checks
    about: A mark for each check.
    from: right/checks
    to: left/marks
    key: mark-{id}
    fields:
      title: title
    """,
    "copies": """
    mapping: copies
    about: A copy of each note.
    from: left/notes
    to: right/copies
    key: copy-{id}
    fields:
      title: text
    """,
  ]

  /// - Parameters:
  ///   - overlap: how long a note's moment proves nothing, in seconds; the clock of the systems is a minute ahead of what was changed last.
  ///   - isExact: whether every change of a note shows in its moment.
  init(overlap: Int = 0, isExact: Bool = true) throws {
    let feed = ResourceSchema.ChangeFeed(watermark: "changed", overlap: overlap, isExact: isExact)
    left = MemorySystem(
      "left",
      resources: [
        Self.resource("notes", [FieldSchema("text", .text), FieldSchema("box", .reference("boxes"))], feed),
        Self.resource("boxes", [FieldSchema("label", .text)], feed),
        Self.resource("marks", [FieldSchema("title", .text)], feed),
      ])
    right = MemorySystem(
      "right",
      resources: [
        Self.resource("boxes", [FieldSchema("origin", .integer), FieldSchema("size", .integer)], feed),
        Self.resource("cards", [FieldSchema("title", .text)], feed),
        Self.resource("checks", [FieldSchema("title", .text)], feed),
        Self.resource("copies", [FieldSchema("title", .text)], feed),
      ])
    journal = try SQLiteJournal(path: ":memory:", instance: "test")
    mappings = try Self.load()
    engine = Engine(
      EngineParts(
        connectors: ["left": left, "right": right], mappings: mappings, journal: journal, settings: [:],
        instance: "test", clock: { Instant(secondsSince1970: 2_000_000) }, pause: { _ in },
        logger: Logger(label: "test")))
  }

  /// With one note that every flow has carried over, and nothing left to be done.
  static func settled(overlap: Int = 0, isExact: Bool = true) async throws -> FeedBench {
    let bench = try FeedBench(overlap: overlap, isExact: isExact)
    await bench.note(1, "first")
    _ = try await bench.engine.sync([])
    try await bench.rest()
    return bench
  }

  static func load(_ mappings: [String: String] = FeedBench.mappings) throws -> MappingSet {
    let directory = NSTemporaryDirectory() + "mappings-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    for (name, text) in mappings {
      try text.write(toFile: "\(directory)/\(name).yaml", atomically: true, encoding: .utf8)
    }
    return try MappingSet.load(directories: [directory])
  }

  private static func resource(
    _ name: String, _ fields: [FieldSchema], _ feed: ResourceSchema.ChangeFeed
  ) -> ResourceSchema {
    ResourceSchema(
      name: name,
      fields: [FieldSchema("id", .integer, isReadOnly: true), FieldSchema("changed", .instant, isReadOnly: true)]
        + fields, creation: .keyed, update: .partial, changeFeed: feed)
  }

  func note(_ id: Int, _ text: String) async {
    await left.put("boxes", id % 3, ["label": "box"])
    await left.put("notes", id, ["text": .text(text), "box": .integer(id % 3)])
  }

  /// Runs that find nothing any more: what was changed last is looked at once more when it has become old.
  func rest() async throws {
    for _ in 0..<2 { _ = try await engine.sync([]) }
    await left.forgetRequests()
    await right.forgetRequests()
  }

  /// How many notes the right side counts in each box, by the box's key on the left.
  func sizes() async -> [Int: Int] {
    Dictionary(
      await right.records("boxes").map { ($0["origin"].integer ?? -1, $0["size"].integer ?? -1) },
      uniquingKeysWith: { first, _ in first })
  }

  func titles(_ resource: String) async -> [String] {
    await right.records(resource).compactMap { $0["title"].text }.sorted()
  }
}
