import Records

/// A small table that an operator may edit: what one system's value means in the other.
public struct ValueTable: Sendable {
  public enum KeyKind: String, Sendable, Hashable, CaseIterable {
    case integer
    case decimal
    case text
  }

  public var name = ""
  public var about = ""
  /// Where its rows come from; nil: only the rows written in the file (any key, when the table has no plain columns).
  public var source: ResourceName?
  /// The source's field that is the key of a row.
  public var keyField = "id"
  public var keyKind = KeyKind.integer
  /// Computed from the source's row; for a table without a source, the values of rows that leave the column out.
  public var columns: [NamedFormula] = []
  /// The column by whose value `rows` are written; nil: by the key.
  public var rowsBy: String?
  /// Written by hand: they replace columns, found ones too.
  public var rows: [Value: [String: Value]] = [:]
  public var finds: [TableFind] = []
  /// The fields of the source that the columns use, the key's included.
  public var sourceFields: [String] = []
  public var file = ""

  var node: YAMLNode?
}
