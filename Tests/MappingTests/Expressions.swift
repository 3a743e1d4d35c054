import Records

@testable import Mapping

/// Expressions on their own: read, compiled and run over a record.
enum Expressions {
  static func evaluate(
    _ text: String, _ fields: [String: Value] = [:],
    surroundings: Surroundings = Surroundings(now: Instant(secondsSince1970: 1_000_000)),
    tables: [String: OwnRows] = [:]
  ) -> Evaluation<Value> {
    do {
      let (code, problems) = Compiler.compile(try ExpressionParser.parse(text), scope: Scope())
      if let problem = problems.first { return .fault(Fault(.configuration, problem.code, problem.message)) }
      return run(code, fields, surroundings: surroundings, tables: tables)
    } catch {
      return .fault(Fault(.configuration, error.code, error.message))
    }
  }

  static func run(
    _ code: Code, _ fields: [String: Value],
    surroundings: Surroundings = Surroundings(now: Instant(secondsSince1970: 1_000_000)),
    tables: [String: OwnRows] = [:]
  ) -> Evaluation<Value> {
    var interpreter = Interpreter(
      lets: [], reads: [], tables: tables, surroundings: surroundings,
      source: Source(Record(resource: "r", key: 1, fields: fields)))
    return interpreter.finish { interpreter throws(Stop) in try interpreter.evaluate(code) }
  }

  /// The value's canonical text, or the fault's code.
  static func text(_ expression: String, _ fields: [String: Value] = [:]) -> String {
    switch evaluate(expression, fields) {
    case .value(let value): value.description
    case .fault(let fault): fault.code
    case .skip: "skip"
    case .wait: "wait"
    case .demands(let demands): "\(demands)"
    }
  }
}
