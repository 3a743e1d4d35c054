/// What a change of the source does to a document that is linked already.
public struct ChangeRule: Sendable {
  public let condition: Formula
  public let action: String
  public let parameters: [NamedFormula]
  public let until: Formula?
  /// Where this holds the action is not done: the record goes to quarantine with `code`.
  public let unless: Formula?
  public let code: String
  let node: YAMLNode
}
