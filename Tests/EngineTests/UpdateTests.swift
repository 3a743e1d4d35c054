import JournalStore
import Mapping
import Records
import Testing

@testable import Engine

@Suite("What is written to a record that exists")
struct UpdateTests {
  private static let groups = """
    mapping: groups
    about: Groups, with notes that somebody may edit.
    from: left/groups
    to: right/groups
    probe: {name: name}
    fields:
      name: name
    """

  private func bench() async throws -> EngineBench {
    let bench = try EngineBench(mappings: ["groups": Self.groups])
    await bench.left.put("groups", 1, ["name": "one"])
    _ = try await bench.engine.sync([])
    await bench.right.forgetRequests()
    return bench
  }

  @Test("One changed field costs one write and one reading back")
  func oneField() async throws {
    let bench = try await bench()
    await bench.left.put("groups", 1, ["name": "two"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["two"])
    #expect(await bench.right.requests == ["write": 1, "read": 1])
  }

  @Test("A record that was deleted at the target meanwhile is told as deleted, whatever its refusal says")
  func deletedMeanwhile() async throws {
    let bench = try await bench()
    let key = try #require(await bench.right.records("groups").first?.key)
    await bench.right.delete("groups", key)
    await bench.right.script(.refuse(code: "NO_SUCH"))
    await bench.left.put("groups", 1, ["name": "two"])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == ["TARGET_DELETED"])
  }

