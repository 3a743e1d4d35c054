import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A linked draft")
struct DraftTests {
  /// A draft that the gate stopped: its total is 30 where the paper says 31.
  private func stopped() async throws -> EngineBench {
    let bench = try EngineBench()
    await bench.right.stopForeseeing()
    await bench.seed(total: "31.00")
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["draft"])
    return bench
  }

  @Test("A draft that missed its amount is not confirmed by a replay that mends nothing")
  func replayed() async throws {
    let bench = try await stopped()
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["draft"])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["TOTAL_DIFFERS"])
  }

  @Test("A draft whose amount is a cent off gets its closing row on the way to confirmation")
  func closed() async throws {
    let bench = try await stopped()
    await bench.left.put("papers", 10, ["total": EngineBench.money("30.02")])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(await bench.right.records("documents").map { $0["total"] } == [EngineBench.money("30.02")])
  }

  @Test("A draft with a wrong amount that somebody confirmed by hand stays a person's question")
  func confirmedByHand() async throws {
    let bench = try await stopped()
    let key = try #require(await bench.right.records("documents").first?.key)
    await bench.right.put("documents", Int(key.description) ?? 0, ["state": "done"])
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["TOTAL_DIFFERS"])
  }

  @Test("A paper that is no longer let in keeps its hold while its document is a draft")
  func notAdmittedAnyMore() async throws {
    let bench = try await stopped()
    await bench.left.put("papers", 10, ["paid": false])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.states(flow: "papers", keys: ["10"])["10"]?.stage == .held)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]) == ["5": 3])
  }

  @Test("A stopped draft whose paper is cancelled is cancelled too, and its row is resolved")
  func cancelled() async throws {
    let bench = try await stopped()
    await bench.left.put("papers", 10, ["cancelled": true])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["cancelled"])
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]).isEmpty)
  }

  @Test("A change rule acts on a paper that is still let in, though its document would be the same")
  func changeOfAdmitted() async throws {
    let bench = try EngineBench(
      mappings: EngineBench.mappings("papers", "enter: paid and not cancelled", "enter: paid"))
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 10, ["cancelled": true])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["cancelled"])
  }

  @Test(
    "A paper that is opened again after its document was cancelled is not taken for done, and holds its goods until it is"
  )
  func reopened() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 10, ["cancelled": true])
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 10, ["cancelled": false, "paid": false])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]) == ["5": 3])
    await bench.left.put("papers", 10, ["paid": true])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]).isEmpty)
  }
}
