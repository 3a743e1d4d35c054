import Records

/// Something that an expression needs and that was not handed in: the caller fetches it and evaluates again.
public enum Demand: Sendable, Hashable {
  /// What `key` of the mapping's own side is linked to in `set`.
  case link(set: String, key: RecordKey)
  /// A table's row.
  case row(table: String, key: Value)
  /// A column that is found at the other system, for one row.
  case column(table: String, key: Value, column: String)
  /// Every row of a table, with its plain columns.
  case table(String)
  /// What open documents hold of an item.
  case held(set: String, key: RecordKey)
}
