/// A named expression, evaluated at most once a record (within child rows: once a row).
struct Let: Sendable {
  let name: String
  let expression: Formula
  /// How many items enclose it: 0 for a mapping's own, 1 within child rows.
  let depth: Int
  /// Whether it stands in child rows rather than in the mapping itself.
  var belongsToRows = false
  /// Whether it depends on the item, in a mapping that makes a record for each item of a list: the others are the same for all of them.
  var isAboutItem = false
}
