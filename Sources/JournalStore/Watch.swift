/// "When a link or a hold of this set changes, the flow's record on the other end of it is due." Kept in the journal, so that whatever
/// changes it, the record is not forgotten.
public struct Watch: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case links
    case holds
  }

  public var kind: Kind
  public var set: String
  /// The flow whose records become due, and the system that their keys belong to.
  public var flow: String
  public var system: String

  public init(_ kind: Kind, set: String, flow: String, system: String) {
    self.kind = kind
    self.set = set
    self.flow = flow
    self.system = system
  }
}
