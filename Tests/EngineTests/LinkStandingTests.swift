import JournalStore
import Mapping
import Records
import Testing

@testable import Engine

/// Things of the left are made at the right once, and linked into the set of the flow that leads the other way round.
@Suite("What one flow links, another one takes over")
struct LinkStandingTests {
  private func bench(as standing: LinkRule.Standing) async throws -> EngineBench {
    let intake = """
      mapping: intake
      from: left/things
      to: right/goods
      key: thing-{id}
      rewrite while: false
      fields:
        code: text('x-', code)
      links:
        - {set: goods, from: id, to: target.id, as: \(standing.rawValue)}
      """
    let goods = """
      mapping: goods
      from: right/goods
      enter: linked(goods, id)
      to: left/things
      fields:
        code: code
      """
    let bench = try EngineBench(mappings: ["intake": intake, "goods": goods])
    await bench.left.put("things", 1, ["code": "a"])
    let report = try await bench.engine.sync(["intake"])
    #expect(report.flows["intake"]?.created == 1)
    return bench
  }

  private func codes(_ bench: EngineBench) async -> [Value] { await bench.left.records("things").map { $0["code"] } }

  private func rename(_ bench: EngineBench, to code: Value) async {
    for good in await bench.right.records("goods") { await bench.right.alter("goods", good.key, ["code": code]) }
  }

  @Test("As made by itself: what differs is written")
  func made() async throws {
    let bench = try await bench(as: .made)
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["x-a"])
  }

  @Test("As settled: what both sides say is right, and only what changes later is written, once")
  func settled() async throws {
    let bench = try await bench(as: .settled)
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["a"])
    #expect(await bench.left.effects == [])
    await rename(bench, to: "b")
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["b"])
    let effects = await bench.left.effects.count
    _ = try await bench.engine.sync(["intake", "goods"])
    #expect(await bench.left.effects.count == effects)
  }

  @Test("As settled: what somebody changes at the other side afterwards is written over, as anywhere")
  func drift() async throws {
    let bench = try await bench(as: .settled)
    _ = try await bench.engine.sync(["goods"])
    await bench.left.alter("things", 1, ["code": "by hand"])
    await rename(bench, to: "b")
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["b"])
  }

  @Test("As proposed: nothing is written before a person accepts it")
  func proposed() async throws {
    let bench = try await bench(as: .proposed)
    await rename(bench, to: "b")
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["a"])
    _ = try await bench.journal.accept(set: "goods", at: EngineBench.later)
    await rename(bench, to: "c")
    _ = try await bench.engine.sync(["goods"])
    #expect(await codes(bench) == ["c"])
  }
}
