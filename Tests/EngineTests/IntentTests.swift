import JournalStore
import Records
import Testing

@testable import Engine

@Suite("Effects that the target does not protect from happening twice")
struct IntentTests {
  private static let groups = """
    mapping: groups
    about: Groups, each below its parent.
    from: left/groups
    needs:
      - create: groups(above)
        if: above != 0
    to: right/groups
    fields:
      name:
        value: name
        write: if untouched
      above: if above = 0 then null else link(groups, above)
    """

  private func bench() throws -> EngineBench { try EngineBench(mappings: ["groups": Self.groups]) }

  @Test("A creation whose answer is lost is looked for before it is repeated, within the run too")
  func lostAnswer() async throws {
    let bench = try bench()
    await bench.left.put("groups", 1, ["name": "A", "above": 0])
    await bench.right.script(.loseAnswer)
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").count == 1)
    #expect(try await bench.journal.openIntents(flow: "groups").isEmpty)
    #expect(try await bench.journal.states(flow: "groups", keys: ["1"])["1"]?.stage == .settled)
  }

  /// The answer to a creation was lost, and somebody made a record that looks the same.
  private func ambiguousBench() async throws -> EngineBench {
    let bench = try bench()
    await bench.left.put("groups", 1, ["name": "A", "above": 0])
    let right = bench.right
    await right.script(.loseAnswer)
    await right.afterNextWrite { await right.put("groups", 77, ["name": "A", "above": .null]) }
    _ = try await bench.engine.sync([])
    return bench
  }

  @Test("Where several records may be the one that was made, a person looks: nothing more is made, in this run neither")
  func ambiguous() async throws {
    let bench = try await ambiguousBench()
    let right = bench.right
    #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == ["EFFECT_AMBIGUOUS"])
    #expect(await right.records("groups").count == 2)

    // A run that begins with what an earlier one left open sends nothing either, whatever becomes of the source.
    for name in ["A", "B"] {
      await bench.left.put("groups", 1, ["name": .text(name)])
      _ = try await bench.engine.sync([])
      #expect(await right.records("groups").count == 2)
      #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == ["EFFECT_AMBIGUOUS"])
    }
    await right.delete("groups", 77)
    let row = try #require(try await bench.journal.quarantine(flow: "groups").first?.id)
    try await bench.journal.replay(row, recreate: false, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    #expect(await right.records("groups").count == 1)
    #expect(try await bench.journal.quarantine(flow: "groups").isEmpty)
    #expect(try await bench.journal.openIntents(flow: "groups").isEmpty)
  }

  @Test("What a person dismisses is not asked about again")
  func dismissedIntent() async throws {
    let bench = try await ambiguousBench()
    let right = bench.right
    let row = try #require(try await bench.journal.quarantine(flow: "groups").first?.id)
    try await bench.journal.dismiss(row, note: "made twice", at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "groups").isEmpty)
    #expect(try await bench.journal.openIntents(flow: "groups").isEmpty)
    #expect(await right.records("groups").count == 2)
  }

  @Test("An update that certainly did not happen is done later: what is known of the record is kept")
  func notDone() async throws {
    let bench = try bench()
    await bench.left.put("groups", 1, ["name": "A", "above": 0])
    _ = try await bench.engine.sync([])
    await bench.left.put("groups", 1, ["name": "B"])
    for _ in 0..<4 { await bench.right.script(.unreachable) }
    #expect(try await bench.engine.sync([]).end == .incomplete)
    #expect(try await bench.engine.sync([]).end == .done)
    #expect(await bench.right.records("groups").map { $0["name"] } == ["B"])
    #expect(try await bench.journal.openIntents(flow: "groups").isEmpty)
  }

  @Test("A record that others of its own page need is made once")
  func parentInTheSamePage() async throws {
    let bench = try bench()
    await bench.left.put("groups", 1, ["name": "A", "above": 0])
    await bench.left.put("groups", 2, ["name": "B", "above": 1])
    await bench.left.put("groups", 3, ["name": "C", "above": 2])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["A", "B", "C"])
    let plan = try await bench.withEmptyJournal().plan([])
    #expect(plan.changes.count == 3)
  }
}
