import Foundation
import Records
import Synchronization
import Testing
import Transport
import XMLStream

@testable import PrestaShop

@Suite("Creating many records in a shop")
struct CreatorTests {
  static func product(_ reference: String, _ price: Int = 1) -> Write {
    Write(
      resource: "products", identity: .create(nil),
      fields: ["reference": .text(reference), "price": .integer(price), "name": ["en": "N", "fr": "N"]],
      probe: [Condition("reference", .equals, .text(reference))])
  }

  static func products(_ count: Int) -> [Write] { (1...count).map { product("R\($0)") } }

  static func references(_ shop: FakeShop) -> [String] {
    shop.state.withLock { ($0.tables["products"] ?? []).compactMap { $0["reference"] } }
  }

  private static func code(_ outcome: Outcome) -> String? {
    switch outcome {
    case .applied, .unchanged: nil
    case .refused(let fault), .notApplied(let fault), .unknown(let fault): fault.code
    }
  }

  @Test("Fifty go in one body, and their ids come from its answer")
  func bodies() async {
    let shop = FakeShop { $0.tables["products"] = [["id": "7", "reference": "OLD"]] }
    let outcomes = await shop.connector().write(Self.products(60))
    #expect(outcomes == (1...60).map { .applied(RecordKey($0 + 7)) })
    #expect(shop.sent.filter { $0.method == "POST" }.count == 2)
    // The highest id before, once.
    #expect(
      shop.sent.filter { $0.path == "products" && $0.method == "GET" && $0.parameters["schema"] == nil }.count == 1)
  }

  @Test("The highest id that the announcement read is not read again")
  func announced() async throws {
    let shop = FakeShop()
    let connector = shop.connector()
    let writes = Self.products(3)
    _ = try await connector.baseline(writes.map { .write($0) })
    let before = shop.sent.count
    #expect(await connector.write(writes).allSatisfy { Self.code($0) == nil })
    #expect(shop.sent.dropFirst(before).filter { $0.path == "products" }.map(\.method) == ["POST"])
  }

  @Test("Without a natural key they go one by one")
  func unprobed() async {
    let shop = FakeShop()
    let writes = Self.products(3).map { write in
      Write(resource: write.resource, identity: write.identity, fields: write.fields)
    }
    #expect(await shop.connector().write(writes) == [.applied(1), .applied(2), .applied(3)])
    #expect(shop.sent.filter { $0.method == "POST" }.count == 3)
  }

  @Test("Refused ones are named, all others are made once, wherever they stand", arguments: 0..<20)
  func refused(seed: Int) async {
    var generator = SystemRandomNumberGenerator()
    let count = 1 + seed
    let bad = Set((1...count).filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }.map { "R\($0)" })
    let shop = FakeShop { $0.refusesWrite = { bad.contains($0.child("reference")?.text ?? "") ? 85 : nil } }
    let outcomes = await shop.connector().write(Self.products(count))
    for (index, outcome) in outcomes.enumerated() {
      #expect(Self.code(outcome) == (bad.contains("R\(index + 1)") ? "SHOP_INVALID_VALUE" : nil), "\(outcome)")
    }
    #expect(Self.references(shop).sorted() == (1...count).map { "R\($0)" }.filter { !bad.contains($0) }.sorted())
  }

  @Test("A breakdown after the record was saved makes it no second time")
  func brokenAfterwards() async {
    let shop = FakeShop { $0.refusesWrite = { $0.child("reference")?.text == "R2" ? 501 : nil } }
    let outcomes = await shop.connector().write(Self.products(4))
    #expect(outcomes.allSatisfy { Self.code($0) == nil }, "\(outcomes)")
    #expect(Self.references(shop).sorted() == ["R1", "R2", "R3", "R4"])
  }

  @Test("A record on which the shop breaks down is refused where others are taken")
  func breaking() async {
    let shop = FakeShop { $0.refusesWrite = { $0.child("reference")?.text == "R2" ? 500 : nil } }
    let outcomes = await shop.connector().write(Self.products(4))
    #expect(outcomes.map(Self.code) == [nil, "SHOP_FAILS_ON_RECORD", nil, nil])
    #expect(Self.references(shop).sorted() == ["R1", "R3", "R4"])
  }

  @Test("A shop that breaks down on everything made nothing, and is left alone soon")
  func down() async {
    let shop = FakeShop { $0.refusesWrite = { _ in 500 } }
    let outcomes = await shop.connector().write(Self.products(30))
    for outcome in outcomes {
      guard case .notApplied = outcome else {
        Issue.record("\(outcome)")
        continue
      }
    }
    #expect(shop.sent.filter { $0.method == "POST" }.count < 6)
  }

  @Test("After a lost answer what is there is ours, the rest is unknown, and nothing more is sent")
  func lost() async {
    let failure = TransportFailure(kind: .closed, effect: .unknown, message: "cut", attempts: 1, label: "POST products")
    let shop = FakeShop { $0.instead["POST products"] = [.failure(failure)] }
    let connector = shop.connector()
    let outcomes = await connector.write(Self.products(60))
    #expect(outcomes.prefix(50).allSatisfy { if case .unknown = $0 { true } else { false } })
    #expect(outcomes.dropFirst(50).allSatisfy { if case .notApplied = $0 { true } else { false } })
    #expect(shop.sent.filter { $0.method == "POST" }.count == 1)
    let saved = FakeShop { $0.instead["POST products"] = [.afterwards(504, "")] }
    #expect(await saved.connector().write(Self.products(3)) == [.applied(1), .applied(2), .applied(3)])
  }

  @Test("Records of one natural key never share a body, however the database compares it")
  func twins() async {
    let shop = FakeShop()
    let writes = [Self.product("Été", 1), Self.product("ete ", 2), Self.product("Autre", 3)]
    #expect(await shop.connector().write(writes) == [.applied(1), .applied(2), .applied(3)])
    #expect(shop.sent.filter { $0.method == "POST" }.count == 2)
  }

  @Test("The second of two with one natural key does not take the first one's record")
  func robbed() async {
    let shop = FakeShop { $0.refusesWrite = { $0.child("price")?.text == "2" ? 500 : nil } }
    let outcomes = await shop.connector().write([Self.product("T", 1), Self.product("T", 2)])
    #expect(outcomes[0] == .applied(1))
    #expect(Self.code(outcomes[1]) == "SHOP_FAILS_ON_RECORD")
    #expect(Self.references(shop) == ["T"])
  }

  @Test("What the shop made and no natural key finds is not made once more")
  func unclear() async {
    let shop = FakeShop { $0.refusesWrite = { $0.child("reference")?.text == "R1" ? 501 : nil } }
    var writes = Self.products(2)
    writes[0].probe = [Condition("reference", .equals, "another")]
    let outcomes = await shop.connector().write(writes)
    #expect(Self.code(outcomes[0]) == "SHOP_CREATION_UNCLEAR")
    #expect(Self.code(outcomes[1]) == nil)
    #expect(Self.references(shop) == ["R1", "R2"])
  }

}
