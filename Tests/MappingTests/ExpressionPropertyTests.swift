import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct ExpressionPropertyTests {
  @Test("An expression printed and read again prints the same")
  func printing() throws {
    var dice = Dice(seed: 1)
    for _ in 0..<3000 {
      let text = dice.syntax(dice.number(0...5)).description
      let parsed = try ExpressionParser.parse(text)
      #expect(parsed.description == text)
    }
  }

  @Test("An expression means the same after printing")
  func printingKeepsMeaning() throws {
    var dice = Dice(seed: 2)
    for _ in 0..<2000 {
      let syntax = dice.syntax(4)
      let fields = ["f": dice.value(), "g": dice.value(), "h": dice.value()]
      let one = Compiler.compile(syntax, scope: Scope()).code
      let other = Compiler.compile(try ExpressionParser.parse(syntax.description), scope: Scope()).code
      #expect("\(Expressions.run(one, fields))" == "\(Expressions.run(other, fields))", "\(syntax)")
    }
  }

  @Test("Random expressions over random records end with a value or a stop, and twice the same")
  func evaluationNeverTraps() {
    var dice = Dice(seed: 3)
    var values = 0
    for _ in 0..<20_000 {
      let syntax = dice.syntax(dice.number(1...5))
      let fields = ["f": dice.value(), "g": dice.value(), "h": dice.value()]
      let code = Compiler.compile(syntax, scope: Scope()).code
      let result = Expressions.run(code, fields)
      if result.value != nil { values += 1 }
      #expect("\(result)" == "\(Expressions.run(code, fields))")
    }
    #expect(values > 1000)
  }

  @Test("Random texts are read or refused, never worse")
  func parsingNeverTraps() {
    var dice = Dice(seed: 4)
    let pieces = [
      "a", "it", ".", "(", ")", "1", "0.5", "9d", "'x'", "\"", "else", "if", "then", "not", "-", "+", "=", "<=", ",",
      " ", "é", "record(", "in", "skip", "\n",
    ]
    for _ in 0..<5000 {
      let text = (0...dice.number(0...12)).map { _ in dice.pick(pieces) }.joined(separator: dice.pick(["", " "]))
      if let syntax = try? ExpressionParser.parse(text) {
        #expect((try? ExpressionParser.parse(syntax.description))?.description == syntax.description)
      }
    }
  }
}
