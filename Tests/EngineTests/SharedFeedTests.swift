import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A resource that several flows watch")
struct SharedFeedTests {
  @Test("It is asked once in a run that finds nothing, and nothing is read or written")
  func idle() async throws {
    let bench = try FeedBench()
    for id in 1...4 { await bench.note(id, "text \(id)") }
    _ = try await bench.engine.sync([])
    try await bench.rest()
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched == ["notes": 1, "boxes": 1])
    #expect(await bench.left.requests == ["changes": 2])
    #expect(await bench.right.requests == ["changes": 1])
  }

  @Test("A change is carried over by all of them in the run that finds it, each with its own fields")
  func changed() async throws {
    let bench = try FeedBench()
    for id in 1...3 { await bench.note(id, "old") }
    _ = try await bench.engine.sync([])
    try await bench.rest()
    await bench.left.put("notes", 2, ["text": "new"])
    await bench.left.put("notes", 7, ["text": "seventh", "box": 1])
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched["notes"] == 3, "once for all, and once for each of the two flows that carry notes")
    #expect(await bench.titles("cards") == ["new", "old", "old", "seventh"])
    #expect(await bench.titles("copies") == ["new", "old", "old", "seventh"])
    #expect(await bench.sizes() == [0: 1, 1: 2, 2: 1])
  }

  @Test("Flows that were run apart stand at different cursors: each finds what it has not seen, then they share again")
  func apart() async throws {
    let bench = try await FeedBench.settled()
    await bench.left.put("notes", 2, ["text": "second", "box": 1])
    _ = try await bench.engine.sync(["cards"])
    #expect(await bench.titles("copies") == ["first"])
    await bench.left.put("notes", 3, ["text": "third", "box": 1])
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["first", "second", "third"])
    #expect(await bench.titles("copies") == ["first", "second", "third"])
    #expect(await bench.sizes() == [1: 3])
    try await bench.rest()
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched["notes"] == 1)
  }

  @Test("While nobody has written there, it is asked once also where it has nothing; its first row is found by all")
  func empty() async throws {
    let bench = try FeedBench()
    _ = try await bench.engine.sync([])
    try await bench.rest()
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched == ["notes": 1, "boxes": 1])
    await bench.note(1, "first")
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["first"])
    #expect(await bench.titles("copies") == ["first"])
    #expect(await bench.sizes() == [1: 1])
  }

  @Test("What appears when the run itself writes there is seen by the flows that come after, in the same run")
  func ownWrites() async throws {
    let bench = try await FeedBench.settled()
    let left = bench.left
    await bench.right.put("checks", 1, ["title": "check"])
    await left.afterNextWrite { await left.put("notes", 2, ["text": "second", "box": 1]) }
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["first"])
    #expect(await bench.titles("copies") == ["first", "second"])
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["first", "second"])
    #expect(await bench.sizes() == [1: 2])
  }

  @Test("What others change after the answer is carried over at the latest in the next run, by every flow")
  func meanwhile() async throws {
    let bench = try await FeedBench.settled()
    let left = bench.left
    await left.put("boxes", 4, ["label": "another"])
    await bench.right.afterNextWrite { await left.put("notes", 2, ["text": "second", "box": 4]) }
    _ = try await bench.engine.sync([])
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["first", "second"])
    #expect(await bench.titles("copies") == ["first", "second"])
    #expect(await bench.sizes() == [1: 1, 4: 1])
  }

  @Test("An answer of several pages is not kept: each flow reads page after page by itself, and nothing is missing")
  func long() async throws {
    let bench = try await FeedBench.settled()
    await bench.left.change(by: 2)
    for id in 2...6 { await bench.note(id, "text \(id)") }
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched["notes"] == 4, "asked once for all in vain, then by each of the three flows")
    #expect(await bench.titles("cards").count == 6)
    #expect(await bench.titles("copies").count == 6)
    #expect(await bench.sizes() == [0: 2, 1: 2, 2: 2])
  }

  @Test("A flow that could not finish what it was shown is shown it again")
  func broken() async throws {
    let bench = try await FeedBench.settled()
    await bench.left.put("notes", 1, ["text": "second"])
    for _ in 0..<4 { await bench.right.script(.unreachable) }
    #expect(try await bench.engine.sync([]).end == .incomplete)
    await bench.right.forgetScripts()
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["second"])
    #expect(await bench.titles("copies") == ["second"])
  }

  @Test(
    "What was put on record without having been read, or is not finished, is looked at when the feed shows it, whoever else has seen it"
  )
  func unfinished() async throws {
    let bench = try await FeedBench.settled()
    var settlement = PageSettlement()
    settlement.states = [RecordState(flow: "cards", key: "1", stage: .closed, sourceDigest: "")]
    try await bench.journal.settle(settlement)
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.states(flow: "cards", keys: ["1"])["1"]?.stage == .settled)
    #expect(await bench.left.watched["notes"] == 2)
    try await bench.rest()
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched["notes"] == 1)
  }

  @Test("For as long as a transaction may last, a second change under the same moment is found")
  func sameMoment() async throws {
    let bench = try await FeedBench.settled(overlap: 300)
    await bench.left.alter("notes", 1, ["text": "second"])
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["second"])
    #expect(await bench.titles("copies") == ["second"])
  }

  @Test("Where a change does not always show in the moment, every flow looks at what it is shown")
  func inexact() async throws {
    let bench = try await FeedBench.settled(isExact: false)
    await bench.left.alter("notes", 1, ["text": "second"])
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["second"])
    #expect(await bench.titles("copies") == ["second"])
  }

  @Test("A plan shares as well, shows every flow's part, and remembers nothing of it")
  func plan() async throws {
    let bench = try await FeedBench.settled()
    await bench.left.put("notes", 1, ["text": "second"])
    for _ in 0..<2 {
      #expect(Set(try await bench.engine.plan([]).changes.map(\.flow)) == ["cards", "copies"])
    }
    _ = try await bench.engine.sync([])
    #expect(await bench.titles("cards") == ["second"])
    #expect(await bench.titles("copies") == ["second"])
  }

  @Test(
    "Whatever happens in whatever order, every flow ends with all notes, and a run that finds nothing asks once",
    arguments: 1...40)
  func history(seed: Int) async throws {
    var chance = Chance(seed: UInt64(seed))
    let bench = try FeedBench()
    var notes: [Int: String] = [:]
    for step in 0..<60 {
      switch chance.below(8) {
      case 0...3:
        let id = 1 + chance.below(9)
        notes[id] = "text \(step)"
        await bench.left.put("boxes", id % 3, ["label": "box"])
        await bench.left.put("notes", id, ["text": .text("text \(step)"), "box": .integer(id % 3)])
      case 4: await bench.right.put("checks", step, ["title": "check"])
      case 5: await bench.left.change(by: [1, 2, 100][chance.below(3)])
      case 6: await bench.right.script(chance.below(2) == 0 ? .unreachable : .loseAnswer)
      default: _ = try await bench.engine.sync([[], ["cards"], ["copies", "boxes"], ["boxes"]][chance.below(4)])
      }
    }
    await bench.right.forgetScripts()
    await bench.left.change(by: .max)
    for _ in 0..<2 { #expect(try await bench.engine.sync([]).end == .done) }
    #expect(await bench.titles("cards") == notes.values.sorted())
    #expect(await bench.titles("copies") == notes.values.sorted())
    #expect(await bench.sizes() == Dictionary(grouping: notes.keys) { $0 % 3 }.mapValues(\.count))
    try await bench.rest()
    _ = try await bench.engine.sync([])
    #expect(await bench.left.watched == ["notes": 1, "boxes": 1])
  }
}
