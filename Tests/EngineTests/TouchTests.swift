import JournalStore
import Records
import Testing

@testable import Engine

@Suite("What other rows touch")
struct TouchTests {
  /// The cards of all things that a group names.
  private static let cards = """
    mapping: cards
    about: A card for each thing.
    from: left/things
    touched by:
      - shelves: papers -> code
    to: right/contacts
    key: card-{id}
    fields:
      name: code
    """

  @Test("One row that names thousands of records has them asked for in parts, and none is forgotten")
  func oneRowOfMany() async throws {
    let bench = try EngineBench(mappings: EngineBench.mappings.merging(["cards": Self.cards]) { own, _ in own })
    await bench.left.put("things", 1, ["code": .integer(4998)])
    await bench.left.put("shelves", 1, ["papers": .list([])])
    for _ in 0..<2 { _ = try await bench.engine.sync(["cards"]) }
    await bench.left.alter("things", 1, ["code": .integer(4999)])
    await bench.left.put("shelves", 1, ["papers": .list((1..<5000).map(Value.integer))])
    _ = try await bench.engine.sync(["cards"])
    #expect(await bench.left.mostValues == Worker.touchesTogether)
    #expect(await bench.right.records("contacts").map { $0["name"] } == [4999])
  }
}
