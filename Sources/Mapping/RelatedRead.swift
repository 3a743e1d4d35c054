import Records

/// Records read beside the source, in batches for a whole page.
public struct RelatedRead: Sendable {
  public let name: String
  public let resource: ResourceName
  /// The field of the related resource that is asked for `value`.
  public let field: String
  /// The value of the source record (or a list of them) that the field must have.
  public let value: Formula
  /// What else must hold of the related records.
  public let conditions: [Condition]
  /// Read only where this holds; nil: always.
  public let condition: Formula?
  /// The fields that the mapping's expressions use.
  public internal(set) var fields: [String]
  public let includesArchived: Bool
  let node: YAMLNode
}
