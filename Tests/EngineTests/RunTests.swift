import Foundation
import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A run that meets many faults")
struct RunTests {
  /// Papers of one line each; paper n is about thing n, of which the right side knows the first `known`.
  private func bench(papers: Int, known: Int) async throws -> EngineBench {
    let bench = try EngineBench()
    await bench.left.put("people", 1, ["name": "Ada"])
    for number in 1...papers {
      await bench.left.put("things", number, ["code": .text("T\(number)")])
      if number <= known { await bench.right.put("goods", 1000 + number, ["code": .text("T\(number)")]) }
      await put(number, thing: number, in: bench)
    }
    return bench
  }

  private func put(_ number: Int, thing: Int, in bench: EngineBench) async {
    await bench.left.put(
      "lines", number, ["paper": .integer(number), "thing": .integer(thing), "amount": 5, "quantity": 1])
    await bench.left.put(
      "papers", number,
      ["reference": .text("R\(number)"), "person": 1, "total": 5, "paid": true, "cancelled": false])
  }

  @Test(
    "What a page needs failing many times pauses the flow, after the page is on record: nothing is asked twice, nothing is lost"
  )
  func needs() async throws {
    let bench = try await bench(papers: 30, known: 5)
    let report = try await bench.engine.sync([])
    #expect(report.end == .configuration)
    #expect(report.fault?.code == "SAME_FAULT_REPEATED")
    #expect(await bench.right.records("documents").map { $0["state"] } == Array(repeating: "done", count: 5))
    #expect(try await bench.journal.counts()["papers"]?[.waiting] == 25)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["30"]) == ["30": 1])
    #expect(try await bench.engine.sync([]).end == .done)
  }

  @Test("One record that fails again and again is one record, not a setting")
  func oneRecord() async throws {
    let bench = try await bench(papers: 1, known: 0)
    for number in 2...30 {
      await put(number, thing: 1, in: bench)
      #expect(try await bench.engine.sync([]).end == .done)
    }
    var settlement = PageSettlement()
    settlement.states = (1...30).map {
      RecordState(flow: "papers", key: RecordKey($0), stage: .started, sourceDigest: "")
    }
    try await bench.journal.settle(settlement)
    #expect(try await bench.engine.sync([]).end == .done)
  }

  @Test("A need to match makes nothing, though the mapping of what is needed makes records for others")
  func matchOnly() async throws {
    let bench = try EngineBench(
      mappings: EngineBench.mappings("papers", "- create: people(person)", "- match: people(person)"))
    await bench.seed()
    _ = try await bench.engine.sync(["papers"])
    #expect(await bench.right.effects.isEmpty)
    #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["NO_MATCH"])
    #expect(try await bench.journal.waiting(flow: "papers").map(\.set) == ["people"])
  }

  @Test("A record that the old rule did not let in is let in once the rule is edited, without a change at the source")
  func editedRule() async throws {
    let bench = try EngineBench()
    await bench.seed(paid: false)
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 11, ["reference": "R11", "person": 1, "total": 0, "paid": true, "cancelled": false])
    _ = try await bench.engine.sync([])
    let edited = try bench.edited("papers", "enter: paid and not cancelled", "enter: not cancelled")
    _ = try await edited.sync([])
    #expect(await bench.right.records("documents").map { $0["reference"] } == ["R11", "R10"])
    await bench.left.forgetRequests()
    _ = try await edited.sync([])
    #expect(await bench.left.requests == ["changes": 1])
  }

  @Test(
    "Descriptions that were kept and no longer fit the mapping files are asked for again before anything is refused")
  func olderDescription() async throws {
    let bench = try EngineBench()
    await bench.seed()
    let schema = await bench.right.describe(nil)
    var older = schema
    older.resources["documents"]?.actions = []
    try await bench.journal.cache("schema:right", try JSONEncoder().encode(older), expires: nil)
    #expect(try await bench.engine.sync([]).end == .done)
    #expect(await bench.right.records("documents").count == 1)
  }
}
