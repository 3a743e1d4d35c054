/// Rows that the document owns, in one field of the target.
public struct ChildRule: Sendable {
  /// Rows made from one list (or one row, when there is no list).
  public struct Rows: Sendable {
    public let each: Formula?
    public let condition: Formula?
    public let key: KeyTemplate
    public let fields: [NamedFormula]
    /// The numbers of the rows' own `let`s.
    let lets: Range<Int>
  }

  public let field: String
  /// Fields that every row gets.
  public let always: [NamedFormula]
  public let rows: [Rows]
  let node: YAMLNode
}
