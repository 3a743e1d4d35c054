import Records

/// A record with those read beside it.
public struct Source: Sendable, Hashable {
  public var record: Record
  /// By the name that the mapping gives the read; a read that was not wanted for this record may be left out.
  public var related: [String: [Record]]

  public init(_ record: Record, related: [String: [Record]] = [:]) {
    self.record = record
    self.related = related
  }
}
