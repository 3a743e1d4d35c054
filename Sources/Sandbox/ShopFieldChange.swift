/// One field of a shop's row that is not as it was.
public struct ShopFieldChange: Sendable, Hashable, CustomStringConvertible {
  public let resource: String
  public let id: Int
  public let field: String
  /// Nil where there was none.
  public let before: String?
  /// Nil where there is none any more.
  public let after: String?

  public var description: String { "\(resource) \(id) \(field): \(before ?? "-") -> \(after ?? "-")" }
}
