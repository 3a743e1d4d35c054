import Records

/// Everything that one page of work changes in the journal, stored in one transaction: either all of it is on record or none.
public struct PageSettlement: Sendable {
  /// How far a resource has been read for a flow.
  public struct CursorMove: Sendable, Hashable {
    public var flow: String
    public var resource: String
    public var cursor: Cursor

    public init(flow: String, resource: String, cursor: Cursor) {
      self.flow = flow
      self.resource = resource
      self.cursor = cursor
    }
  }

  /// The holds of one document, replacing those it had; empty: released.
  public struct HoldChange: Sendable, Hashable {
    public var flow: String
    public var key: RecordKey
    public var holds: [Hold]

    public init(flow: String, key: RecordKey, holds: [Hold]) {
      self.flow = flow
      self.key = key
      self.holds = holds
    }
  }

  /// Inserted or replaced by (flow, key). A state whose stage is not `quarantined` resolves the record's quarantine row,
  /// one whose stage is not `waiting` ends its waiting.
  public var states: [RecordState] = []
  /// Inserted or replaced by (set, source system, source key). Records waiting for one of them become due.
  public var links: [Link] = []
  public var quarantined: [QuarantineRow] = []
  public var waiting: [WaitingRow] = []
  public var holds: [HoldChange] = []
  public var cursors: [CursorMove] = []
  public var events: [JournalEvent] = []
  /// Intents whose outcome is now known.
  public var closedIntents: [Int] = []

  public init() {}

  public var isEmpty: Bool {
    states.isEmpty && links.isEmpty && quarantined.isEmpty && waiting.isEmpty && holds.isEmpty && cursors.isEmpty
      && events.isEmpty
      && closedIntents.isEmpty
  }
}
