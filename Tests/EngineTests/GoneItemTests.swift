import JournalStore
import Records
import Synchronization
import Testing

@testable import Engine

@Suite("A source record with items that is there no more")
struct GoneItemTests {
  /// Two papers with two parts and one.
  private func bench(_ rule: String = ItemBench.parts) async throws -> ItemBench {
    let bench = try await ItemBench.twoPapers(rule)
    _ = try await bench.engine.sync(["parts"])
    return bench
  }

  private func remove(paper: RecordKey, from bench: ItemBench) async {
    for line in await bench.left.records("lines") where line["paper"] == paper.value {
      await bench.left.delete("lines", line.key)
    }
    await bench.left.delete("papers", paper)
  }

  private func verify(_ bench: ItemBench) async throws -> (report: VerifyReport, found: [Difference]) {
    let found = Mutex<[Difference]>([])
    let report = try await bench.engine.verify("parts") { difference in found.withLock { $0.append(difference) } }
    return (report, found.withLock(\.self))
  }

  @Test("A complete comparison finds it, once, and the next run removes what was made for it, and nothing else")
  func removed() async throws {
    let bench = try await bench()
    await remove(paper: 10, from: bench)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == 3)
    let (report, found) = try await verify(bench)
    #expect((report.gone, report.faulty, report.isEqual) == (1, 0, false))
    #expect(found.map(\.key) == ["10"])
    #expect(found.map(\.isGone) == [true])
    #expect(found.map(\.actions) == [["delete"]])
    #expect(await bench.codes().count == 3)
    let run = try await bench.engine.sync(["parts"])
    #expect(run.flows["parts"]?.removed == 2)
    #expect(await bench.codes() == ["R11-3"])
    #expect(await bench.right.records("parts").contains { $0.key == 900 })
    #expect(try await bench.bench.journal.links(set: "parts", system: "left", under: [10]).isEmpty)
    #expect(try await bench.bench.journal.links(set: "things", system: "left", keys: [501]).isEmpty)
    #expect(try await verify(bench).report.isEqual)
    #expect(try await bench.bench.journal.due(flow: "parts", limit: 10).isEmpty)
  }

  @Test("It is found where the comparison comes in pages, and its neighbours on other pages are not taken for gone")
  func pages() async throws {
    let bench = try await bench()
    for number in 12...15 {
      await bench.line(number, of: number)
      await bench.line(number + 10, of: number)
      await bench.paper(number)
    }
    _ = try await bench.engine.sync(["parts"])
    await remove(paper: 13, from: bench)
    await bench.right.scan(by: 500)
    await bench.left.scan(by: 2)
    let (report, found) = try await verify(bench)
    #expect(report.gone == 1)
    #expect(found.map(\.key) == ["13"])
  }

  @Test("Of however many items, it is one record that has gone: that is not doubted")
  func counted() async throws {
    let bench = try await ItemBench()
    for number in 1...1100 { await bench.line(number, of: 10) }
    await bench.line(2000, of: 11)
    await bench.paper(10)
    await bench.paper(11)
    _ = try await bench.engine.sync(["parts"])
    await remove(paper: 10, from: bench)
    let (report, found) = try await verify(bench)
    #expect((report.gone, report.faulty) == (1, 0))
    #expect(found.map(\.key) == ["10"])
    let run = try await bench.engine.sync(["parts"])
    #expect(run.flows["parts"]?.removed == 1100)
    #expect(await bench.codes() == ["R11-2000"])
  }

  @Test("What is kept when its item goes is kept when its source goes, and nobody is told")
  func surplusKept() async throws {
    let bench = try await bench(ItemBench.parts.replacing("surplus: delete", with: "surplus: keep"))
    await remove(paper: 10, from: bench)
    let (report, found) = try await verify(bench)
    #expect(report.isEqual && found.isEmpty)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R10-1", "R10-2", "R11-3"])
  }

  @Test(
    "Where the mapping says that it stays nothing is removed, it is told of once, and a new source record may take it over"
  )
  func kept() async throws {
    let rule = ItemBench.parts.replacing("surplus: delete", with: "surplus: delete\ngone: keep")
      .replacing("to: right/parts", with: "to: right/parts\nmatch: [{code: label}]")
      .replacing("'-', it.id)", with: "'-', it.thing)")
    let bench = try await bench(rule)
    await remove(paper: 10, from: bench)
    let (report, found) = try await verify(bench)
    #expect(report.gone == 1)
    #expect(found.map(\.actions) == [[]])
    let effects = await bench.right.effects
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.effects == effects)
    #expect(try await verify(bench).report.isEqual)
    await bench.line(7, of: 12)
    await bench.left.alter("lines", 7, ["thing": 501])
    await bench.paper(12)
    await bench.left.put("papers", 12, ["reference": "R10"])
    _ = try await bench.engine.sync(["parts"])
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
    #expect(await bench.codes().count == 3)
    let links = try await bench.bench.journal.links(set: "parts", system: "left", keys: ["12,7", "10,1"])
    #expect(links.mapValues(\.target) == ["12,7": 901])
  }

  @Test("What the mapping writes for what has gone is written to the record of each of its items")
  func written() async throws {
    let bench = try await bench(
      ItemBench.parts.replacing("surplus: delete", with: "surplus: delete\ngone: {note: 'over'}"))
    await remove(paper: 10, from: bench)
    #expect(try await verify(bench).report.gone == 1)
    _ = try await bench.engine.sync(["parts"])
    let notes = await bench.right.records("parts").filter { $0.key != 900 }.map { $0["note"] }
    #expect(notes == ["over", "over", .null])
    #expect(try await verify(bench).report.isEqual)
  }

  @Test("A plan shows what would be removed")
  func planned() async throws {
    let bench = try await bench()
    await remove(paper: 10, from: bench)
    _ = try await verify(bench)
    let plan = try await bench.engine.plan(["parts"])
    #expect(plan.changes.map(\.target) == ["delete parts 901", "delete parts 902"])
    #expect(await bench.codes().count == 3)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-3"])
  }

  @Test("A removal that is cut goes on with the next run")
  func cut() async throws {
    let bench = try await bench()
    await remove(paper: 10, from: bench)
    _ = try await verify(bench)
    await bench.right.script(.loseAction)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == 2)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-3"])
    #expect(try await verify(bench).report.isEqual)
  }

  // MARK: What stands in quarantine

  /// The paper goes, and a person replays what stopped of it.
  private func removeAndReplay(_ bench: ItemBench) async throws {
    let row = try #require(try await bench.bench.journal.quarantine(flow: "parts").first?.id)
    await remove(paper: 10, from: bench)
    try await bench.bench.journal.replay(row, recreate: false, at: Instant(secondsSince1970: 1))
    _ = try await bench.engine.sync(["parts"])
  }

  @Test("An item that was never made and whose source has gone ends with its replay")
  func refusedAndGone() async throws {
    let bench = try await ItemBench()
    await bench.line(1, of: 10)
    await bench.paper(10)
    await bench.right.script(.refuse(code: "BAD"))
    _ = try await bench.engine.sync(["parts"])
    try await removeAndReplay(bench)
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
    #expect(try await bench.bench.journal.due(flow: "parts", limit: 10).isEmpty)
  }

  @Test(
    "An item that was made, and whose change was refused, ends with its replay too, and is removed once its source is known to be gone"
  )
  func refusedChangeAndGone() async throws {
    let bench = try await bench()
    await bench.line(1, of: 10, amount: 7)
    await bench.right.script(.refuse(code: "BAD"))
    _ = try await bench.engine.sync(["parts"])
    try await removeAndReplay(bench)
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
    #expect(await bench.codes().count == 3)
    #expect(try await verify(bench).report.gone == 1)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-3"])
  }
}
