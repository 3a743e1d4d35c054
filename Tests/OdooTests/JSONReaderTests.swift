import Foundation
import Testing

@testable import Odoo

@Suite("What Odoo writes is read with all its digits")
struct JSONReaderTests {
  func read(_ text: String) throws -> JSON { try JSONReader.read(Array(text.utf8)) }

  @Test(
    "A number keeps the digits it was written with",
    arguments: [
      ("59.7", "59.7"), ("0.1", "0.1"), ("171.64000000000001", "171.64000000000001"), ("-16.583333", "-16.583333"),
      ("20.0", "20"), ("1e-06", "0.000001"), ("1.5E3", "1500"), ("0.0", "0"),
      ("123456789012345678901.5", "123456789012345678901.5"),
    ])
  func decimals(written: String, exact: String) throws {
    let value = try read(written)
    #expect(value.number?.description == exact)
    #expect(value.integer == nil, "A number with a point is a decimal even when it is whole")
  }

  @Test("Integers stay integers")
  func integers() throws {
    #expect(try read("[0, -12, 9007199254740993]") == [0, -12, 9_007_199_254_740_993])
  }

  @Test("false is not null: what it means depends on the field")
  func falseIsNotNull() throws {
    #expect(try read(#"{"a": false, "b": null, "c": true}"#) == ["a": false, "b": nil, "c": true])
  }

  @Test("Escapes, surrogate pairs and UTF-8 make the same text")
  func texts() throws {
    #expect(try read(#""a\"\\\/\n\té\u00e9\ud83d\ude00😀""#) == .string("a\"\\/\n\té\u{e9}😀😀"))
    #expect(try read(#""\ud83d!""#) == .string("\u{FFFD}!"), "A lone half does not cost the whole answer")
  }

  @Test(
    "A cut or foreign body is an error that says where",
    arguments: ["", "{", "[1,", "{\"a\" 1}", "tru", "<html>", "[1] x", "\"abc", "-", "[1 2]"])
  func broken(text: String) {
    #expect(throws: JSONReader.Failure.self) { try read(text) }
  }

  @Test("A document nested without end is refused instead of exhausting the stack")
  func depth() {
    #expect(throws: JSONReader.Failure.self) { try read(String(repeating: "[", count: 100_000)) }
  }

  @Test("What is written is read back equal, decimals digit by digit")
  func roundTrip() throws {
    let value: JSON = [
      "price": .decimal(try #require(Decimal(string: "16.583333"))),
      "total": .decimal(try #require(Decimal(string: "59.7"))),
      "name": "Café \"x\"\u{2028}/", "ids": [1, 2], "off": false, "none": nil,
    ]
    let bytes = try value.bytes()
    #expect(try JSONReader.read(bytes) == value)
    #expect(String(decoding: bytes, as: UTF8.self).contains("16.583333"))
  }

  @Test("What is written is what any reader of JSON reads: quotes, backslashes and control characters too")
  func foreignReader() throws {
    let text = (0..<0x80).map { String(UnicodeScalar($0)) }.joined() + "é\u{1F600}\u{2028}"
    let value: JSON = [
      .string(text), .object([text: .integer(.min)]), .decimal(Decimal(sign: .minus, exponent: 30, significand: 12)),
    ]
    let read = try JSONSerialization.jsonObject(with: Data(try value.bytes())) as? [Any]
    #expect(read?[0] as? String == text)
    #expect((read?[1] as? [String: Int]) == [text: .min])
    #expect(try JSONReader.read(value.bytes()).array?[2].number == value.array?[2].number)
  }

  @Test("What is no number is refused, not written")
  func notANumber() {
    #expect(throws: JSONWriter.NotANumber.self) { try JSON.decimal(.nan).bytes() }
  }
}
