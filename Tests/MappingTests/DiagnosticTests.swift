import Testing

@testable import Mapping

@Suite struct DiagnosticTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let line: Int
    let column: Int
    let text: String
    var testDescription: String { "\(code) at \(line):\(column)" }

    init(_ code: String, _ line: Int, _ column: Int, _ text: String) {
      self.code = code
      self.line = line
      self.column = column
      self.text = text
    }
  }

  static let cases = [
    Case("UNKNOWN_KEY", 4, 1, "feilds: {name: firstname}"),
    Case("WRONG_SHAPE", 5, 9, "read: {}\nneeds: [{each: list()}]"),
    Case("UNKNOWN_FIELD", 4, 16, "fields: {name: firstnam}"),
    Case("UNKNOWN_FIELD", 4, 10, "fields: {nmae: firstname}"),
    Case("TYPE_MISMATCH", 4, 16, "fields: {name: id}"),
    Case("TYPE_MISMATCH", 4, 8, "enter: firstname"),
    Case("TYPE_MISMATCH", 4, 8, "enter: is_guest = 1"),
    Case("UNKNOWN_FUNCTION", 4, 16, "fields: {name: trm(firstname)}"),
    Case("ARGUMENTS", 4, 16, "fields: {name: trim()}"),
    Case("SPLIT_EXPRESSION", 4, 16, "fields: {name: text(firstname, lastname)}"),
    Case("UNEXPECTED_WORD", 5, 23, "fields:\n  name: text(firstname"),
    Case("ELSE_MISSING", 4, 8, "enter: 1 / id > 2"),
    Case("UNKNOWN_TABLE", 4, 15, "enter: lookup(langs, id_lang).x"),
    Case("UNKNOWN_SET", 4, 13, "enter: link(adresses, id) = 3"),
    Case("UNKNOWN_SETTING", 4, 16, "enter: setting(golive)"),
    Case("UNKNOWN_MAPPING", 4, 18, "needs: [{create: orders(id)}]"),
    Case("TOUCHES_ITSELF", 5, 5, "touched by:\n  - customers: id -> id_gender"),
    Case(
      "TOUCHED_TWICE", 6, 5,
      "touched by:\n  - addresses: id_customer -> id\n  - addresses: id -> id_gender"),
    Case("LET_CYCLE", 5, 6, "let:\n  a: b\n  b: a"),
    Case("UNUSED_NAME", 5, 3, "let:\n  a: 1"),
    Case("NOT_HERE", 4, 8, "enter: target.state = 'x'"),
    Case("NO_ITEM", 4, 8, "enter: it.a"),
    Case("UNKNOWN_OPTION", 4, 16, "fields: {type: 'company'}"),
    Case("UNKNOWN_WORD", 4, 8, "scope: shop"),
    Case("NOT_SUPPORTED_YET", 5, 3, "children:\n  - to: odoo/res.partner"),
    Case("SAME_NOT_WRITTEN", 4, 7, "same: [email]"),
    Case("UNKNOWN_ACTION", 4, 14, "steps: [{do: confrim, until: target.name = 'x'}]"),
    Case("UNKNOWN_RESOURCE", 5, 13, "read:\n  a: {from: order, where: {id: id}}\nenter: count(a) > 0"),
    Case("DUPLICATE_KEY", 4, 1, "about: a\nabout: b"),
    Case("YAML_INVALID", 5, 1, "about: [a"),
    Case("WRONG_SHAPE", 4, 6, "key: a-{id"),
    Case("WRONG_SHAPE", 4, 8, "merge: id"),
  ]

  @Test("What is wrong is said with its code, line and column", arguments: cases)
  func places(_ wrong: Case) throws {
    let found = Files.diagnostics(["customers.yaml": Files.customers(wrong.text)])
    #expect(
      found.contains { $0.code == wrong.code && $0.line == wrong.line && $0.column == wrong.column },
      "\(found.map { "\($0)" }.joined(separator: "\n"))")
  }
}
