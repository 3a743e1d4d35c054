import Records
import Testing

@testable import Engine

/// What is written to records that the target makes of what a run makes: an item that comes with its parent.
@Suite("A plan and what is not made yet")
struct ForeseenTests {
  private func bench() async throws -> EngineBench {
    let bench = try EngineBench(mappings: [
      "first": """
      mapping: first
      from: left/things
      to: right/goods
      key: thing-{id}
      fields:
        code: code
      """,
      "second": """
      mapping: second
      from: left/things
      enter: linked(first, id)
      needs: [{create: first(id)}]
      to: right/goods
      create: never
      missing: NOTHING_THERE
      find:
        id: link(first, id)
      fields:
        free: 7
      """,
    ])
    await bench.left.put("things", 1, ["code": "a"])
    return bench
  }

  @Test("It shows what will be written to them, and asks the target for none of them")
  func shown() async throws {
    let bench = try await bench()
    let plan = try await bench.engine.plan([])
    #expect(plan.changes.map(\.flow) == ["first", "second"])
    #expect(plan.changes.map(\.kind) == [.create, .update])
    #expect(plan.changes.last?.fields.map(\.name) == ["free"])
    #expect(plan.counts["second"]?.updated == 1)
    #expect(await bench.right.effects == [])
    #expect(await bench.right.count("find") == 0)
  }
}
