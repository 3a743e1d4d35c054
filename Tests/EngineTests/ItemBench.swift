import Records

@testable import Engine

/// Papers of which each line becomes a part.
struct ItemBench {
  let bench: EngineBench
  var left: MemorySystem { bench.left }
  var right: MemorySystem { bench.right }
  var engine: Engine { bench.engine }

  static let parts = """
    mapping: parts
    about: Each line of a paper is a part.
    from: left/papers
    read:
      lines: {from: lines, where: {paper: id}}
    touched by:
      - lines: paper -> id
      - things: id -> lines.thing
    enter: paid
    each: if cancelled then null else lines
    item: it.id
    surplus: delete
    to: right/parts
    probe: {code: label}
    let:
      label: text(reference, '-', it.id)
    fields:
      code: label
      amount: it.amount
      picture: it.picture
    links:
      - {set: things, if: it.quantity = 1, from: it.thing, to: target.id}
    """

  init(_ parts: String = ItemBench.parts) async throws {
    let things = """
      mapping: things
      about: What both sides have.
      from: right/parts
      to: left/things
      create: never
      match: [{code: code}]
      """
    bench = try EngineBench(mappings: [
      "parts": parts, "things": things,
    ])
    await right.put("parts", 900, ["code": "somebody's own"])
  }

  /// Two papers with two lines and one.
  static func twoPapers(_ rule: String = ItemBench.parts) async throws -> ItemBench {
    let bench = try await ItemBench(rule)
    await bench.line(1, of: 10)
    await bench.line(2, of: 10, quantity: 2)
    await bench.line(3, of: 11)
    await bench.paper(10)
    await bench.paper(11)
    return bench
  }

  func paper(_ number: Int, paid: Bool = true, cancelled: Bool = false) async {
    await left.put(
      "papers", number,
      ["reference": .text("R\(number)"), "paid": .bool(paid), "cancelled": .bool(cancelled), "person": 1])
  }

  func line(_ number: Int, of paper: Int, amount: Int = 5, quantity: Int = 1, picture: String? = nil) async {
    await left.put(
      "lines", number,
      [
        "paper": .integer(paper), "thing": .integer(500 + number), "amount": .integer(amount),
        "quantity": .integer(quantity), "picture": picture.map(Value.text) ?? .null,
      ])
  }

  /// The codes of the parts that there are, without the one that was there before.
  func codes() async -> [Value] { await right.records("parts").filter { $0.key != 900 }.map { $0["code"] } }
}
