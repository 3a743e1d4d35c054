import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A mapping that is refreshed")
struct RefreshTests {
  /// The person of a first, confirmed paper is renamed, and the target refuses the new contact that a second paper needs.
  private func refused() async throws -> EngineBench {
    let bench = try EngineBench(
      mappings: EngineBench.mappings("people", "run: when needed", "run: when needed\nrefresh: always"))
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("people", 1, ["name": "Bob"])
    await bench.left.put("lines", 3, ["paper": 11, "thing": 5, "amount": 5, "quantity": 1])
    await bench.left.put("papers", 11, ["reference": "R11", "person": 1, "total": 5, "paid": true, "cancelled": false])
    // Once when the feed shows the paper, once more at the end of the run.
    for _ in 0..<2 { await bench.right.script(.refuse(code: "BAD_NAME")) }
    _ = try await bench.engine.sync([])
    return bench
  }

  @Test("A record that could not be refreshed is waited for: nothing is made with what it was before")
  func waits() async throws {
    let bench = try await refused()
    #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["BAD_NAME"])
    #expect(await bench.right.records("documents").count == 1)
    #expect(try await bench.journal.states(flow: "papers", keys: ["11"])["11"]?.stage == .waiting)
  }

  @Test("Tried again it becomes a record of its own; the one it was before is left alone")
  func triedAgain() async throws {
    let bench = try await refused()
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("contacts").map { $0["name"] } == ["Ada", "Bob"])
    let contacts = await bench.right.records("contacts").map(\.key.value)
    #expect(await bench.right.records("documents").map { $0["contact"] } == contacts)
  }

  @Test("Content that returns to what it was before returns to the record of then")
  func returns() async throws {
    let bench = try await refused()
    try await bench.replayAll()
    _ = try await bench.engine.sync([])
    await bench.left.put("people", 1, ["name": "Ada"])
    await bench.left.put("lines", 4, ["paper": 12, "thing": 5, "amount": 5, "quantity": 1])
    await bench.left.put("papers", 12, ["reference": "R12", "person": 1, "total": 5, "paid": true, "cancelled": false])
    _ = try await bench.engine.sync([])
    let documents = await bench.right.records("documents")
    #expect(documents.count == 3)
    #expect(documents.first?["contact"] == documents.last?["contact"])
    #expect(await bench.right.records("contacts").count == 2)
  }
}
