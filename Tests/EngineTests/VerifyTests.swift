import JournalStore
import Records
import Synchronization
import Testing

@testable import Engine

@Suite("A complete comparison")
struct VerifyTests {
  private final class Found: Sendable {
    private let found = Mutex<[Difference]>([])
    func note(_ difference: Difference) { found.withLock { $0.append(difference) } }
    var all: [Difference] { found.withLock { $0 } }
  }

  private func bench(_ count: Int) async throws -> LevelBench {
    let bench = try await LevelBench()
    for number in 1...count { await bench.add(number, free: 7) }
    try await bench.match()
    _ = try await bench.engine.sync([])
    return bench
  }

  private func verify(_ bench: LevelBench, restart: Bool = false) async throws -> (VerifyReport, [Difference]) {
    let found = Found()
    let report = try await bench.engine.verify("levels", restart: restart) { found.note($0) }
    return (report, found.all)
  }

  @Test("All is equal after a sync, and nothing is written")
  func equal() async throws {
    let bench = try await bench(3)
    let effects = await bench.left.effects
    let (report, found) = try await verify(bench)
    #expect(report.isComplete && report.isEqual)
    #expect((report.compared, report.equal) == (3, 3))
    #expect(found.isEmpty)
    #expect(await bench.left.effects == effects)
  }

  @Test("What nothing showed is found, with what is there and what should be; the next sync sets it right")
  func different() async throws {
    let bench = try await bench(3)
    await bench.left.alter("shelves", 1002, ["level": 99])
    await bench.right.alter("goods", 103, ["free": 1])
    let (report, found) = try await verify(bench)
    #expect((report.compared, report.equal, report.differing) == (3, 1, 2))
    #expect(found.map(\.key) == ["102", "103"])
    #expect(found.first?.fields.map(\.current) == [99])
    #expect(found.first?.fields.map(\.wanted.number) == [7])
    #expect(await bench.level(2) == 99)
    _ = try await bench.engine.sync([])
    #expect(await bench.level(2) == 7)
    #expect(await bench.level(3) == 1)
    #expect(try await verify(bench).0.isEqual)
  }

  @Test("It comes in pages; cut in the middle it goes on where it stopped, or from the start when told so")
  func resumed() async throws {
    let bench = try await bench(9)
    await bench.left.alter("shelves", 1001, ["level": 99])
    await bench.left.alter("shelves", 1009, ["level": 99])
    await bench.right.scan(by: 2, breakAfter: 2)
    let (first, before) = try await verify(bench)
    #expect(!first.isComplete)
    #expect(first.fault?.code == "UNREACHABLE")
    #expect((first.compared, before.map(\.key)) == (4, ["101"]))
    let (second, after) = try await verify(bench)
    #expect(second.isComplete)
    #expect(second.resumedAfter == "104")
    #expect((second.compared, after.map(\.key)) == (5, ["109"]))
    let (whole, all) = try await verify(bench)
    #expect((whole.compared, whole.resumedAfter, all.count) == (9, nil, 2))
    await bench.right.scan(by: 2, breakAfter: 1)
    _ = try await verify(bench)
    let (again, _) = try await verify(bench, restart: true)
    #expect((again.compared, again.resumedAfter) == (9, nil))
  }

  @Test("Two pages are under way at once; what is found is told in the order of the records all the same")
  func inOrder() async throws {
    let bench = try await bench(9)
    for number in 1...9 { await bench.left.alter("shelves", RecordKey(1000 + number), ["level": 99]) }
    await bench.right.scan(by: 2)
    await bench.left.answer(slowly: [1003, 1007])
    let (report, found) = try await verify(bench)
    #expect((report.compared, report.differing, report.isComplete) == (9, 9, true))
    #expect(found.map(\.key) == (101...109).map { RecordKey($0) })
  }

  @Test("Where the target fails under a page, the pages before it count, and the next comparison begins with it")
  func failedPage() async throws {
    let bench = try await bench(9)
    await bench.right.scan(by: 2)
    await bench.left.answer(slowly: [1003])
    await bench.left.answer(never: [1005])
    let (cut, _) = try await verify(bench)
    #expect((cut.compared, cut.isComplete, cut.fault?.code) == (4, false, "UNREACHABLE"))
    await bench.left.answer(never: [])
    let (rest, _) = try await verify(bench)
    #expect((rest.compared, rest.resumedAfter, rest.isComplete) == (5, "104", true))
  }

  @Test("What has gone from the source is concluded from a complete pass, and the next sync carries it out once")
  func gone() async throws {
    let bench = try await bench(5)
    await bench.right.delete("goods", 103)
    await bench.right.scan(by: 2, breakAfter: 1)
    _ = try await verify(bench)
    _ = try await bench.engine.sync([])
    #expect(await bench.level(3) == 7)
    let (report, found) = try await verify(bench)
    #expect(report.gone == 1)
    #expect(found.map(\.key) == ["103"])
    #expect(found.map(\.isGone) == [true])
    _ = try await bench.engine.sync([])
    #expect(await bench.level(3) == 0)
    #expect(await bench.left.records("shelves").map { $0["level"].number } == [7, 7, 0, 7, 7])
    #expect(try await verify(bench).0.isEqual)
  }

  @Test("A source that shows nothing at all, or has lost too much, is not believed")
  func doubtful() async throws {
    let bench = try await bench(5)
    for number in 1...5 { await bench.right.delete("goods", RecordKey(100 + number)) }
    let (report, found) = try await verify(bench)
    #expect(report.gone == 0)
    #expect(found.map(\.fault?.code) == ["GONE_DOUBTFUL"])
    _ = try await bench.engine.sync([])
    #expect(await bench.left.records("shelves").map { $0["level"].number } == Array(repeating: 7, count: 5))
  }

  @Test(
    "Records that only others need are compared where they are linked; the others are nobody's business, then and later"
  )
  func whenNeeded() async throws {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("people", 2, ["name": "Bob"])
    await bench.left.put("things", 6, ["code": "NOWHERE"])
    let people = try await bench.engine.verify("people") { _ in }
    #expect((people.compared, people.equal, people.left) == (2, 1, 1))
    let things = try await bench.engine.verify("things") { _ in }
    #expect((things.compared, things.faulty, things.left) == (2, 0, 1))
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("contacts").count == 1)
  }

  @Test("What went long ago and was dealt with does not count among what has gone now")
  func goneBefore() async throws {
    let bench = try await bench(1200)
    for number in 1...600 { await bench.right.delete("goods", RecordKey(100 + number)) }
    _ = try await verify(bench)
    _ = try await bench.engine.sync([])
    for number in 601...1100 { await bench.right.delete("goods", RecordKey(100 + number)) }
    let (report, _) = try await verify(bench)
    #expect((report.gone, report.faulty) == (500, 0))
  }

  @Test("A record that only misses from what can be read is not gone: without a complete pass nothing is written")
  func notConcluded() async throws {
    let bench = try await bench(2)
    await bench.right.delete("goods", 102)
    await bench.order(1, thing: 2, quantity: 1)
    _ = try await bench.engine.sync([])
    #expect(await bench.level(2) == 7)
  }

  @Test("More than a thousand missing records are not believed to have gone")
  func tooMany() {
    var search = GoneSearch()
    search.take(links: (1...1000).map { RecordKey($0) }, page: [5000])
    #expect(search.doubt(flow: "levels") == nil)
    search.take(links: (1001...3000).map { RecordKey($0) }, page: [5001])
    #expect(search.doubt(flow: "levels")?.code == "GONE_DOUBTFUL")
    #expect(search.missing.count == 1001)
  }
}
