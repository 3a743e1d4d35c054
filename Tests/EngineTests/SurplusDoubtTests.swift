import JournalStore
import Records
import Testing

@testable import Engine

@Suite("Lists that have shrunk too much to be believed")
struct SurplusDoubtTests {
  /// So many papers with so many lines each, all of them parts.
  private func bench(papers: Int, lines: Int) async throws -> ItemBench {
    let bench = try await ItemBench()
    for paper in 1...papers {
      for line in 1...lines { await bench.line(Self.number(line, of: paper), of: paper) }
      await bench.paper(paper)
    }
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == papers * lines)
    return bench
  }

  private static func number(_ line: Int, of paper: Int) -> Int { paper * 10_000 + line }

  /// The lines are not shown any more, and something else has changed on the papers.
  private func lose(_ lines: ClosedRange<Int>, of papers: ClosedRange<Int>, _ bench: ItemBench) async {
    for paper in papers {
      for line in lines { await bench.left.delete("lines", RecordKey(Self.number(line, of: paper))) }
      await bench.paper(paper)
    }
  }

  private func doubted(_ bench: ItemBench) async throws -> [RecordKey] {
    let rows = try await bench.bench.journal.quarantine(flow: "parts")
    #expect(rows.allSatisfy { $0.fault.code == "SURPLUS_DOUBTFUL" })
    return rows.map(\.key)
  }

  private func replay(_ keys: Set<RecordKey>, _ bench: ItemBench) async throws {
    for row in try await bench.bench.journal.quarantine(flow: "parts") where keys.contains(row.key) {
      try await bench.bench.journal.replay(
        try #require(row.id), recreate: false, at: Instant(secondsSince1970: 1))
    }
    _ = try await bench.engine.sync(["parts"])
  }

  @Test("Several records that lose all at once lose nothing, and each is put before a person")
  func several() async throws {
    let bench = try await bench(papers: 8, lines: 2)
    await lose(1...2, of: 1...6, bench)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 0)
    #expect(await bench.codes().count == 16)
    #expect(try await doubted(bench) == ["1", "2", "3", "4", "5", "6"])
    let fault = try #require(try await bench.bench.journal.quarantine(flow: "parts").first?.fault)
    #expect(fault.context == ["record": "papers 1", "count": "2", "to": "parts", "flow": "parts"])
  }

  @Test("Losses that are spread over a whole run count together")
  func spread() async throws {
    let bench = try await bench(papers: 250, lines: 1)
    for paper in 1...250 {
      if paper % 40 == 1 { await bench.left.delete("lines", RecordKey(Self.number(1, of: paper))) }
      await bench.paper(paper)
    }
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 5)
    #expect(try await doubted(bench) == ["201", "241"])
  }

  @Test("A few that lose all lose it, and nobody is asked")
  func few() async throws {
    let bench = try await bench(papers: 8, lines: 2)
    await lose(1...2, of: 1...5, bench)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 10)
    #expect(try await doubted(bench).isEmpty)
  }

  @Test(
    "One record that loses very many and keeps fewer loses none",
    arguments: [(25, 25, true), (26, 26, false), (60, 31, false), (60, 30, true)])
  func one(lines: Int, lost: Int, isBelieved: Bool) async throws {
    let bench = try await bench(papers: 1, lines: lines)
    await lose(1...lost, of: 1...1, bench)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == (isBelieved ? lines - lost : lines))
    #expect(try await doubted(bench) == (isBelieved ? [] : ["1"]))
  }

  @Test("Records of which each loses one of several lose it, however many they are")
  func oneEach() async throws {
    let bench = try await bench(papers: 40, lines: 2)
    await lose(2...2, of: 1...40, bench)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 40)
  }

  @Test("Items in whose place others have come are removed")
  func exchanged() async throws {
    let bench = try await bench(papers: 1, lines: 40)
    await lose(1...40, of: 1...1, bench)
    for line in 41...80 { await bench.line(Self.number(line, of: 1), of: 1) }
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 40)
    #expect(report.flows["parts"]?.created == 40)
  }

  @Test("A replay is the consent, for the record that is replayed and for no other")
  func consent() async throws {
    let bench = try await bench(papers: 6, lines: 2)
    await lose(1...2, of: 1...6, bench)
    _ = try await bench.engine.sync(["parts"])
    try await replay(["2"], bench)
    #expect(await bench.codes().count == 10)
    #expect(try await doubted(bench) == ["1", "3", "4", "5", "6"])
    try await replay(["1", "3", "4", "5", "6"], bench)
    #expect(await bench.codes().isEmpty)
    #expect(try await doubted(bench).isEmpty)
  }

  @Test("While the doubt stands nothing more of that kind is removed, neither of these records nor of others")
  func standing() async throws {
    let bench = try await bench(papers: 7, lines: 2)
    await lose(1...2, of: 1...6, bench)
    _ = try await bench.engine.sync(["parts"])
    await bench.paper(3)
    await lose(1...2, of: 7...7, bench)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == 14)
    #expect(try await doubted(bench).count == 7)
  }

  @Test("When the rows are shown again the next look ends the doubt, and nothing was lost")
  func shownAgain() async throws {
    let bench = try await bench(papers: 6, lines: 2)
    await lose(1...2, of: 1...6, bench)
    _ = try await bench.engine.sync(["parts"])
    let effects = await bench.right.effects
    for paper in 1...6 {
      for line in 1...2 { await bench.line(Self.number(line, of: paper), of: paper) }
    }
    _ = try await bench.engine.sync(["parts"])
    #expect(try await doubted(bench).isEmpty)
    #expect(await bench.right.effects == effects)
  }

  @Test("What a complete comparison found to be too much is not removed by the run after it")
  func compared() async throws {
    let bench = try await bench(papers: 120, lines: 1)
    for paper in 1...120 { await bench.left.delete("lines", RecordKey(Self.number(1, of: paper))) }
    let report = try await bench.engine.verify("parts") { _ in }
    #expect(report.differing == 120)
    for _ in 1...3 { _ = try await bench.engine.sync(["parts"]) }
    #expect(await bench.codes().count == 120)
    #expect(try await doubted(bench).count == 120)
  }

  @Test("A plan shows the doubt instead of deletions")
  func planned() async throws {
    let bench = try await bench(papers: 6, lines: 2)
    await lose(1...2, of: 1...6, bench)
    let plan = try await bench.engine.plan(["parts"])
    #expect(plan.changes.map(\.kind) == Array(repeating: .quarantine, count: 6))
    #expect(plan.changes.allSatisfy { $0.fault?.code == "SURPLUS_DOUBTFUL" })
    #expect(plan.counts["parts"]?.quarantined == 6)
  }
}
