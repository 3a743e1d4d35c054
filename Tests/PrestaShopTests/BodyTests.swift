import Records
import Testing
import Transport
import XMLStream

@testable import PrestaShop

@Suite("Bodies of several rows that fail")
struct BodyTests {
  static func shop(_ rows: Int, _ change: (inout FakeShop.State) -> Void = { _ in }) -> FakeShop {
    FakeShop {
      $0.tables["stock_availables"] = WritingTests.stock(rows)
      change(&$0)
    }
  }

  static func quantity(_ shop: FakeShop, _ id: Int) -> String? {
    WritingTests.names(shop, "stock_availables", String(id))?["quantity"]
  }

  static func writes(_ shop: FakeShop) -> Int { shop.sent.filter { $0.method == "PATCH" || $0.method == "PUT" }.count }

  static func code(_ outcome: Outcome) -> String {
    switch outcome {
    case .applied: "applied"
    case .unchanged: "unchanged"
    case .refused(let fault): "\(fault.family) \(fault.code)"
    case .notApplied: "notApplied"
    case .unknown: "unknown"
    }
  }

  @Test(
    "An answer that leaves the effect open has the rows read back: those that hold what was wanted are written",
    arguments: [
      FakeShop.Reply.afterwards(500, ""), .afterwards(500, FakeShop.error(2, "Warning")),
      .afterwards(200, "Fatal error"), .afterwards(200, ""),
      .afterwards(200, "<prestashop><stock_available><id>1</id>"), .afterwards(502, "<html>Bad gateway</html>"),
    ], ["8.2.1", "1.7.8.11"])
  func readBack(reply: FakeShop.Reply, version: String) async {
    let shop = Self.shop(2) {
      $0.version = version
      $0.instead["PATCH stock_availables"] = [reply]
      $0.instead["PUT stock_availables"] = [reply]
    }
    #expect(await shop.connector().write(WritingTests.quantities(1...2)) == [.applied(1), .applied(2)])
    #expect(Self.writes(shop) == 1)
  }

