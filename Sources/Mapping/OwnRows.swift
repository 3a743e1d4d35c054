import Records

/// What a value table's file itself says, computed once: the rows of a table without a source, and which columns are looked for.
struct OwnRows: Sendable {
  /// By normalised key; empty for a table with a source.
  var rows: [Value: [String: Value]] = [:]
  /// In the order of their keys.
  var order: [Value] = []
  var hasSource = false
  /// Neither source nor plain columns: any key has a row.
  var isOpen = false
  var finds: Set<String> = []
}
