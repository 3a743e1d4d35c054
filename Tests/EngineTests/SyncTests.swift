import Foundation
import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A sync")
struct SyncTests {
  @Test("A paper becomes one confirmed document with what it needs; a second run asks once and writes nothing")
  func thread() async throws {
    let bench = try EngineBench()
    await bench.seed()
    let report = try await bench.engine.sync([])
    #expect(report.end == .done, "\(String(describing: report.fault))")
    #expect(report.flows["papers"]?.created == 1)
    let documents = await bench.right.records("documents")
    #expect(documents.count == 1)
    #expect(documents.first?["state"] == "done")
    #expect(documents.first?["rows"].list?.count == 2)
    #expect(await bench.right.records("contacts").map { $0["name"] } == ["Ada"])

    await bench.left.forgetRequests()
    await bench.right.forgetRequests()
    let again = try await bench.engine.sync([])
    #expect(again.flows["papers"]?.unchanged == 1)
    #expect(await bench.left.requests == ["changes": 1])
    #expect(await bench.right.requests == [:])
  }

  @Test("An unpaid paper is held and holds its goods; paid, it is carried over and releases them")
  func held() async throws {
    let bench = try EngineBench()
    await bench.seed(paid: false)
    let first = try await bench.engine.sync([])
    #expect(first.flows["papers"]?.held == 1)
    #expect(await bench.right.records("documents").isEmpty)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"]) == ["5": 3])
    await bench.left.put("papers", 10, ["paid": true])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").count == 1)
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5"])["5", default: 0] == 0)
  }

