import JournalStore
import Records
import Testing

@testable import Engine

@Suite("Holds")
struct HoldTests {
  @Test("A record that stops before its holds can be told keeps those it had")
  func unknownHolds() async throws {
    let bench = try EngineBench()
    await bench.seed(paid: false)
    _ = try await bench.engine.sync([])
    await bench.left.put("lines", 2, ["quantity": "many"])
    await bench.left.put("papers", 10, ["reference": "R10b"])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").count == 1)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]) == ["5": 3])
  }

  @Test("What a confirmed document has taken over is not held again when its paper stops later")
  func editedAfterwards() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    for total in [40, 41] {
      await bench.left.put("papers", 10, ["total": .integer(total)])
      _ = try await bench.engine.sync([])
      #expect(try await bench.journal.quarantine(flow: "papers").count == 1)
      #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]).isEmpty)
    }
  }

  @Test("A paper that is made anew after its document was deleted holds its goods until it is confirmed")
  func recreated() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.right.delete("documents", try #require(await bench.right.records("documents").first?.key))
    await bench.left.put("papers", 10, ["total": EngineBench.money("31.00")])
    _ = try await bench.engine.sync([])
    try await bench.replayAll(recreate: true)
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["TOTAL_DIFFERS"])
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]) == ["5": 3])
  }
}
