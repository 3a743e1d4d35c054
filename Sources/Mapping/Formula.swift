import Records

/// One expression of a mapping file, parsed and with its names resolved. It never changes, and every record is worked on with it: a reference
/// costs less than a copy of all that it knows.
public final class Formula: Sendable {
  /// In its canonical form, on one line.
  public let text: String
  public let location: SourceLocation
  let syntax: Syntax
  let code: Code
  /// Where it stands: the YAML scalar and the offset of the expression's text within it.
  let node: YAMLNode
  let offset: Int

  init(_ syntax: Syntax, _ code: Code, node: YAMLNode, offset: Int = 0) {
    text = syntax.description
    location = node.location(at: offset)
    self.syntax = syntax
    self.code = code
    self.node = node
    self.offset = offset
  }

  /// The value, when the expression is a literal (or a literal with a sign).
  var constant: Value? {
    switch code {
    case .constant(let value): value
    case .negate(.constant(let value), _): value.number.map { .decimal(-$0) }
    default: nil
    }
  }

  /// The field of the source, when the expression is nothing else.
  public var fieldName: String? { if case .field(let name) = code { name } else { nil } }

  /// A diagnostic about a part of the expression.
  func diagnostic(_ severity: Diagnostic.Severity, _ problem: ExpressionProblem, expected: [String] = []) -> Diagnostic
  {
    Self.diagnostic(severity, problem, node: node, offset: offset, expected: expected)
  }

  static func diagnostic(
    _ severity: Diagnostic.Severity, _ problem: ExpressionProblem, node: YAMLNode, offset: Int, expected: [String] = []
  ) -> Diagnostic {
    let start = node.location(at: offset + problem.range.lowerBound)
    return Diagnostic(
      severity, problem.code, start, length: problem.range.count, problem.message, expected: expected,
      hint: problem.hint,
      excerpt: node.file.excerpt(line: start.line))
  }
}
