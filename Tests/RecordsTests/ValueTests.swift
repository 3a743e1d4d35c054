import Foundation
import Records
import Testing

@Suite("Values")
struct ValueTests {
  @Test("A number that a server wrote keeps all its digits")
  func exactDecimals() {
    #expect(Decimal(exactly: "16.583333")?.description == "16.583333")
    #expect(Decimal(exactly: "-0.000001")?.description == "-0.000001")
    #expect(Decimal(exactly: "1e-6") == Decimal(exactly: "0.000001"))
  }

  @Test(
    "What is not a number is not read as the number it begins with",
    arguments: ["12,50", "12abc", "", ".", "1.2.3", "--1", "1e", "+"])
  func notNumbers(text: String) {
    #expect(Decimal(exactly: text) == nil)
  }

  @Test("Two systems' forms of one value are equal once normalised")
  func normalisation() {
    #expect(
      Value.decimal(Decimal(exactly: "16.580000") ?? 0).normalized
        == Value.decimal(Decimal(exactly: "16.58") ?? 1).normalized)
    #expect(Value.integer(3).normalized == Value.decimal(3).normalized)
    #expect(Value.text("  Paris ").normalized == "Paris")
    #expect(Value.text("   ").normalized == .null)
    #expect(Value.list([]).normalized == .null)
  }

  @Test("A value comes back from storage with the type it had")
  func storage() throws {
    let value: Value = [
      "money": .decimal(Decimal(exactly: "59.70") ?? 0), "count": 3, "none": nil, "texts": ["a", "b"], "flag": true,
      "at": .instant(Instant(secondsSince1970: 1_700_000_000)),
    ]
    let stored = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: stored) == value)
  }

  @Test("Rounding is half away from zero, on both sides")
  func rounding() {
    #expect((Decimal(exactly: "2.345") ?? 0).rounded(2).description == "2.35")
    #expect((Decimal(exactly: "-2.345") ?? 0).rounded(2).description == "-2.35")
  }
}
