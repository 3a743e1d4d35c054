import Records
import Testing

@testable import Engine

@Suite("A page whose documents have steps")
struct PartsTests {
  private static let papers = 60

  private func bench() async throws -> EngineBench {
    let bench = try EngineBench()
    await bench.seed()
    for number in 11..<(10 + Self.papers) {
      await bench.left.put("lines", number, ["paper": .integer(number), "thing": 5, "amount": 5, "quantity": 1])
      let fields: [String: Value] = [
        "reference": .text("R\(number)"), "person": 1, "total": 5, "paid": true, "cancelled": false,
      ]
      await bench.left.put("papers", number, fields)
    }
    return bench
  }

  @Test("It travels to the target in parts, and every paper becomes one confirmed document")
  func parts() async throws {
    let bench = try await bench()
    let report = try await bench.engine.sync([])
    #expect(report.end == .done)
    #expect(report.flows["papers"]?.created == Self.papers)
    #expect(await bench.right.records("documents").map { $0["state"] } == Array(repeating: "done", count: Self.papers))
    #expect(await bench.right.count("foresee") == 3)
    #expect(await bench.right.count("perform") == 3)
    #expect(await bench.right.records("contacts").count == 1)
  }

  @Test("A part that the road fails under leaves the others done and settled; the next run does the rest, once")
  func brokenPart() async throws {
    let bench = try await bench()
    await bench.right.breakForeseeing(after: 1)
    let first = try await bench.engine.sync([])
    #expect(first.end == .incomplete)
    #expect(first.fault?.code == "UNREACHABLE")
    let done = await bench.right.records("documents").count
    #expect(done > 0 && done < Self.papers)
    #expect(first.flows["papers"]?.created == done)
    let second = try await bench.engine.sync([])
    #expect(second.end == .done)
    #expect(second.flows["papers"]?.created == Self.papers - done)
    #expect(await bench.right.records("documents").map { $0["state"] } == Array(repeating: "done", count: Self.papers))
    let effects = await bench.right.effects
    #expect(Set(effects).count == effects.count)
  }

  @Test("Papers that share a document travel with the one that speaks for them, and every open item travels once")
  func followers() throws {
    let bench = try EngineBench()
    let mapping = try #require(bench.mapping("papers"))
    var batch = Batch(mapping: mapping, reason: .feed, surroundings: .init(now: Instant(secondsSince1970: 0)))
    batch.items = (0..<10).map { number in
      let record = Record(resource: "papers", key: RecordKey(number), fields: [:])
      return Item(source: .init(record), digest: "", isFresh: false)
    }
    batch.items[7].leader = 1
    batch.items[3].leader = 0
    batch.items[9].leader = 4
    batch.end(4, .unchanged)
    batch.end(5, .held)
    let parts = batch.parts(of: 3)
    #expect(parts.flatMap(\.places).filter { batch.items[$0].result == nil }.sorted() == [0, 1, 2, 3, 6, 7, 8, 9])
    for part in parts {
      for (place, item) in zip(part.places, part.batch.items) {
        let leader = batch.items[place].leader
        #expect(item.leader.map { part.places[$0] } == leader)
      }
    }
    var back = batch
    for part in parts { back.take(part) }
    #expect(back.items.map(\.leader) == batch.items.map(\.leader))
  }
}
