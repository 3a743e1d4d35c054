/// Something of a shop's catalogue that an ERP does not have as the shop has it.
public struct ImportDifference: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    case missing
    /// There twice, or not the shop's at all.
    case surplus
    case differing
  }

  public let kind: Kind
  public let description: String
}
