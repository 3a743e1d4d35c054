import Records

/// A record with those read beside it.
public struct Source: Sendable, Hashable {
  public var record: Record
  /// By the name that the mapping gives the read; a read that was not wanted for this record may be left out.
  public var related: [String: [Record]]
  /// Where the mapping makes one record for each item of a list: the item, and the record's key.
  public var item: (key: RecordKey, value: Value)? {
    get { itemKey.map { ($0, itemValue) } }
    set { (itemKey, itemValue) = (newValue?.key, newValue?.value ?? .null) }
  }
  private var itemKey: RecordKey?
  private var itemValue = Value.null

  /// What names it among the records of its mapping.
  public var key: RecordKey { itemKey ?? record.key }

  public init(_ record: Record, related: [String: [Record]] = [:]) {
    self.record = record
    self.related = related
  }
}
