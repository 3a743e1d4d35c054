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

  private func seed(_ bench: EngineBench) async throws {
    await bench.left.put("people", 1, ["name": "Ada"])
    await bench.left.put("papers", 10, ["reference": "R10", "person": 1, "paid": true])
    await bench.left.put("lines", 1, ["paper": 10, "thing": 500, "amount": 5, "quantity": 1])
    await bench.left.put("lines", 2, ["paper": 10, "thing": 500, "amount": 5, "quantity": 1])
  }
}
