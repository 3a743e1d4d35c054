import Records

/// One node of a parsed expression, with its place in the expression's text (in UTF-8).
struct Syntax: Sendable {
  struct Argument: Sendable {
    /// `name = value` in a call.
    let name: String?
    let nameRange: Range<Int>
    let value: Syntax
  }

  enum Operator: String, Sendable, Hashable, CaseIterable {
    case or, and
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"

    /// Higher binds tighter.
    var precedence: Int {
      switch self {
      case .or: 2
      case .and: 3
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: 5
      case .add, .subtract: 6
      case .multiply, .divide: 7
      }
    }
  }

  /// What the right side of `else` may say instead of a value.
  enum Stop: Sendable, Hashable {
    case skip
    case wait
    case quarantine(String)
  }

  indirect enum Kind: Sendable {
    case literal(Value)
    /// In seconds.
    case duration(Int)
    case name(String)
    case path(Syntax, String)
    case call(String, [Argument])
    case negate(Syntax)
    case not(Syntax)
    case binary(Operator, Syntax, Syntax)
    case conditional(Syntax, then: Syntax, otherwise: Syntax)
    case fallback(Syntax, Syntax)
    case stop(Stop)
    /// A quarantine that says why: a text, for the fault's context.
    case refusal(String, because: Syntax)
  }

  let kind: Kind
  let range: Range<Int>
  /// How deeply expressions are nested below this one: limited, because every walk over a tree uses the stack.
  let depth: Int
}
