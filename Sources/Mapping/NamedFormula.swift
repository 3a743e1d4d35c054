/// A name with its expression: a field of a row, a parameter of an action.
public struct NamedFormula: Sendable {
  public let name: String
  public let expression: Formula
  /// Where the name stands.
  let node: YAMLNode

  init(_ name: String, _ expression: Formula, _ node: YAMLNode) {
    self.name = name
    self.expression = expression
    self.node = node
  }
}
