import Foundation
import JournalStore
import Records
import Synchronization
import Testing

@testable import Engine

@Suite("A source record of which each item becomes a record of its own")
struct ItemTests {
  @Test("Each item makes one record, known by both keys; another run writes nothing")
  func made() async throws {
    let bench = try await ItemBench.twoPapers()
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.created == 3)
    #expect(await bench.codes() == ["R10-1", "R10-2", "R11-3"])
    let links = try await bench.bench.journal.links(set: "parts", system: "left", keys: ["10,1", "10,2", "11,3"])
    #expect(Set(links.keys) == ["10,1", "10,2", "11,3"])
    let effects = await bench.right.effects
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.effects == effects)
  }

  @Test("An item that is there no more takes its record with it, and nobody else's; one that comes makes a new one")
  func surplus() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    await bench.left.delete("lines", 1)
    await bench.line(4, of: 10)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.removed == 1 && report.flows["parts"]?.created == 1)
    #expect(await bench.codes() == ["R10-2", "R11-3", "R10-4"])
    #expect(await bench.right.records("parts").contains { $0.key == 900 })
    let links = try await bench.bench.journal.links(set: "parts", system: "left", under: [10])
    #expect(links.map(\.source) == ["10,2", "10,4"])
  }

  @Test("A source record that has no items any more loses all of its records; with items again it gets new ones")
  func emptied() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    await bench.paper(10, cancelled: true)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-3"])
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-3", "R10-1", "R10-2"])
  }

  @Test("A source record that is no longer let in keeps what was made for it")
  func notLetIn() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    await bench.paper(10, paid: false)
    await bench.left.delete("lines", 1)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R10-1", "R10-2", "R11-3"])
  }

  @Test("A changed item is written once, and the others are left alone")
  func changed() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    let before = await bench.right.effects.count
    await bench.line(2, of: 10, amount: 7, quantity: 2)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.effects.dropFirst(before) == ["update parts 902"])
  }

  @Test("One item that is refused stops alone; its replay reads the source record again")
  func refusedItem() async throws {
    let bench = try await ItemBench.twoPapers()
    await bench.right.script(.refuse(code: "BAD"))
    let report = try await bench.engine.sync(["parts"])
    #expect(report.flows["parts"]?.created == 2 && report.flows["parts"]?.quarantined == 1)
    let row = try #require(try await bench.bench.journal.quarantine(flow: "parts").first)
    #expect(row.key == "10,1")
    try await bench.bench.journal.replay(row.id ?? 0, recreate: false, at: Instant(secondsSince1970: 1))
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == 3)
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
    #expect(try await bench.bench.journal.due(flow: "parts", limit: 10).isEmpty)
  }

  @Test("A refused item that is there no more ends with its row")
  func refusedAndGone() async throws {
    let bench = try await ItemBench.twoPapers()
    await bench.right.script(.refuse(code: "BAD"))
    _ = try await bench.engine.sync(["parts"])
    await bench.left.delete("lines", 1)
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
  }

  @Test("An item that takes another's place waits until that one is removed")
  func surplusFirst() async throws {
    let rule = ItemBench.parts.replacing(
      "label: text(reference, '-', it.id)", with: "label: text(reference, '-', it.thing)"
    )
    .replacing("to: right/parts", with: "to: right/parts\nmatch: [{code: label}]")
    let bench = try await ItemBench(rule)
    await bench.line(1, of: 10)
    await bench.line(3, of: 11)
    await bench.paper(10)
    await bench.paper(11)
    _ = try await bench.engine.sync(["parts"])
    await bench.left.delete("lines", 1)
    await bench.line(7, of: 10)
    await bench.left.alter("lines", 7, ["thing": 501])
    await bench.line(3, of: 11, amount: 8)
    for _ in 1...4 { await bench.right.script(.loseAction) }
    await bench.paper(10)
    await bench.paper(11)
    let report = try await bench.engine.sync(["parts"])
    #expect(report.end == .incomplete)
    #expect(report.flows["parts"]?.updated == 1)
    #expect(try await bench.bench.journal.quarantine(flow: "parts").isEmpty)
    #expect(await bench.codes() == ["R10-501", "R11-503"])
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R11-503", "R10-501"])
    #expect(try await bench.bench.journal.links(set: "parts", system: "left", under: [10]).map(\.source) == ["10,7"])
  }

  @Test("A creation whose answer was lost is found, not repeated")
  func lostAnswer() async throws {
    let bench = try await ItemBench.twoPapers()
    await bench.right.script(.loseAnswer)
    _ = try await bench.engine.sync(["parts"])
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes().count == 3)
    #expect(Set(await bench.codes()).count == 3)
  }

  @Test("A picture travels through a file that is gone afterwards; it is sent again only when it changes")
  func pictures() async throws {
    let bench = try await ItemBench()
    await bench.line(1, of: 10, picture: "lines/1#a")
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    let part = try #require(await bench.right.records("parts").first { $0["code"] == "R10-1" })
    #expect(await bench.right.contents[part.key] == "bytes of lines/1#a")
    #expect(await bench.right.files.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
    await bench.line(1, of: 10, amount: 6, picture: "lines/1#a")
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.left.count("fetch") == 1)
    await bench.line(1, of: 10, amount: 6, picture: "lines/1#b")
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.contents[part.key] == "bytes of lines/1#b")
    let report = try await bench.engine.verify("parts") { _ in }
    #expect(report.equal == 1 && report.differing == 0)
  }

  @Test("Files that a killed run left behind are removed by a later one, and those of a run at work are not")
  func leftovers() async throws {
    let temporary = FileManager.default.temporaryDirectory
    let ages = [("old", -100_000.0), ("young", -1000.0)]
    let folders = try ages.map { name, age in
      let folder = temporary.appending(path: "passerelle-content-\(name)-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: age)], ofItemAtPath: folder.path)
      return folder
    }
    defer { for folder in folders { try? FileManager.default.removeItem(at: folder) } }
    _ = try await ItemBench().engine.sync(["parts"])
    #expect(folders.map { FileManager.default.fileExists(atPath: $0.path) } == [false, true])
  }

  @Test("A source record whose items cannot be told apart is told of when matching, and keeps no other from it")
  func matchStopped() async throws {
    let rule = ItemBench.parts.replacing("item: it.id", with: "item: it.thing")
      .replacing("to: right/parts", with: "to: right/parts\nmatch: [{code: label}]")
    let bench = try await ItemBench(rule)
    await bench.right.put("parts", 901, ["code": "R11-3"])
    for (line, paper) in [(1, 10), (2, 10), (3, 11)] { await bench.line(line, of: paper) }
    await bench.left.alter("lines", 2, ["thing": 501])
    await bench.paper(10)
    await bench.paper(11)
    let report = try await bench.engine.match("parts", accept: false)
    #expect(report.matched == 1)
    #expect(report.ambiguous.map(\.key) == ["10"])
    #expect(report.ambiguous.map(\.fault?.code) == ["ITEM_KEY_TAKEN"])
  }

  @Test("An item that is to be tried again and whose source record has changed is planned once")
  func plannedOnce() async throws {
    let bench = try await ItemBench.twoPapers()
    await bench.right.script(.refuse(code: "BAD"))
    _ = try await bench.engine.sync(["parts"])
    let row = try #require(try await bench.bench.journal.quarantine(flow: "parts").first)
    try await bench.bench.journal.replay(row.id ?? 0, recreate: false, at: Instant(secondsSince1970: 1))
    await bench.paper(10)
    let plan = try await bench.engine.plan(["parts"])
    #expect(plan.changes.map(\.key) == ["10,1"])
  }

  @Test(
    "Further links are made where their condition holds, in the direction of their set, and taken away where it does not"
  )
  func furtherLinks() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    let keys: [RecordKey] = [501, 502, 503]
    let first = try await bench.bench.journal.links(set: "things", system: "left", keys: keys)
    #expect(Set(first.keys) == [501, 503])
    #expect(first[501]?.sourceSystem == "right")
    await bench.line(1, of: 10, quantity: 3)
    await bench.line(2, of: 10, quantity: 1)
    await bench.left.delete("lines", 3)
    await bench.paper(11)
    _ = try await bench.engine.sync(["parts"])
    let then = try await bench.bench.journal.links(set: "things", system: "left", keys: keys)
    #expect(Set(then.keys) == [502])
  }

  @Test("What touches a row that is read beside the source record makes the source record due")
  func touchedThroughRead() async throws {
    let bench = try await ItemBench.twoPapers()
    await bench.left.put("things", 501, ["code": "T"])
    _ = try await bench.engine.sync(["parts"])
    await bench.left.forgetRequests()
    // Only the thing tells that something changed.
    await bench.left.alter("lines", 1, ["amount": 9])
    await bench.left.put("things", 501, ["code": "U"])
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.records("parts").first { $0["code"] == "R10-1" }?["amount"] == 9)
  }

  @Test("A row that names several source records at once touches each of them")
  func touchedByList() async throws {
    let rule = ItemBench.parts.replacing("- lines: paper -> id", with: "- shelves: papers -> id")
    let bench = try await ItemBench(rule)
    await bench.line(1, of: 10)
    await bench.line(2, of: 11)
    await bench.paper(10)
    await bench.paper(11)
    await bench.left.put("shelves", 1, ["papers": .list([10])])
    _ = try await bench.engine.sync(["parts"])
    await bench.left.alter("lines", 1, ["amount": 8])
    await bench.left.alter("lines", 2, ["amount": 9])
    await bench.left.put("shelves", 1, ["papers": .list([10, 11])])
    let report = try await bench.engine.sync(["parts"])
    #expect(report.fault == nil)
    #expect(await bench.right.records("parts").filter { $0.key != 900 }.map { $0["amount"] } == [8, 9])
  }

  @Test("A comparison finds items that differ, are missing and are too many; the next run sets them right")
  func verified() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    await bench.right.alter("parts", 901, ["amount": 99])
    await bench.left.alter("lines", 2, ["paper": 12])
    let report = try await bench.engine.verify("parts") { _ in }
    #expect(report.compared == 3 && report.equal == 1 && report.differing == 2)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.codes() == ["R10-1", "R11-3"])
    #expect(await bench.right.records("parts").first { $0.key == 901 }?["amount"] == 5)
  }

  @Test("A comparison tells of records that somebody else made, where the mapping asks for it, and leaves them alone")
  func others() async throws {
    let rule = ItemBench.parts.replacing("surplus: delete", with: "surplus: delete\nothers: report")
    let bench = try await ItemBench(rule)
    await bench.line(1, of: 10)
    await bench.paper(10)
    _ = try await bench.engine.sync(["parts"])
    let told = Mutex<[RecordKey]>([])
    let report = try await bench.engine.verify("parts") { difference in
      if difference.isOther { told.withLock { $0.append(difference.key) } }
    }
    #expect(report.others == 1 && report.isEqual)
    #expect(told.withLock(\.self) == [900])
    #expect(await bench.right.records("parts").contains { $0.key == 900 })
  }

  @Test("A plan shows what would be removed, and removes nothing")
  func planned() async throws {
    let bench = try await ItemBench.twoPapers()
    _ = try await bench.engine.sync(["parts"])
    await bench.left.delete("lines", 1)
    await bench.paper(10)
    let plan = try await bench.engine.plan(["parts"])
    #expect(plan.changes.map(\.target) == ["delete parts 901"])
    #expect(await bench.codes().count == 3)
  }

  @Test(
    "What was only matched is not written to before it is accepted, and not removed; accepted, it is brought up to date"
  )
  func onlyMatched() async throws {
    let rule = ItemBench.parts.replacing("to: right/parts", with: "to: right/parts\nmatch: [{code: label}]")
    let bench = try await ItemBench(rule)
    await bench.right.put("parts", 901, ["code": "R10-1", "amount": 1])
    await bench.line(1, of: 10)
    await bench.paper(10)
    let report = try await bench.engine.match("parts", accept: false)
    #expect(report.matched == 1)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.records("parts").first { $0.key == 901 }?["amount"] == 1)
    _ = try await bench.engine.match("parts", accept: true)
    _ = try await bench.engine.sync(["parts"])
    #expect(await bench.right.records("parts").first { $0.key == 901 }?["amount"] == 5)
    #expect(await bench.codes().count == 1)
  }
}
