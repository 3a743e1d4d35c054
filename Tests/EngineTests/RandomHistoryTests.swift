import Foundation
import JournalStore
import Records
import Testing

@testable import Engine

/// People at work on both sides while the worker runs again and again over a bad road; then everybody rests, and both sides are compared.
@Suite("Any history")
struct RandomHistoryTests {
  @Test(
    "Every paper ends as one document, as one row, or waiting behind one; what is open is held",
    arguments: [92, 163, 168, 289] + Array(1...25))
  func history(seed: Int) async throws {
    var chance = Chance(seed: UInt64(seed))
    let bench = try EngineBench()
    if chance.one(in: 2) { await bench.right.stopForeseeing() }
    await start(bench)
    for _ in 0..<30 {
      try await act(bench, &chance)
      if chance.one(in: 3) { _ = try await bench.engine.sync([]) }
    }
    await bench.right.forgetScripts()
    for _ in 0..<3 { #expect(try await bench.engine.sync([]).end == .done) }
    try await compare(bench)
    let effects = await bench.right.effects
    _ = try await bench.engine.sync([])
    #expect(await bench.right.effects == effects, "once everything is done nothing more is")
  }

  // MARK: What happens

  private func start(_ bench: EngineBench) async {
    for person in 1...3 { await bench.left.put("people", person, ["name": .text("Person \(person / 2)")]) }
    for thing in 5...7 { await bench.left.put("things", thing, ["code": .text("T\(thing)")]) }
    for good in 5...6 { await bench.right.put("goods", 50 + good, ["code": .text("T\(good)")]) }
  }

  private func act(_ bench: EngineBench, _ chance: inout Chance) async throws {
    let paper = 10 + chance.below(6)
    switch chance.below(12) {
    case 0...3: await order(paper, in: bench, &chance)
    case 4: await change(paper, ["paid": true], in: bench)
    case 5: await change(paper, ["paid": false], in: bench)
    case 6: await change(paper, ["cancelled": .bool(!chance.one(in: 4))], in: bench)
    case 7: await change(paper, ["total": .integer(chance.below(4) * 5)], in: bench)
    case 8: await bench.right.script(chance.one(in: 2) ? .loseAnswer : .unreachable)
    case 9: await bench.right.script(.refuse(code: "REFUSED"))
    case 10: await bench.right.put("goods", 57, ["code": "T7"])
    default: try await bench.replayAll()
    }
  }

  private func order(_ paper: Int, in bench: EngineBench, _ chance: inout Chance) async {
    guard await !bench.left.records("papers").contains(where: { $0.key == RecordKey(paper) }) else { return }
    var total = 0
    for line in 0...chance.below(2) {
      let amount = 5 + chance.below(3) * 5
      total += amount
      await bench.left.put(
        "lines", paper * 10 + line,
        [
          "paper": .integer(paper), "thing": .integer(chance.one(in: 6) ? 7 : 5 + chance.below(2)),
          "amount": .integer(amount), "quantity": .integer(1 + chance.below(3)),
        ])
    }
    if chance.one(in: 5) { total += 1 }
    await bench.left.put(
      "papers", paper,
      [
        "reference": .text("R\(paper)"), "person": .integer(1 + chance.below(3)), "total": .integer(total),
        "paid": .bool(!chance.one(in: 3)), "cancelled": false,
      ])
  }

  private func change(_ paper: Int, _ fields: [String: Value], in bench: EngineBench) async {
    guard await bench.left.records("papers").contains(where: { $0.key == RecordKey(paper) }) else { return }
    await bench.left.put("papers", paper, fields)
  }

  // MARK: What must be true at the end

  private func compare(_ bench: EngineBench) async throws {
    let papers = await bench.left.records("papers")
    let documents = await bench.right.records("documents")
    let rows = Set(try await bench.journal.quarantine(flow: "papers").map(\.key))
    let waiting = Set(try await bench.journal.waiting(flow: "papers").map(\.key))
    let causes = try await bench.journal.quarantine(flow: nil).filter { $0.flow != "papers" }
    let states = try await bench.journal.states(flow: "papers", keys: papers.map(\.key))
    #expect(waiting.isEmpty || !causes.isEmpty)
    var held: [RecordKey: Decimal] = [:]
    for paper in papers {
      let own = documents.filter { $0["reference"] == paper["reference"] }
      #expect(own.count <= 1, "\(paper.key) has two documents")
      let isOpen = paper["paid"] == true && paper["cancelled"] == false
      let isDone = own.first?["state"] == "done"
      let isStopped = rows.contains(paper.key) || waiting.contains(paper.key)
      if isOpen { #expect(isStopped || isDone && own.first?["total"].number == paper["total"].number, "\(paper)") }
      if paper["cancelled"] == true {
        #expect(isStopped || own.first.map { $0["state"] == "cancelled" } ?? true, "\(paper)")
      }
      let wasTakenOver = isDone || states[paper.key]?.stage == .settled
      guard paper["cancelled"] == false, !wasTakenOver else { continue }
      for line in await bench.left.records("lines") where line["paper"] == paper["id"] {
        held[RecordKey(values: [line["thing"]]), default: 0] += line["quantity"].number ?? 0
      }
    }
    #expect(try await bench.journal.held(set: "things", system: "left", items: ["5", "6", "7"]) == held)
    #expect(try await bench.journal.openIntents(flow: "papers").isEmpty)
    let contacts = await bench.right.records("contacts").map { $0["name"] }
    #expect(contacts.count == Set(contacts).count)
  }
}
