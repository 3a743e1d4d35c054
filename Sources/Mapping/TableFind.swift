/// A column whose value is looked for at the other system.
public struct TableFind: Sendable {
  public enum Pick: String, Sendable, Hashable, CaseIterable {
    /// Several records are as bad as none.
    case only
    case first
  }

  /// Conditions that hold together; tried only where `condition` holds.
  public struct Alternative: Sendable {
    public let condition: Formula?
    public let conditions: [(field: String, value: Formula)]
  }

  public let column: String
  public let resource: ResourceName
  /// Tried in order until one finds something.
  public let alternatives: [Alternative]
  public let pick: Pick
  /// The field of the found record that becomes the column's value; "id" is its key.
  public let give: String
  let node: YAMLNode
}
