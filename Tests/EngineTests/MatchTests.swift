import JournalStore
import Records
import Testing

@testable import Engine

@Suite("A matching of everything")
struct MatchTests {
  private static let papers = """
    mapping: papers
    about: Papers and documents that both sides have already.
    from: left/papers
    read:
      lines: {from: lines, where: {paper: id}}
    to: right/documents
    match:
      - reference: text(reference, '-', count(lines))
    fields:
      reference: reference
    """

  private static let parts = """
    mapping: parts
    about: Each line of a paper is a part.
    from: left/papers
    read:
      lines: {from: lines, where: {paper: id}}
    needs:
      - create: people(person)
    each: lines
    item: it.id
    surplus: keep
    to: right/parts
    match:
      - code: text(reference, '-', it.id)
    fields:
      code: text(reference, '-', it.id)
    """

  @Test("What a rule looks for may come from what is read beside the record")
  func related() async throws {
    let bench = try EngineBench(mappings: ["papers": Self.papers])
    try await seed(bench)
    await bench.right.put("documents", 70, ["reference": "R10-2", "state": "draft"])
    let report = try await bench.engine.match("papers", accept: true)
    #expect(report.matched == 1)
    #expect(report.accepted == 1)
  }

  @Test("Nothing is made that the records need, also where each item is matched")
  func needs() async throws {
    let bench = try EngineBench(mappings: [
      "parts": Self.parts, "people": EngineBench.mappings["people"] ?? "",
    ])
    try await seed(bench)
    await bench.right.put("parts", 90, ["code": "R10-2"])
    let report = try await bench.engine.match("parts", accept: false)
    #expect(report.matched == 1)
    #expect(report.missing.map(\.key.description) == ["10,1"])
    #expect(await bench.right.effects.isEmpty)
    #expect(await bench.right.records("contacts").isEmpty)
  }

  private static let papersThatNeed = """
    mapping: papers
    about: Papers and documents that both sides have already.
    from: left/papers
    needs:
      - create: people(person)
    to: right/documents
    match:
      - reference: reference
    fields:
      reference: reference
      contact: link(people, person)
    """

  @Test("What is found and nobody has accepted makes nothing that it needs; what is not found does")
  func foundNeedsNothing() async throws {
    let bench = try EngineBench(mappings: [
      "papers": Self.papersThatNeed, "people": EngineBench.mappings["people"] ?? "",
    ])
    await bench.left.put("people", 1, ["name": "Ada"])
    await bench.left.put("people", 2, ["name": "Bea"])
    await bench.left.put("papers", 10, ["reference": "R10", "person": 1])
    await bench.left.put("papers", 11, ["reference": "R11", "person": 2])
    await bench.right.put("documents", 70, ["reference": "R10"])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("contacts").map { $0["name"] } == ["Bea"])
    #expect(await bench.right.records("documents").map { $0["reference"] } == ["R10", "R11"])
    #expect(await bench.right.requests["find"] == 1)
    #expect(try await found(bench) == ["70"])
    _ = try await bench.engine.match("papers", accept: true)
    await bench.left.put("papers", 10, [:])
    _ = try await bench.engine.sync([])
    #expect(await bench.right.records("contacts").map { $0["name"] } == ["Bea", "Ada"])
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  private static let papersThatFit = """
    mapping: papers
    about: Papers and documents that both sides have already.
    from: left/papers
    to: right/documents
    match:
      - reference: reference
      - total: total
    fits: >-
      if target.state = 'open' then true else if target.state = 'gone' then false else quarantine NOT_OPEN
    fields:
      reference: reference
    """

  private func papers(_ documents: [(key: Int, fields: [String: Value])]) async throws -> EngineBench {
    let bench = try EngineBench(mappings: ["papers": Self.papersThatFit])
    await bench.left.put("papers", 10, ["reference": "R10", "total": 5])
    for (key, fields) in documents { await bench.right.put("documents", key, fields) }
    _ = try await bench.engine.sync([])
    return bench
  }

  private func found(_ bench: EngineBench) async throws -> [RecordKey] {
    try await bench.journal.links(set: "papers", system: "left", keys: ["10"]).values.map(\.target)
  }

  @Test("What a rule finds and does not fit is passed over, and the next rule is tried")
  func passedOver() async throws {
    let bench = try await papers([
      (70, ["reference": "R10", "state": "gone"]), (71, ["total": 5, "state": "open"]),
    ])
    #expect(try await found(bench) == ["71"])
    #expect(await bench.right.effects.isEmpty)
  }

  @Test("What fits is taken, whatever else the rule finds")
  func fits() async throws {
    let bench = try await papers([
      (70, ["reference": "R10", "state": "done"]), (71, ["reference": "R10", "state": "open"]),
      (72, ["reference": "R10", "state": "gone"]),
    ])
    #expect(try await found(bench) == ["71"])
    #expect(try await bench.journal.quarantine(flow: nil).isEmpty)
  }

  @Test("What is refused stops the record, says what was found, and nothing is made; no further rule is asked")
  func refused() async throws {
    let bench = try await papers([
      (70, ["reference": "R10", "state": "done"]), (71, ["total": 5, "state": "open"]),
    ])
    let rows = try await bench.journal.quarantine(flow: nil)
    #expect(rows.map(\.fault.code) == ["NOT_OPEN"])
    #expect(rows.first?.fault.context["found"] == "documents 70")
    #expect(rows.first?.fault.context["record"] == "papers 10")
    #expect(try await found(bench) == [])
    #expect(await bench.right.effects.isEmpty)
  }

  @Test("Several that fit are for a person")
  func severalFit() async throws {
    let bench = try await papers([
      (70, ["reference": "R10", "state": "open"]), (71, ["reference": "R10", "state": "open"]),
    ])
    #expect(try await bench.journal.quarantine(flow: nil).map(\.fault.code) == ["AMBIGUOUS"])
  }

  private func seed(_ bench: EngineBench) async throws {
    await bench.left.put("people", 1, ["name": "Ada"])
    await bench.left.put("papers", 10, ["reference": "R10", "person": 1, "paid": true])
    await bench.left.put("lines", 1, ["paper": 10, "thing": 500, "amount": 5, "quantity": 1])
    await bench.left.put("lines", 2, ["paper": 10, "thing": 500, "amount": 5, "quantity": 1])
  }
}
