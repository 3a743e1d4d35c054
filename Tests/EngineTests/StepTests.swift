import Foundation
import JournalStore
import Records
import Testing

@testable import Engine

@Suite("Steps of records that exist at the target")
struct StepTests {
  /// Documents of the right side confirm papers of the left side.
  private static let returns = """
    mapping: returns
    about: What became of papers.
    from: right/documents
    touched by:
      - links: papers
    enter: linked(papers, id) and shipped
    to: left/papers
    create: never
    find:
      id: link(papers, id)
    steps:
      - do: confirm
        if: target.state = null or target.state = 'open'
        until: target.state = 'done'
    """

  private func bench() async throws -> EngineBench {
    var mappings = EngineBench.mappings
    mappings["returns"] = Self.returns
    let bench = try EngineBench(mappings: mappings)
    await bench.seed()
    _ = try await bench.engine.sync([])
    return bench
  }

  private func ship(_ bench: EngineBench) async throws {
    let document = try #require(await bench.right.records("documents").first)
    await bench.right.put("documents", Int(document.key.description) ?? 0, ["shipped": true])
  }

  @Test("A step is taken once, and again never, however often the record is looked at")
  func once() async throws {
    let bench = try await bench()
    try await ship(bench)
    for _ in 0..<3 {
      _ = try await bench.engine.sync([])
      try await ship(bench)
    }
    #expect(await bench.left.effects == ["confirm papers 10"])
  }

  @Test("An action at a target that keeps no keys is announced before it is sent")
  func announced() async throws {
    let bench = try await bench()
    try await ship(bench)
    for _ in 0..<4 { await bench.left.script(.loseAction) }
    let cut = try await bench.engine.sync([])
    #expect(cut.end == .incomplete)
    #expect(try await bench.journal.openIntents(flow: "returns").count == 1)
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.openIntents(flow: "returns").isEmpty)
    #expect(await bench.left.records("papers").first?["state"] == "done")
  }

  @Test(
    "A record whose action may still land is left alone; the others go on, and the run says that it is not complete")
  func mayStillLand() async throws {
    let bench = try await bench()
    await bench.left.put("lines", 11, ["paper": 11, "thing": 5, "amount": 5, "quantity": 1])
    await bench.left.put(
      "papers", 11, ["reference": "R11", "person": 1, "total": 5, "paid": true, "cancelled": false])
    _ = try await bench.engine.sync([])
    try await ship(bench)
    await bench.left.script(.loseAction)
    await bench.left.stayBusy(true)
    let cut = try await bench.engine.sync([])
    #expect(cut.end == .incomplete)
    #expect(cut.fault?.code == "EFFECT_UNSETTLED")
    let second = try #require(await bench.right.records("documents").last)
    await bench.right.put("documents", Int(second.key.description) ?? 0, ["shipped": true])
    let next = try await bench.engine.sync([])
    #expect(next.fault?.code == "EFFECT_UNSETTLED")
    #expect(await bench.left.effects == ["confirm papers 11"])
    await bench.left.stayBusy(false)
    #expect(try await bench.engine.sync([]).end == .done)
    #expect(await bench.left.effects == ["confirm papers 11", "confirm papers 10"])
  }

  @Test("A target that breaks down on one record each time is asked five times; then a person is")
  func neverDone() async throws {
    let bench = try await bench()
    try await ship(bench)
    for _ in 0..<5 { await bench.left.script(.loseAction) }
    for _ in 0..<3 { _ = try await bench.engine.sync([]) }
    #expect(try await bench.journal.quarantine(flow: "returns").map(\.fault.code) == ["EFFECT_NEVER_DONE"])
    #expect(await bench.left.effects.isEmpty)
    try await bench.replayAll(recreate: false)
    #expect(try await bench.engine.sync([]).end == .done)
    #expect(await bench.left.effects == ["confirm papers 10"])
  }

  @Test("A person who is quicker is respected: nothing is sent, and the record is done")
  func overtaken() async throws {
    let bench = try await bench()
    try await ship(bench)
    await bench.left.script(.overtake(field: "state", value: "returned"))
    let run = try await bench.engine.sync([])
    #expect(run.end == .done)
    #expect(try await bench.journal.quarantine(flow: "returns").isEmpty)
    #expect(await bench.left.effects.isEmpty)
    #expect(run.flows["returns"]?.updated == 0)
  }

  @Test("A target that says it did nothing, where the step still applies, is not believed")
  func idle() async throws {
    let bench = try await bench()
    try await ship(bench)
    await bench.left.script(.overtake(field: "state", value: "open"))
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "returns").map(\.fault.code) == ["STEP_NOT_DONE"])
  }

  @Test("Plan and comparison show the steps that are not taken yet, and take none")
  func shown() async throws {
    let bench = try await bench()
    try await ship(bench)
    let plan = try await bench.engine.plan(["returns"])
    #expect(plan.changes.map(\.target) == ["confirm papers 10"])
    let report = try await bench.engine.verify("returns") { _ in }
    #expect((report.compared, report.differing) == (1, 1))
    #expect(await bench.left.effects.isEmpty)
    _ = try await bench.engine.sync([])
    #expect(try await bench.engine.verify("returns") { _ in }.isEqual)
  }
}