  @Test(
    "Where reading back fails too, or the request may still be at work, the outcome is unknown and nothing more is sent",
    arguments: [
      FakeShop.Reply.failure(
        TransportFailure(kind: .totalTimeout, effect: .unknown, message: "", attempts: 1, label: "")),
      .answer(504, "<html>Gateway timeout</html>", [:]),
    ])
  func unknown(reply: FakeShop.Reply) async {
    let shop = Self.shop(150) { $0.instead["PATCH stock_availables"] = [reply] }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...150))
    #expect(outcomes.prefix(100).allSatisfy { Self.code($0) == "unknown" })
    #expect(outcomes.suffix(50).allSatisfy { Self.code($0) == "notApplied" })
    #expect(Self.writes(shop) == 1)
  }

  @Test(
    "A row that PrestaShop breaks down on is found, and the others are written",
    arguments: [1, 2, 50, 77, 99, 100])
  func poisoned(bad: Int) async {
    let shop = Self.shop(100) { $0.refusesWrite = { $0.child("id")?.text == String(bad) ? 500 : nil } }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...100))
    for id in 1...100 {
      #expect(Self.code(outcomes[id - 1]) == (id == bad ? "record SHOP_FAILS_ON_RECORD" : "applied"))
      #expect(Self.quantity(shop, id) == (id == bad ? "0" : String(id * 10)))
    }
    // The whole, the suspect alone, the others (or one of them to know that the shop works), the suspect once more.
    #expect(Self.writes(shop) == 4)
  }

  @Test("A breakdown that passes is blamed on nobody")
  func passing() async {
    let shop = Self.shop(100) {
      $0.instead["PATCH stock_availables"] = [.answer(500, "", [:]), .answer(500, "", [:])]
    }
    let wanted = (1...100).map { Outcome.applied(RecordKey($0)) }
    #expect(await shop.connector().write(WritingTests.quantities(1...100)) == wanted)
    #expect(Self.writes(shop) == 4)
  }

  @Test("Advanced stock management is one row's own fault, though PrestaShop says it with status 500")
  func advancedStock() async {
    let shop = Self.shop(100) { $0.refusesWrite = { ["30", "31", "90"].contains($0.child("id")?.text) ? 133 : nil } }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...100))
    for id in 1...100 {
      let isBad = [30, 31, 90].contains(id)
      #expect(Self.code(outcomes[id - 1]) == (isBad ? "record SHOP_ADVANCED_STOCK" : "applied"))
    }
    #expect(Self.writes(shop) == 7)
  }

  @Test("Bad rows that stand side by side at the beginning keep no other from being written")
  func poisonedTogether() async {
    let shop = Self.shop(100) {
      $0.refusesWrite = { ["1", "2", "3", "4"].contains($0.child("id")?.text) ? 500 : nil }
    }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...100))
    for id in 1...100 {
      #expect(Self.code(outcomes[id - 1]) == (id <= 4 ? "record SHOP_FAILS_ON_RECORD" : "applied"))
    }
  }

  @Test("A shop that breaks down on everything is left alone after a few rows, and nothing is blamed on them")
  func broken() async {
    let shop = Self.shop(250) { $0.refusesWrite = { _ in 500 } }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...250))
    #expect(outcomes.allSatisfy { ["unknown", "notApplied"].contains(Self.code($0)) })
    #expect(Self.writes(shop) == 7)
  }

  @Test("A shop that breaks down after each row that it saved gets on, and is not hammered")
  func brokenAfterwards() async {
    let shop = Self.shop(100) { $0.refusesWrite = { _ in 501 } }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...100))
    let saved = (1...100).filter { Self.quantity(shop, $0) == String($0 * 10) }
    #expect(saved.count >= 15)
    for id in 1...100 {
      #expect((outcomes[id - 1] == .applied(RecordKey(id))) == saved.contains(id))
      #expect(!Self.code(outcomes[id - 1]).hasPrefix("record"))
    }
    #expect(Self.writes(shop) <= 21)
  }

  @Test("A body that is too much at once goes in halves")
  func tooMuch() async {
    let shop = Self.shop(100) { $0.instead["PATCH stock_availables"] = [.answer(500, "", [:])] }
    #expect(
      await shop.connector().write(WritingTests.quantities(1...100)) == (1...100).map { .applied(RecordKey($0)) })
    // The whole, the suspect alone, two halves of the rest.
    #expect(Self.writes(shop) == 4)
  }

  @Test("A row that is alone and breaks the shop down is tried again, and then taken to be the reason")
  func alone() async {
    let shop = Self.shop(3) { $0.refusesWrite = { $0.child("id")?.text == "2" ? 500 : nil } }
    let connector = shop.connector()
    var codes: [String] = []
    for _ in 1...3 { codes.append(Self.code(await connector.write(WritingTests.quantities(2...2))[0])) }
    #expect(codes == ["unknown", "unknown", "record SHOP_FAILS_ON_RECORD"])
    #expect(Self.writes(shop) == 3)
  }

  @Test("Between two failures a success begins the counting anew")
  func aloneAndMended() async {
    let breakdown = FakeShop.Reply.answer(500, "", [:])
    let shop = Self.shop(3) { $0.instead["PATCH stock_availables"] = [breakdown, breakdown] }
    let connector = shop.connector()
    var codes: [String] = []
    for round in 1...5 {
      if round == 4 { shop.state.withLock { $0.instead["PATCH stock_availables"] = [breakdown, breakdown] } }
      let write = Write(
        resource: "stock_availables", identity: .update(2), fields: ["quantity": .integer(round * 10)])
      codes.append(Self.code(await connector.write([write])[0]))
    }
    #expect(codes == ["unknown", "unknown", "applied", "unknown", "unknown"])
  }

  @Test("An answer that names other rows than were sent is no success")
  func otherNames() async {
    let other = FakeShop.document(FakeShop.list("stock_availables", [["id": "1"], ["id": "3"]]))
    let rows = other.replacing("<stock_availables>", with: "").replacing("</stock_availables>", with: "")
    let shop = Self.shop(3) { $0.instead["PATCH stock_availables"] = [.answer(200, rows, [:])] }
    #expect(await shop.connector().write(WritingTests.quantities(1...2)) == [.applied(1), .applied(2)])
    #expect(Self.quantity(shop, 2) == "20")
    #expect(Self.writes(shop) > 1)
  }

  @Test("When the shop throttles, what was not sent is not sent, and certainly not done")
  func throttled() async {
    let shop = Self.shop(250) { $0.instead["PATCH stock_availables"] = [.answer(429, "", ["Retry-After": "7"])] }
    let outcomes = await shop.connector().write(WritingTests.quantities(1...250))
    #expect(outcomes.allSatisfy { if case .notApplied(let fault) = $0 { fault.retryAfter == 7 } else { false } })
    #expect(Self.writes(shop) == 1)
  }
}
