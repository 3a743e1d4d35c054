/// A figure that the target must agree on.
public struct Gate: Sendable {
  /// One more row that closes a small difference.
  public struct Close: Sendable {
    public let child: String
    public let key: KeyTemplate
    public let fields: [NamedFormula]
  }

  public let field: String
  public let equals: Formula
  /// The largest difference that may be closed, or passes where nothing closes it.
  public let within: Formula
  public let code: String
  public let close: Close?
  let node: YAMLNode
}
