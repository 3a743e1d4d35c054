import Records
import Testing

@testable import Engine

@Suite("A value table that was edited")
struct EditedTableTests {
  private static let files = [
    "groups": """
    mapping: groups
    about: Groups under the words of a table.
    from: left/groups
    to: right/groups
    probe: {above: id}
    fields:
      name: lookup(words, above).word
      above: id
    """,
    "tables/words": "table: words\ncolumns: {word: null}\nrows: {7: {word: 'plain'}}\n",
  ]

  @Test("What it means for records that are settled is found by a comparison, and written by the run after it")
  func compared() async throws {
    let bench = try EngineBench(mappings: Self.files)
    await bench.left.put("groups", 1, ["name": "one", "above": 7])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["plain"])
    let edited = try bench.edited("tables/words", "plain", "fine")
    _ = try await edited.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["plain"])
    let report = try await edited.verify("groups") { _ in }
    #expect(report.differing == 1)
    _ = try await edited.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["fine"])
  }

  @Test("A record that changes later is written with what it says by then")
  func changed() async throws {
    let bench = try EngineBench(mappings: Self.files)
    await bench.left.put("groups", 1, ["name": "one", "above": 7])
    _ = try await bench.engine.sync([])
    let edited = try bench.edited("tables/words", "plain", "fine")
    await bench.left.put("groups", 1, ["name": "two"])
    _ = try await edited.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["fine"])
  }

  @Test("A record that stopped for want of a row goes on by itself once the row is there")
  func gap() async throws {
    let bench = try EngineBench(mappings: Self.files)
    await bench.left.put("groups", 1, ["name": "one", "above": 8])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == ["TABLE_GAP"])
    _ = try await bench.edited("tables/words", "{7: {word: 'plain'}}", "{8: {word: 'new'}}").sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["new"])
    #expect(try await bench.journal.quarantine(flow: "groups").isEmpty)
  }
}
