import Records

/// Reads an expression: a recursive descent over the precedences of `Syntax.Operator`, with `else` and `if` below them all.
struct ExpressionParser {
  static let reserved: Set<String> = [
    "else", "if", "then", "or", "and", "not", "in", "true", "false", "null", "skip", "wait", "quarantine",
  ]
  static let deepest = 60

  private let tokens: [Token]
  private var index = 0
  private var nesting = 0

  static func parse(_ text: String) throws(ExpressionProblem) -> Syntax {
    var parser = ExpressionParser(tokens: try Tokenizer.tokens(text))
    if parser.token.kind == .end {
      throw ExpressionProblem(code: "EXPRESSION_MISSING", range: 0..<0, message: "An expression is missing here.")
    }
    let syntax = try parser.expression()
    guard parser.token.kind == .end else { throw parser.unexpected("the end of the expression") }
    return syntax
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private var token: Token { tokens[index] }

  private mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  private func isAt(_ word: String) -> Bool {
    switch token.kind {
    case .name(let name): name == word
    case .symbol(let symbol): symbol == word
    default: false
    }
  }

  private mutating func take(_ word: String) -> Bool {
    guard isAt(word) else { return false }
    advance()
    return true
  }

  private mutating func demand(_ word: String, hint: String = "") throws(ExpressionProblem) {
    guard take(word) else { throw unexpected("`\(word)`", hint: hint) }
  }

  private func unexpected(_ wanted: String, hint: String = "") -> ExpressionProblem {
    let found: String
    switch token.kind {
    case .end: found = "the end"
    case .name(let name): found = "`\(name)`"
    case .symbol(let symbol): found = "`\(symbol)`"
    case .text: found = "a text"
    case .integer, .decimal, .duration: found = "a number"
    }
    return ExpressionProblem(
      code: "UNEXPECTED_WORD", range: token.range, message: "Expected \(wanted), found \(found).", hint: hint)
  }

  private func node(_ kind: Syntax.Kind, _ start: Int, above children: [Syntax] = []) throws(ExpressionProblem)
    -> Syntax
  {
    let end = index > 0 ? tokens[index - 1].range.upperBound : start
    let depth = (children.map(\.depth).max() ?? 0) + 1
    guard depth <= Self.deepest else {
      throw ExpressionProblem(
        code: "EXPRESSION_TOO_DEEP", range: start..<max(start, end), message: "This expression is nested too deeply.",
        hint: "Name parts of it under `let`.")
    }
    return Syntax(kind: kind, range: start..<max(start, end), depth: depth)
  }

  // MARK: From the loosest to the tightest

  private mutating func expression() throws(ExpressionProblem) -> Syntax {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else {
      throw ExpressionProblem(
        code: "EXPRESSION_TOO_DEEP", range: token.range, message: "This expression is nested too deeply.",
        hint: "Name parts of it under `let`.")
    }
    let start = token.range.lowerBound
    if isAt("if") { return try conditional() }
    let left = try binary(2)
    guard take("else") else { return left }
    let right = try alternative()
    return try node(.fallback(left, right), start, above: [left, right])
  }

  /// What may follow `else`: an expression, or a way to stop.
  private mutating func alternative() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    if take("skip") { return try node(.stop(.skip), start) }
    if take("wait") { return try node(.stop(.wait), start) }
    guard take("quarantine") else { return try expression() }
    guard case .name(let code) = token.kind, !Self.reserved.contains(code), code == code.uppercased() else {
      throw unexpected("a quarantine code such as NO_REFERENCE")
    }
    advance()
    guard take("because") else { return try node(.stop(.quarantine(code)), start) }
    let reason = try binary(2)
    return try node(.refusal(code, because: reason), start, above: [reason])
  }

  private mutating func conditional() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    advance()
    let condition = try binary(2)
    try demand("then")
    let then = try branch()
    try demand("else", hint: "An `if` always has its `else`; an inner `if` after `then` stands in parentheses.")
    let otherwise = try alternative()
    return try node(
      .conditional(condition, then: then, otherwise: otherwise), start, above: [condition, then, otherwise])
  }

  /// What may follow `then`: its `else` is the `if`'s own.
  private mutating func branch() throws(ExpressionProblem) -> Syntax {
    if isAt("skip") || isAt("wait") || isAt("quarantine") { return try alternative() }
    return try binary(2)
  }

  private mutating func binary(_ lowest: Int) throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    if lowest == 4 { return try negation() }
    if lowest > 7 { return try unary() }
    var left = try binary(lowest + 1)
    while let found = binaryOperator, found.precedence == lowest {
      advance()
      let right = try binary(lowest + 1)
      left = try node(.binary(found, left, right), start, above: [left, right])
      if lowest == 5, let next = binaryOperator, next.precedence == 5 {
        throw ExpressionProblem(
          code: "COMPARISON_CHAIN", range: token.range, message: "Comparisons do not follow one another.",
          hint: "Join them with `and`, or use parentheses.")
      }
    }
    return left
  }

  private var binaryOperator: Syntax.Operator? {
    switch token.kind {
    case .name(let name), .symbol(let name): Syntax.Operator(rawValue: name)
    default: nil
    }
  }

  private mutating func negation() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    guard take("not") else { return try binary(5) }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else { throw unexpected("fewer `not`s") }
    let operand = try negation()
    return try node(.not(operand), start, above: [operand])
  }

  private mutating func unary() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    guard take("-") else { return try postfix() }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else { throw unexpected("fewer signs") }
    let operand = try unary()
    return try node(.negate(operand), start, above: [operand])
  }

  private mutating func postfix() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    var base = try primary()
    while take(".") {
      guard case .name(let field) = token.kind else { throw unexpected("a field's name") }
      advance()
      base = try node(.path(base, field), start, above: [base])
    }
    return base
  }

  private mutating func primary() throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    switch token.kind {
    case .integer(let value): return try literal(.integer(value))
    case .decimal(let value): return try literal(.decimal(value))
    case .text(let value): return try literal(.text(value))
    case .duration(let seconds):
      advance()
      return try node(.duration(seconds), start)
    case .symbol("("):
      advance()
      let inner = try expression()
      try demand(")")
      return inner
    case .name("true"): return try literal(.bool(true))
    case .name("false"): return try literal(.bool(false))
    case .name("null"): return try literal(.null)
    case .name(let name) where !Self.reserved.contains(name):
      advance()
      guard take("(") else { return try node(.name(name), start) }
      let arguments = try arguments(named: name == "record" || name == "extend")
      return try node(.call(name, arguments), start, above: arguments.map(\.value))
    case .name("if"): throw unexpected("a value", hint: "An `if` within an expression stands in parentheses.")
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ value: Value) throws(ExpressionProblem) -> Syntax {
    let start = token.range.lowerBound
    advance()
    return try node(.literal(value), start)
  }

  /// `name = value` names a field in `record` and `extend`; anywhere else it compares.
  private mutating func arguments(named: Bool) throws(ExpressionProblem) -> [Syntax.Argument] {
    var arguments: [Syntax.Argument] = []
    if take(")") { return arguments }
    repeat {
      let range = token.range
      if named, case .name(let name) = token.kind, tokens[min(index + 1, tokens.count - 1)].kind == .symbol("=") {
        advance()
        advance()
        arguments.append(Syntax.Argument(name: name, nameRange: range, value: try expression()))
      } else {
        arguments.append(Syntax.Argument(name: nil, nameRange: range, value: try expression()))
      }
    } while take(",")
    try demand(")")
    return arguments
  }
}
