/// A record that must be linked before this one can be carried over.
public struct Need: Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// It is carried over first.
    case create
    /// It is looked for at the target; nothing is created for this record's sake.
    case match
  }

  public let kind: Kind
  /// The mapping, and the set of its links.
  public let mapping: String
  /// One need an item of this list; nil: one.
  public let each: Formula?
  /// The parts of the needed record's key.
  public let arguments: [Formula]
  public let condition: Formula?
  let node: YAMLNode
}
