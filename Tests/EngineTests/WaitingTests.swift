import JournalStore
import Records
import Testing

@testable import Engine

@Suite("Waiting")
struct WaitingTests {
  @Test("What others wait for is made as soon as its source is mended, though its own rule would not let it in")
  func mendedAtTheSource() async throws {
    let bench = try EngineBench(
      mappings: EngineBench.mappings("people", "run: when needed", "enter: linked(people, id)"))
    await bench.seed()
    await bench.right.script(.refuse(code: "BAD_NAME"))
    _ = try await bench.engine.sync(["papers"])
    #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["BAD_NAME"])
    _ = try await bench.engine.sync([])
    await bench.left.put("people", 1, ["name": "Ada Lovelace"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  @Test("A record that is referred to and not there stays in quarantine while somebody waits for it")
  func missingAtTheSource() async throws {
    let bench = try EngineBench()
    await bench.seed()
    await bench.left.delete("people", "1")
    _ = try await bench.engine.sync([])
    for _ in 0..<2 {
      #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["SOURCE_MISSING"])
      try await bench.replayAll()
      _ = try await bench.engine.sync([])
    }
    await bench.left.put("people", 1, ["name": "Ada"])
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").count == 1)
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  @Test("A paper that waits for two things is carried over when both are there")
  func twoThings() async throws {
    let bench = try EngineBench()
    await bench.seed(code: "X1")
    await bench.left.put("things", 6, ["code": "X2"])
    await bench.left.put("lines", 2, ["thing": 6])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "things").count == 2)
    for (id, code) in [(51, "X1"), (52, "X2")] {
      await bench.right.put("goods", id, ["code": .text(code)])
      try await bench.replayAll()
      _ = try await bench.engine.sync([])
    }
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await bench.journal.waiting(flow: nil).isEmpty)
  }

  @Test("A plan goes through everything that is due, however much it is")
  func planOfManyDue() async throws {
    let bench = try EngineBench()
    var settlement = PageSettlement()
    for key in 1...250 {
      await bench.left.put("papers", key, ["reference": "R", "paid": false, "cancelled": false])
      settlement.states.append(
        RecordState(flow: "papers", key: RecordKey(key), stage: .started, sourceDigest: ""))
    }
    settlement.cursors = [.init(flow: "papers", resource: "papers", cursor: "9000000")]
    try await bench.journal.settle(settlement)
    let plan = try await bench.engine.plan(["papers"])
    #expect(plan.counts["papers"]?.held == 250)
  }

  @Test("A dismissed record stays out though the feed shows it once more")
  func dismissed() async throws {
    let bench = try EngineBench()
    await bench.seed(total: "31.00")
    _ = try await bench.engine.sync([])
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    let row = try #require(try await bench.journal.quarantine(flow: "papers").first?.id)
    try await bench.journal.dismiss(row, note: "", at: EngineBench.later)
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").isEmpty)
  }
}
