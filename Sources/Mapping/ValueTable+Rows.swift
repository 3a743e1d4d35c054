import Records

extension ValueTable {
  /// One row of the table, from the source's record and what the file writes for it. A table without a source lists its own: `ownRows`.
  public func row(from record: Record) -> Evaluation<(key: Value, columns: [String: Value])> { .skip }

  /// The rows of a table without a source; for an open table (no source, no columns) the row of any key is `openRow`.
  public func ownRows() -> Evaluation<[(key: Value, columns: [String: Value])]> { .skip }

  /// The conditions to look with, one list an alternative, in order; empty when no alternative applies. May demand other tables.
  public func probes(_ find: TableFind, key: Value, surroundings: Surroundings, set: MappingSet) -> Evaluation<
    [[Condition]]
  > { .skip }
}
