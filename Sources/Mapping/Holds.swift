/// What an open document takes from its items.
public struct Holds: Sendable {
  public let each: Formula?
  /// Nothing is held where this is true.
  public let unless: Formula?
  /// The link set of the items.
  public let set: String
  public let arguments: [Formula]
  public let quantity: Formula
  let node: YAMLNode
}
