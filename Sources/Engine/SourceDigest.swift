import Records

enum SourceDigest {
  /// A digest of a source record as the change feed showed it. The same digest again is the same change seen twice.
  static func of(_ record: Record) -> String { Digest.short(.map(record.fields.mapValues(\.normalized))) }
}
