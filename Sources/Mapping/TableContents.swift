import Records

/// The rows of one table, as far as they have been read, with what was found for them at the other system.
public struct TableContents: Sendable {
  /// What is known of a found column of one row.
  public enum Found: Sendable, Hashable {
    case value(Value)
    /// Looked for without success; what was searched, for the operator.
    case missing(searched: String)
  }

  /// Plain columns by row key (normalised). A key with nil is known to have no row.
  public var rows: [Value: [String: Value]?] = [:]
  /// In the order in which the source gave them: what `rows(table)` lists.
  public var order: [Value] = []
  public var found: [Value: [String: Found]] = [:]
  /// True once every row of the source is here.
  public var isComplete = false

  public init() {}
}
