import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct ExpressionTests {
  static let record: [String: Value] = [
    "price": .decimal(Decimal(exactly: "16.580000") ?? 0), "quantity": 3, "name": " Miel ", "blank": "  ",
    "nothing": nil, "yes": true,
    "at": .instant(Instant(secondsSince1970: 900_000)),
    "rows": [["a": 1, "b": [1, 2]], ["a": 2, "b": [3]], ["a": nil]],
  ]

  @Test(
    "Every function does what its example says",
    arguments: FunctionSpecification.all.compactMap(\.example).map { [$0.expression, $0.value] })
  func examples(_ example: [String]) { #expect(Expressions.text(example[0]) == example[1]) }

  @Test("Every function is specified once, under its own name")
  func specifications() {
    #expect(FunctionSpecification.all.count == Function.allCases.count)
    #expect(Set(FunctionSpecification.all.map(\.name)) == Set(Function.allCases.map(\.rawValue)))
  }

  @Test(
    "Operators bind as in arithmetic, and `else` binds loosest",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 - 1 - 1", "0"), ("-2 * -3", "6"),
      ("1 + 1 = 2 and not 1 = 2", "true"),
      ("true or false and false", "true"), ("not false and false", "false"), ("price * quantity", "49.74"),
      ("7 / 2", "3.5"),
      ("nothing else 4 + 1", "5"), ("price / nothing else 2", "2"), ("nothing else nothing else 3", "3"),
      ("blank else 'x'", "x"),
      ("if yes then 1 else 2", "1"), ("if no then 1 else if yes then 2 else 3", "2"), ("2 in list(1, 2)", "true"),
      ("if yes then null else 1", "null"), ("(if yes then 1 else 2) + 1", "2"), ("at + 1d", "1970-01-12 10:00:00"),
      ("age(at) > 1d", "true"),
      ("90d", "7776000"), ("0.1 + 0.2 = 0.3", "true"), ("9223372036854775807 + 1", "9223372036854775808"),
    ])
  func operators(_ expression: String, _ value: String) { #expect(Expressions.text(expression, Self.record) == value) }

  @Test(
    "Equality compares numbers by value, texts without the white space around them, and blank with nothing",
    arguments: [
      ("price = 16.58", "true"), ("name = 'Miel'", "true"), ("blank = null", "true"), ("nothing = null", "true"),
      ("quantity = 3.0", "true"),
      ("quantity != null", "true"), ("rows = null", "false"), ("list() = null", "true"),
    ])
  func equality(_ expression: String, _ value: String) { #expect(Expressions.text(expression, Self.record) == value) }

  @Test(
    "A path over a list gives the list of its items' values, lists among them joined",
    arguments: [
      ("rows.a", "[1, 2, null]"), ("first(rows).b else 0", "[1, 2]"), ("rows.b", "[1, 2, 3, null]"),
      ("sum(rows.a)", "3"), ("nothing.a", "null"),
      ("count(nothing)", "0"), ("map(rows, count(map(it.b, outer.a)))", "[2, 1, 0]"),
      ("sum(rows, it.a * 2 else 0)", "6"),
      ("smallest(rows, -it.a else 9).a", "2"), ("group(rows, it.a = 1).key", "[true, false]"),
      ("pick(list(record(id = 1), record(id = 2)), 2).id", "[2]"),
    ])
  func paths(_ expression: String, _ value: String) { #expect(Expressions.text(expression, Self.record) == value) }

  @Test(
    "What cannot be computed is a fault with a code, never a guess",
    arguments: [
      ("price + nothing", "NULL_VALUE"), ("nothing > 1", "NULL_VALUE"), ("round(nothing, 2)", "NULL_VALUE"),
      ("name + 1", "WRONG_TYPE"),
      ("name > 1", "WRONG_TYPE"), ("price.x", "WRONG_TYPE"), ("if name then 1 else 2", "WRONG_TYPE"),
      ("count(price)", "WRONG_TYPE"),
      ("(1 / (quantity - 3)) else quarantine NO_QUANTITY", "NO_QUANTITY"), ("nothing else skip", "skip"),
      ("first(list()) else quarantine EMPTY", "EMPTY"), ("number('12,5') else quarantine BAD", "BAD"),
      ("if quantity > 0 then quarantine BAD because text('more than ', 0) else 1", "BAD"),
    ])
  func faults(_ expression: String, _ code: String) { #expect(Expressions.text(expression, Self.record) == code) }

  @Test("A quarantine that says why is written as it was read, and its reason is a text")
  func reasons() throws {
    let text = "if a then quarantine BAD because b else c else quarantine WORSE because text('not ', b)"
    #expect(try ExpressionParser.parse(text).description == text)
    #expect(throws: ExpressionProblem.self) { try ExpressionParser.parse("a else quarantine BAD because") }
  }

  @Test(
    "An expression that can fail without its `else` is refused",
    arguments: ["1 / quantity", "first(rows)", "last(rows).a", "number(name)", "instant(name)", "sum(rows, 1 / it.a)"])
  func elseIsDemanded(_ expression: String) { #expect(Expressions.text(expression, Self.record) == "ELSE_MISSING") }

  @Test(
    "Wrong expressions are refused with their place",
    arguments: [
      ("1 +", "UNEXPECTED_WORD", 3), ("(1", "UNEXPECTED_WORD", 2), ("a = b = c", "COMPARISON_CHAIN", 6),
      ("'open", "TEXT_NOT_CLOSED", 0),
      ("1 ? 2", "UNEXPECTED_CHARACTER", 2), ("12x", "BAD_NUMBER", 0), ("if a then b", "UNEXPECTED_WORD", 11),
      ("a b", "UNEXPECTED_WORD", 2),
      ("", "EXPRESSION_MISSING", 0), ("a.", "UNEXPECTED_WORD", 2), ("é", "UNEXPECTED_CHARACTER", 0),
    ])
  func parseErrors(_ expression: String, _ code: String, _ offset: Int) {
    #expect {
      _ = try ExpressionParser.parse(expression)
    } throws: { error in
      let problem = error as? ExpressionProblem
      return problem?.code == code && problem?.range.lowerBound == offset
    }
  }

  @Test("Nesting beyond what a person can read is refused and does not exhaust the stack")
  func deepNesting() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "-", count: 3000) + "1",
      String(repeating: "not ", count: 3000) + "a",
      (0..<2000).map(String.init).joined(separator: " + "), String(repeating: "if a then ", count: 500),
    ] {
      #expect(throws: ExpressionProblem.self) { _ = try ExpressionParser.parse(text) }
    }
  }

  @Test("A product that is smaller than any number is nothing")
  func tinyProduct() {
    let tiny = Value.decimal(Decimal.leastNonzeroMagnitude)
    #expect(Expressions.text("tiny * tiny", ["tiny": tiny]) == "0")
    #expect(Expressions.text("tiny * 2 > 0", ["tiny": tiny]) == "true")
  }

  @Test("A digest tells apart what only looks the same")
  func digests() {
    #expect(Expressions.text("digest(list('a, b')) = digest(list('a', 'b'))") == "false")
    #expect(Expressions.text("digest(list('a ', 1.0)) = digest(list('a', 1))") == "true")
    #expect(Expressions.text("digest(list(null, '')) = digest(list('', null))") == "true")
  }
}
