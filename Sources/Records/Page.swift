/// One page of an incremental read or a complete pass.
public struct Page: Sendable {
  public var records: [Record]
  /// How far the reading has come once this page is settled. Nil: this page moves nothing.
  public var cursor: Cursor?
  /// True on the last page of a pass that saw everything. Only then may absence mean deletion.
  public var isComplete: Bool
  /// The server's own clock when it answered. A record changed in that very second may change again within it, unseen by its watermark.
  public var serverTime: Instant?

  public init(records: [Record], cursor: Cursor?, isComplete: Bool, serverTime: Instant? = nil) {
    self.records = records
    self.cursor = cursor
    self.isComplete = isComplete
    self.serverTime = serverTime
  }
}

/// Pages are pulled: that is the back-pressure. Nil after the last page. Throws `Fault`.
public protocol PageReader: AnyObject, Sendable {
  func next() async throws -> Page?

  /// About how many records are still to come, for a display of progress; one small question to the server. Nil where the system cannot
  /// tell cheaply. Throws `Fault`.
  func remaining() async throws -> Int?
}

extension PageReader {
  public func remaining() async throws -> Int? { nil }
}
