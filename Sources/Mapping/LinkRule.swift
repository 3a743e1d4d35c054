/// A further link that a record makes, beside its own.
public struct LinkRule: Sendable {
  public let condition: Formula?
  public let set: String
  /// The parts of the key on the source's side.
  public let from: [Formula]
  /// The parts of the key on the target's side.
  public let to: [Formula]

  let node: YAMLNode
}
