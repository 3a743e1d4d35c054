/// Rows that the document owns, in one field of the target.
public struct ChildRule: Sendable {
  /// Rows made from one list (or one row, when there is no list).
  public struct Rows: Sendable {
    public let each: Formula?
    public let condition: Formula?
    public let key: KeyTemplate
    public let fields: [(name: String, expression: Formula)]
    let lets: [Let]
  }

  public let field: String
  /// Fields that every row gets.
  public let always: [(name: String, expression: Formula)]
  public let rows: [Rows]
}