  @Test("Two people of one name are one contact")
  func merged() async throws {
    let bench = try EngineBench()
    await bench.seed()
    await bench.left.put("people", 2, ["name": "ADA"])
    await bench.left.put("lines", 3, ["paper": 11, "thing": 5, "amount": 5, "quantity": 1])
    await bench.left.put("papers", 11, ["reference": "R11", "person": 2, "total": 5, "paid": true, "cancelled": false])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("contacts").count == 1)
    #expect(Set(await bench.right.records("documents").map { $0["contact"] }).count == 1)
  }

  @Test(
    "A thing that the other side does not know stops its paper, named; once it is there a replay carries the paper over, once"
  )
  func missing() async throws {
    let bench = try EngineBench()
    await bench.seed(code: "UNKNOWN")
    let first = try await bench.engine.sync([])
    #expect(first.flows["things"]?.quarantined == 1)
    #expect(first.flows["papers"]?.waiting == 1)
    #expect(await bench.right.records("documents").isEmpty)
    let row = try #require(try await bench.journal.quarantine(flow: nil).first)
    #expect(row.fault.code == "NO_GOOD")
    #expect(row.fault.context["code"] == "UNKNOWN")
    await bench.right.put("goods", 51, ["code": "UNKNOWN"])
    try await bench.journal.replay(try #require(row.id), recreate: false, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").count == 1)
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  @Test("A difference of cents is closed by one row; the document equals the paper")
  func closed() async throws {
    let bench = try EngineBench()
    await bench.seed(total: "30.02")
    _ = try await bench.engine.sync([])
    let document = try #require(await bench.right.records("documents").first)
    #expect(document["total"].number == Decimal(exactly: "30.02"))
    #expect(document["rows"].list?.count == 3)
  }

  @Test("A larger difference stops the paper before anything is written")
  func gated() async throws {
    let bench = try EngineBench()
    await bench.seed(total: "31.00")
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").isEmpty)
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["TOTAL_DIFFERS"])
  }

  @Test(
    "Where the target cannot foresee, the draft is asked and not confirmed; mended, the same document is made equal")
  func gatedOnDraft() async throws {
    let bench = try EngineBench()
    await bench.right.stopForeseeing()
    await bench.seed(total: "31.00")
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["draft"])
    await bench.left.put("lines", 2, ["amount": 21])
    let row = try #require(try await bench.journal.quarantine(flow: "papers").first?.id)
    try await bench.journal.replay(row, recreate: false, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(await bench.right.records("documents").map { $0["total"].number } == [31])
  }

  @Test("An answer lost after the effect makes no second document")
  func lostAnswer() async throws {
    let bench = try EngineBench()
    await bench.seed()
    await bench.right.script(.loseAnswer)
    await bench.right.script(.loseAnswer)
    let report = try await bench.engine.sync([])
    #expect(report.end == .done)
    #expect(await bench.right.records("documents").count == 1)
    #expect(await bench.right.records("contacts").count == 1)
  }

  @Test("A road that stays broken ends the run as incomplete; the next run finishes the work")
  func brokenRoad() async throws {
    let bench = try EngineBench()
    await bench.seed()
    for _ in 0..<4 { await bench.right.script(.unreachable) }
    let report = try await bench.engine.sync([])
    #expect(report.end == .incomplete)
    #expect(report.fault?.code == "UNREACHABLE")
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
  }

  @Test("What somebody changes right after a write is noticed and put right")
  func meddled() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync(["people"])
    await bench.right.script(.meddle(field: "name", value: "Ada"))
    await bench.right.script(.meddle(field: "reference", value: "WRONG"))
    _ = try await bench.engine.sync([])
    let rows = try await bench.journal.quarantine(flow: "papers")
    #expect(rows.map(\.fault.code) == ["KEY_TAKEN"])
  }

  @Test("A document deleted at the target is a person's question; with --recreate it is made again")
  func deleted() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    let key = try #require(await bench.right.records("documents").first?.key)
    await bench.right.delete("documents", key)
    await bench.left.put("papers", 10, ["reference": "R10b"])
    _ = try await bench.engine.sync([])
    let row = try #require(try await bench.journal.quarantine(flow: "papers").first)
    #expect(row.fault.code == "TARGET_DELETED")
    try await bench.journal.replay(try #require(row.id), recreate: true, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").count == 1)
  }

  @Test("A document that the target keeps from us is not called deleted, nor made again")
  func hidden() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    let key = try #require(await bench.right.records("documents").first?.key)
    await bench.right.hide("documents", key, Fault(.record, "ELSEWHERE", "It is in another place."))
    await bench.left.put("papers", 10, ["reference": "R10b"])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["ELSEWHERE"])
  }

  @Test("A cancelled paper cancels its document, unless goods have left: then a person decides")
  func cancelled() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 10, ["cancelled": true])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["cancelled"])

    let late = try EngineBench()
    await late.seed()
    _ = try await late.engine.sync([])
    let key = try #require(await late.right.records("documents").first?.key)
    await late.right.put("documents", Int(key.description) ?? 0, ["shipped": true])
    await late.left.put("papers", 10, ["cancelled": true])
    _ = try await late.engine.sync([])
    #expect(await late.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await late.journal.quarantine(flow: "papers").map(\.fault.code) == ["CANCELLED_TOO_LATE"])
  }

  @Test("An edit after confirmation is shown to a person, and nothing is written")
  func edited() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    let before = await bench.right.effects
    await bench.left.put("papers", 10, ["total": 40])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.effects == before)
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
  }

  @Test("A plan shows the document and what it needs, and writes nothing")
  func plan() async throws {
    let bench = try EngineBench()
    await bench.seed()
    let plan = try await bench.engine.plan([])
    #expect(plan.changes.contains { $0.flow == "papers" && $0.kind == .create })
    #expect(plan.changes.contains { $0.flow == "people" && $0.kind == .create })
    #expect(await bench.right.effects.isEmpty)
    #expect(try await bench.journal.states(flow: "papers", keys: ["10"]).isEmpty)
  }

  @Test("A record that a mapping file stopped is tried again by itself once the file is edited")
  func editedMapping() async throws {
    let bench = try EngineBench()
    await bench.seed(total: "30.40")
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["TOTAL_DIFFERS"])
    let again = try await bench.engine.sync([])
    #expect(again.flows["papers"]?.quarantined == 0, "the same file is not tried twice")
    _ = try await bench.edited("papers", "within: 0.05", "within: 0.50").sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await bench.journal.quarantine(flow: "papers").isEmpty)
  }

  @Test("A lost journal is rebuilt from the target's keys: nothing is made twice")
  func rebuilt() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    let effects = await bench.right.effects
    let fresh = try await bench.withEmptyJournal().rebuild()
    #expect(fresh.end == .done)
    #expect(await bench.right.effects == effects)
  }
}
