/// An action that the target must have done: skipped when `until` holds already.
public struct Step: Sendable {
  public let action: String
  public let condition: Formula?
  public let parameters: [NamedFormula]
  public let until: Formula
  let node: YAMLNode
}
