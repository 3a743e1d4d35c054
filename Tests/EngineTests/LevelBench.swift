import Foundation
import JournalStore
import Records

@testable import Engine

/// Goods of the right side have rows on the left that exist already: their levels are kept up to date, less what open papers hold.
struct LevelBench {
  let bench: EngineBench
  var left: MemorySystem { bench.left }
  var right: MemorySystem { bench.right }
  var engine: Engine { bench.engine }

  static let levels = """
    mapping: levels
    about: How much of each thing is there.
    from: right/goods
    settings: {margin: 0}
    touched by:
      - moves: good -> id
      - holds: things
      - links: things
    enter: linked(things, id)
    to: left/shelves
    create: never
    missing: NO_SHELF
    find:
      thing: link(things, id)
    fields:
      level: free - setting(margin) - held(things, id)
    gone: {level: 0}
    """

  init(levels: String = LevelBench.levels, others: [String: String] = [:]) async throws {
    bench = try EngineBench(
      mappings: EngineBench.mappings.merging(["levels": levels]) { own, _ in own }.merging(others) { own, _ in own })
    // Where following begins: what the first run has not to look at.
    await right.put("moves", 1, ["good": 1])
  }

  /// A thing on the left with its row, the same good on the right; not linked yet.
  func add(_ number: Int, free: Int, level: Int = 0) async {
    await left.put("things", number, ["code": .text("T\(number)")])
    await left.put("shelves", 1000 + number, ["thing": .integer(number), "level": .integer(level), "label": "own"])
    await right.put("goods", 100 + number, ["code": .text("T\(number)"), "free": .integer(free)])
  }

  /// The level changes and only the move tells.
  func move(_ number: Int, free: Int) async {
    await right.alter("goods", RecordKey(100 + number), ["free": .integer(free)])
    await right.put("moves", await right.records("moves").count + 1, ["good": .integer(100 + number)])
  }

  /// A paper over so many of a thing.
  func order(_ number: Int, thing: Int, quantity: Int, paid: Bool = false, cancelled: Bool = false) async {
    await left.put("people", 1, ["name": "Ada"])
    await left.put(
      "lines", number,
      ["paper": .integer(number), "thing": .integer(thing), "amount": 10, "quantity": .integer(quantity)])
    await left.put(
      "papers", number,
      [
        "reference": .text("R\(number)"), "person": 1, "total": 10, "paid": .bool(paid), "cancelled": .bool(cancelled),
      ])
  }

  func level(_ number: Int) async -> Decimal? {
    await left.records("shelves").first { $0.key == RecordKey(1000 + number) }?["level"].number
  }

  func match() async throws { _ = try await engine.match("things", accept: false) }
}
