import JournalStore
import Records
import Testing

@testable import Engine

@Suite("An adopted record")
struct AdoptionTests {
  private static let papers = """
    mapping: papers
    about: Papers and documents that both sides have already.
    from: left/papers
    to: right/documents
    match:
      - reference: reference
    fields:
      reference: reference
      shipped: paid
    steps:
      - do: confirm
        until: target.state = 'done'
    """

  private func adopted() async throws -> EngineBench {
    let bench = try EngineBench(mappings: ["papers": Self.papers])
    await bench.left.put("papers", 10, ["reference": "R10", "paid": true])
    await bench.right.put("documents", 70, ["reference": "R10", "shipped": false, "state": "draft"])
    _ = try await bench.engine.sync([])
    return bench
  }

  @Test("Nothing is done to it before it is accepted: no field, no action")
  func untouched() async throws {
    let bench = try await adopted()
    #expect(await bench.right.effects.isEmpty)
    #expect(try await bench.journal.links(set: "papers", system: "left", keys: ["10"])["10"]?.isAccepted == false)
  }

  @Test("Accepted, it is compared the next time it is seen, though its source says the same as before")
  func accepted() async throws {
    let bench = try await adopted()
    _ = try await bench.engine.match("papers", accept: true)
    await bench.left.put("papers", 10, [:])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.effects == ["update documents 70", "confirm documents 70"])
  }

  @Test("What shares its document is not accepted either")
  func followers() async throws {
    let bench = try EngineBench(
      mappings: EngineBench.mappings("people", "run: when needed", "match:\n  - name: name"))
    await bench.left.put("people", 1, ["name": "Ada"])
    await bench.left.put("people", 2, ["name": "Ada"])
    await bench.right.put("contacts", 70, ["name": "Ada"])
    _ = try await bench.engine.sync(["people"])
    let links = try await bench.journal.links(set: "people", system: "left", keys: ["1", "2"])
    #expect(links.values.map(\.isAccepted) == [false, false])
  }

  @Test("A match that finds what was missing resolves its row")
  func matchResolves() async throws {
    let bench = try EngineBench()
    await bench.seed(code: "X1")
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["NO_GOOD"])
    await bench.right.put("goods", 51, ["code": "X1"])
    _ = try await bench.engine.match("things", accept: false)
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("documents").map { $0["state"] } == ["done"])
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  @Test("A record that shares a document which was deleted is not linked to it")
  func followerOfDeleted() async throws {
    let bench = try EngineBench(mappings: EngineBench.mappings("people", "run: when needed\n", ""))
    await bench.left.put("people", 1, ["name": "Ada"])
    _ = try await bench.engine.sync(["people"])
    await bench.right.delete("contacts", try #require(await bench.right.records("contacts").first?.key))
    await bench.left.put("people", 1, ["name": "ADA"])
    await bench.left.put("people", 2, ["name": "ada"])
    _ = try await bench.engine.sync(["people"])
    #expect(try await bench.journal.links(set: "people", system: "left", keys: ["2"]).isEmpty)
  }

  @Test("What somebody changes right after an update is noticed, also in a field that is written if untouched")
  func meddledUpdate() async throws {
    let bench = try EngineBench(mappings: EngineBench.mappings("people", "run: when needed\n", ""))
    await bench.left.put("people", 1, ["name": "Ada"])
    _ = try await bench.engine.sync(["people"])
    await bench.left.put("people", 1, ["name": "Ada Lovelace"])
    await bench.right.script(.meddle(field: "name", value: "WRONG"))
    _ = try await bench.engine.sync(["people"])
    #expect(await bench.right.records("contacts").map { $0["name"] } == ["Ada Lovelace"])
  }
}
