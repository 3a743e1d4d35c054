import Records

extension Syntax: CustomStringConvertible {
  /// The expression in its one canonical form: parsing it again gives the same tree.
  var description: String { text(atLeast: 0) }

  private func text(atLeast precedence: Int) -> String {
    let own = ownPrecedence
    return own < precedence ? "(\(plainText))" : plainText
  }

  /// The precedences of `Operator`, with `else` and `if` at 1, `not` at 4, a sign at 8 and everything closed at 9.
  private var ownPrecedence: Int {
    switch kind {
    case .fallback, .conditional, .stop, .refusal: 1
    case .not: 4
    case .binary(let found, _, _): found.precedence
    case .negate: 8
    case .literal, .duration, .name, .path, .call: 9
    }
  }

  private var plainText: String {
    switch kind {
    case .literal(let value): return Self.literal(value)
    case .duration(let seconds): return Self.duration(seconds)
    case .name(let name): return name
    case .path(let base, let field): return "\(base.text(atLeast: 9)).\(field)"
    case .call(let name, let arguments):
      let texts = arguments.map { argument in
        let value = argument.value.text(atLeast: 0)
        return argument.name.map { "\($0) = \(value)" } ?? value
      }
      return "\(name)(\(texts.joined(separator: ", ")))"
    case .negate(let operand): return "-\(operand.text(atLeast: 8))"
    case .not(let operand): return "not \(operand.text(atLeast: 4))"
    case .binary(let found, let left, let right):
      // Comparisons do not chain; the others lean to the left.
      let level = found.precedence
      return "\(left.text(atLeast: level == 5 ? 6 : level)) \(found.rawValue) \(right.text(atLeast: level + 1))"
    case .conditional(let condition, let then, let otherwise):
      return "if \(condition.text(atLeast: 2)) then \(then.branchText) else \(otherwise.text(atLeast: 0))"
    case .fallback(let left, let right): return "\(left.text(atLeast: 2)) else \(right.text(atLeast: 0))"
    case .stop(.skip): return "skip"
    case .stop(.wait): return "wait"
    case .stop(.quarantine(let code)): return "quarantine \(code)"
    case .refusal(let code, let reason): return "quarantine \(code) because \(reason.text(atLeast: 2))"
    }
  }

  /// After `then` a way to stop stands without parentheses.
  private var branchText: String {
    switch kind {
    case .stop, .refusal: plainText
    default: text(atLeast: 2)
    }
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .text(let text): "'\(text.replacing("'", with: "''"))'"
    // A whole number that needs decimals keeps its point, so that it is read back as what it was.
    case .decimal(let number): number.description.contains(".") ? number.description : "\(number).0"
    default: value.description
    }
  }

  private static func duration(_ seconds: Int) -> String {
    for (unit, factor) in [("d", 86_400), ("h", 3600), ("m", 60)] where seconds != 0 && seconds % factor == 0 {
      return "\(seconds / factor)\(unit)"
    }
    return "\(seconds)s"
  }
}
