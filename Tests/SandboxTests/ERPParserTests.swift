import Foundation
import Testing

@testable import Sandbox

@Suite("JSON in and out of a simulated Odoo")
struct ERPParserTests {
  @Test("Numbers keep all their digits, and floats are written with a point")
  func numbers() throws {
    let value = try RPCParser.parse(Array(#"[16.583333, 10, -0.1, 1e2, 99999999999999999999]"#.utf8))
    #expect(value.list?[0] == .decimal(Decimal(string: "16.583333") ?? 0))
    #expect(value.list?[1] == 10)
    #expect(value.list?[3] == .decimal(100))
    #expect(
      String(decoding: RPCWriter.bytes(value), as: UTF8.self) == "[16.583333, 10, -0.1, 100.0, 99999999999999999999.0]")
  }

  @Test("Escapes and surrogates are read, control characters written escaped")
  func texts() throws {
    let value = try RPCParser.parse(Array(#""a\n\u00e9\ud83d\ude00\/é""#.utf8))
    #expect(value == "a\né😀/é")
    #expect(String(decoding: RPCWriter.bytes("\"\\\u{1}\t"), as: UTF8.self) == #""\"\\\u0001\t""#)
  }

  @Test(
    "Broken documents are told in Python's words",
    arguments: [
      ("{bad", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
      ("", "Expecting value: line 1 column 1 (char 0)"), ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
      ("{\"a\"\n 1}", "Expecting ':' delimiter: line 2 column 2 (char 6)"),
      ("1 x", "Extra data: line 1 column 3 (char 2)"),
    ])
  func failures(text: String, message: String) {
    let failure = #expect(throws: RPCParser.Failure.self) { try RPCParser.parse(Array(text.utf8)) }
    #expect(failure?.message == message)
  }
}
