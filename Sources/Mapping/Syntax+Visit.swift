extension Syntax {
  /// The node and everything below it, from the outside in and from left to right.
  func visit(_ body: (Syntax) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  private var children: [Syntax] {
    switch kind {
    case .literal, .duration, .name, .stop: []
    case .path(let base, _): [base]
    case .call(_, let arguments): arguments.map(\.value)
    case .negate(let operand), .not(let operand), .refusal(_, let operand): [operand]
    case .binary(_, let left, let right), .fallback(let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }
}
