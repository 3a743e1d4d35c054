/// Another resource whose changes make records of this mapping due.
public enum Touch: Sendable, Hashable {
  /// A changed record of `resource` touches our records whose `ownField` is its `field`. `ownField` may be "read.field": the field
  /// of a related read, whose join is followed back.
  case resource(String, field: String, ownField: String)
  /// A changed hold in this link set.
  case holds(String)
  /// A changed link in this set. It touches our record of the same key or, where `ownField` ("read.field") names a field of a related read, the
  /// records whose rows have the link's key there.
  case links(String, ownField: String?)
}