  @Test("A record that is not let in any more, and that the target has lost, is over without a fault")
  func deletedAndLeft() async throws {
    let rule = Self.groups.replacing("to: right/groups", with: "enter: name != 'out'\nto: right/groups")
    let bench = try EngineBench(mappings: ["groups": rule])
    await bench.left.put("groups", 1, ["name": "one"])
    _ = try await bench.engine.sync([])
    let key = try #require(await bench.right.records("groups").first?.key)
    await bench.right.delete("groups", key)
    await bench.left.put("groups", 1, ["name": "out"])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "groups").isEmpty)
    await bench.left.put("groups", 1, ["name": "in again"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["in again"])
  }

  @Test("What somebody changed beside the field that is written is put back and on record")
  func driftBeside() async throws {
    let rule = Self.groups.replacing(
      "fields:\n  name: name", with: "fields:\n  name: name\n  above: id")
    let bench = try EngineBench(mappings: ["groups": rule])
    await bench.left.put("groups", 1, ["name": "one"])
    _ = try await bench.engine.sync([])
    let key = try #require(await bench.right.records("groups").first?.key)
    await bench.right.alter("groups", key, ["above": 77])
    await bench.left.put("groups", 1, ["name": "two"])
    _ = try await bench.engine.sync([])
    let group = try #require(await bench.right.records("groups").first)
    #expect(group["name"] == "two" && group["above"] == 1)
    let kinds = try await bench.journal.events(flow: "groups", key: 1, limit: 10).map(\.kind)
    #expect(kinds.contains("drift"))
  }

  @Test(
    "Of two records that would be one at the target, one is carried over and the other waits for a person",
    arguments: [true, false])
  func twins(together: Bool) async throws {
    let rule = Self.groups.replacing("probe: {name: name}", with: "match: [{name: name}]\nprobe: {name: name}")
    let bench = try EngineBench(mappings: ["groups": rule])
    await bench.left.put("groups", 1, ["name": "same"])
    if !together { _ = try await bench.engine.sync([]) }
    await bench.left.put("groups", 2, ["name": "same"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").count == 1)
    #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == ["MATCH_TAKEN"])
    await bench.left.put("groups", 2, ["name": "other"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == ["same", "other"])
  }

  @Test(
    "Two records are one at the target where that takes their texts for the same, and two elsewhere",
    arguments: [true, false])
  func twinsInCase(folds: Bool) async throws {
    let rule = Self.groups.replacing("probe: {name: name}", with: "match: [{name: name}]\nprobe: {name: name}")
    let bench = try EngineBench(mappings: ["groups": rule], rightFolds: folds)
    await bench.left.put("groups", 1, ["name": "Same"])
    await bench.left.put("groups", 2, ["name": "same"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["name"] } == (folds ? ["Same"] : ["Same", "same"]))
    #expect(try await bench.journal.quarantine(flow: "groups").map(\.fault.code) == (folds ? ["MATCH_TAKEN"] : []))
  }

  @Test("A record that was deleted and made again at the source is offered what the old one was linked to")
  func madeAgainAtSource() async throws {
    let rule = Self.groups.replacing("probe: {name: name}", with: "match: [{name: name}]\nprobe: {name: name}")
    let bench = try EngineBench(mappings: ["groups": rule + "\ngone: {above: 0}"])
    await bench.left.put("groups", 1, ["name": "same"])
    _ = try await bench.engine.sync([])
    await bench.left.delete("groups", 1)
    await bench.left.put("groups", 2, ["name": "same"])
    _ = try await bench.engine.sync([])
    // That the old one cannot be read proves nothing yet.
    let row = try #require(try await bench.journal.quarantine(flow: "groups").first)
    #expect(row.fault.code == "MATCH_TAKEN")
    _ = try await bench.engine.verify("groups") { _ in }
    _ = try await bench.engine.sync([])
    try await bench.journal.replay(try #require(row.id), recreate: false, at: Instant(secondsSince1970: 2_000_000))
    _ = try await bench.engine.sync([])
    let links = try await bench.journal.links(set: "groups", after: nil, limit: 10)
    #expect(links.map(\.source) == [2] && links.map(\.isAccepted) == [false])
    #expect(await bench.right.records("groups").count == 1)
  }

  @Test("A new record must be as it was sent, also where a person may change it later")
  func createdAsSent() async throws {
    let rule = Self.groups.replacing(
      "fields:\n  name: name", with: "fields:\n  name: name\n  above: {value: id, write: if untouched}")
    let bench = try EngineBench(mappings: ["groups": rule])
    await bench.right.script(.meddle(field: "above", value: 55))
    await bench.left.put("groups", 1, ["name": "one"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("groups").map { $0["above"] } == [1])
  }

  @Test("Texts are compared in the languages that the target has; a language that only it has keeps its text")
  func languages() {
    let current: Value = .map(["en": "Chair", "fr": "Chaise", "de": "Stuhl"])
    func fitted(_ wanted: Value) -> Value { Document.fitted(wanted, to: current, others: []) }
    let same = fitted(.map(["en": "Chair", "fr": "Chaise", "nl": "Stoel"]))
    #expect(same == current)
    let changed = fitted(.map(["en": "Seat", "fr": "Chaise"]))
    #expect(changed == .map(["en": "Seat", "fr": "Chaise", "de": "Stuhl"]))
    let plain = fitted("One")
    #expect(plain == .map(["en": "One", "fr": "One", "de": "One"]))
  }

  @Test("Entries of a list that nobody here made stay, and ours that are no longer wanted go")
  func others() async throws {
    let papers = """
      mapping: papers
      about: A paper lists its things.
      from: left/papers
      read:
        lines: {from: lines, where: {paper: id}}
      to: right/documents
      key: paper-{id}
      fields:
        reference: reference
        goods:
          value: links(things, lines.thing)
          keep others: things
      """
    let bench = try EngineBench(
      mappings: ["papers": papers, "things": EngineBench.mappings["things"] ?? ""])
    for number in 1...3 {
      await bench.left.put("things", number, ["code": .text("T\(number)")])
      await bench.right.put("goods", 100 + number, ["code": .text("T\(number)")])
      await bench.left.put("lines", number, ["paper": .integer(number < 3 ? 10 : 11), "thing": .integer(number)])
    }
    _ = try await bench.engine.match("things", accept: false)
    await bench.left.put("papers", 10, ["reference": "R"])
    _ = try await bench.engine.sync(["papers"])
    let key = try #require(await bench.right.records("documents").first?.key)
    await bench.right.alter("documents", key, ["goods": .list([101, 102, 555])])
    await bench.left.put("papers", 10, ["reference": "S"])
    _ = try await bench.engine.sync(["papers"])
    #expect(await bench.right.records("documents").first?["goods"] == .list([101, 102, 555]))
    await bench.left.delete("lines", 2)
    await bench.left.put("papers", 10, ["reference": "T"])
    _ = try await bench.engine.sync(["papers"])
    #expect(await bench.right.records("documents").first?["goods"] == .list([101, 555]))
    let effects = await bench.right.effects
    await bench.left.put("papers", 10, ["reference": "T"])
    _ = try await bench.engine.sync(["papers"])
    #expect(await bench.right.effects == effects)
  }
}
