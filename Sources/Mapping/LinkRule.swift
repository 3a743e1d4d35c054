/// A further link that a record makes, beside its own.
public struct LinkRule: Sendable {
  /// How the set's own mapping takes records that were linked by another one.
  public enum Standing: String, Sendable, Hashable, CaseIterable {
    /// As if it had made them: what differs from what it wants is written.
    case made
    /// Nothing is written to them before the link is accepted, by a person or by a rule of another standing.
    case proposed
    /// Both sides are taken to say the same as they are: it writes only what changes from then on.
    case settled
  }

  public let condition: Formula?
  public let set: String
  /// The parts of the key on the source's side.
  public let from: [Formula]
  /// The parts of the key on the target's side.
  public let to: [Formula]

  public var standing = Standing.made

  let node: YAMLNode
}
