import JournalStore
import Records
import Testing

@testable import Engine

/// Links that the records of items make beside their own, over the life of those records.
@Suite("Further links over a record's life")
struct ItemLinkTests {
  private func bench(_ rule: String = ItemBench.parts) async throws -> ItemBench {
    let bench = try await ItemBench(rule)
    await bench.line(1, of: 10)
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    return bench
  }

  private func linked(_ bench: ItemBench) async throws -> [RecordKey] {
    try await bench.bench.journal.links(set: "things", after: nil, limit: 10).map(\.source)
  }

  @Test("A record that is made anew after it was deleted takes its further links along: the old ones end")
  func madeAnew() async throws {
    let bench = try await bench()
    let old = try #require(await bench.right.records("parts").last?.key)
    #expect(try await linked(bench) == [old])
    await bench.right.delete("parts", old)
    await bench.line(1, of: 10, amount: 9)
    _ = try await bench.engine.sync(["parts"])
    let row = try #require(try await bench.bench.journal.quarantine(flow: "parts").first)
    #expect(row.fault.code == "TARGET_DELETED")
    try await bench.bench.journal.replay(
      try #require(row.id), recreate: true, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync(["parts"])
    let new = try #require(await bench.right.records("parts").last?.key)
    #expect(new != old && new != 900)
    #expect(try await linked(bench) == [new])
  }

  @Test("Somebody else's link of the same record to the left stays when a record is made anew")
  func othersStay() async throws {
    let bench = try await bench()
    let old = try #require(await bench.right.records("parts").last?.key)
    var settlement = PageSettlement()
    settlement.links = [
      Link(
        set: "things", sourceSystem: "right", source: 900, targetSystem: "left", target: 501, isAccepted: true)
    ]
    try await bench.bench.journal.settle(settlement)
    await bench.right.delete("parts", old)
    await bench.line(1, of: 10, amount: 9)
    _ = try await bench.engine.sync(["parts"])
    let row = try #require(try await bench.bench.journal.quarantine(flow: "parts").first?.id)
    try await bench.bench.journal.replay(row, recreate: true, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync(["parts"])
    let new = try #require(await bench.right.records("parts").last?.key)
    #expect(try await linked(bench) == [900, new])
  }

  @Test("A link that depends on a field of the document stays where the document need not be looked at")
  func passedOver() async throws {
    let rule = ItemBench.parts.replacing("if: it.quantity = 1", with: "if: target.code = label")
      .replacing("enter: paid", with: "enter: paid and person > 0")
    let bench = try await bench(rule)
    let made = try await linked(bench)
    #expect(made.count == 1)
    await bench.left.alter("papers", 10, ["person": 2])
    await bench.left.put("papers", 10, ["person": 2])
    let report = try await bench.engine.sync(["parts"])
    #expect(report.fault == nil)
    #expect(try await linked(bench) == made)
  }

  @Test(
    "Where only what was made is deleted, a record that was linked as it was stays, and is known when its item is back")
  func deleteMade() async throws {
    let bench = try await ItemBench(ItemBench.parts.replacing("surplus: delete", with: "surplus: delete made"))
    await bench.right.put("parts", 800, ["code": "R10-1", "amount": 5])
    var settlement = PageSettlement()
    settlement.links = [
      Link(
        set: "parts", sourceSystem: "left", source: "10,1", targetSystem: "right", target: 800, isAccepted: true)
    ]
    settlement.states = [
      RecordState(
        flow: "parts", key: "10,1", stage: .settled, sourceDigest: "", target: 800, base: [Item.agreedBase: "1"])
    ]
    try await bench.bench.journal.settle(settlement)
    await bench.line(1, of: 10)
    await bench.line(2, of: 10)
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R10-1", "R10-2"])
    for line in 1...2 { await bench.left.delete("lines", RecordKey(line)) }
    for _ in 1...2 {
      await bench.paper(10)
      _ = try await bench.engine.sync(["parts"])
      #expect(await bench.codes() == ["R10-1"])
    }
    #expect(try await bench.engine.verify("parts") { _ in }.isEqual)
    await bench.line(1, of: 10)
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R10-1"])
  }

  @Test("So many items of one source record that stop are one record that stops: the flow goes on")
  func oneSource() async throws {
    let rule = ItemBench.parts.replacing(
      "amount: it.amount", with: "amount: if it.amount > 0 then it.amount else quarantine NOT_POSITIVE")
    let bench = try await ItemBench(rule)
    for line in 1...25 { await bench.line(line, of: 10, amount: 0) }
    await bench.line(26, of: 11)
    await bench.paper(10)
    await bench.paper(11)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.fault == nil)
    #expect(report.flows["parts"]?.quarantined == 25 && report.flows["parts"]?.created == 1)
  }
}
