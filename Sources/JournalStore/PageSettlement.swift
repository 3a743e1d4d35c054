import Records

/// Everything that one page of work changes in the journal, stored in one transaction: either all of it is on record or none.
public struct PageSettlement: Sendable {
  /// A record that is to be worked on whatever its change feed says.
  public struct DueRecord: Sendable, Hashable {
    public var flow: String
    public var key: RecordKey

    public init(flow: String, key: RecordKey) {
      self.flow = flow
      self.key = key
    }
  }

  /// How far a resource has been read for a flow. A nil cursor forgets it.
  public struct CursorMove: Sendable, Hashable {
    public var flow: String
    public var resource: String
    public var cursor: Cursor?

    public init(flow: String, resource: String, cursor: Cursor?) {
      self.flow = flow
      self.resource = resource
      self.cursor = cursor
    }
  }

  /// The holds of one document, replacing those it had; empty: released. The items that it had and has, those of quantity 0 among them,
  /// are due in the flows that watch their set.
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
  /// Inserted or replaced by (set, source system, source key). Records waiting for one of them become due, and so do the records at both
  /// ends of a changed one in the flows that watch its set.
  public var links: [Link] = []
  /// Links that are no more, taken away before `links` are put. Records that watch their set become due at both ends.
  public var removedLinks: [Link] = []
  public var quarantined: [QuarantineRow] = []
  public var waiting: [WaitingRow] = []
  public var holds: [HoldChange] = []
  public var cursors: [CursorMove] = []
  public var events: [JournalEvent] = []
  /// Records that become due; one that is due already stays where it is in the queue.
  public var due: [DueRecord] = []
  /// Records that are not due any more: what was to be done about them is done with others that are.
  public var notDue: [DueRecord] = []
  /// Intents whose outcome is now known.
  public var closedIntents: [Int] = []

  public init() {}

  public var isEmpty: Bool {
    states.isEmpty && links.isEmpty && removedLinks.isEmpty && quarantined.isEmpty && waiting.isEmpty && holds.isEmpty
      && cursors.isEmpty
      && events.isEmpty && due.isEmpty && notDue.isEmpty
      && closedIntents.isEmpty
  }
}
