import Foundation
import Records

/// The memory of one connection. Operations are domain-sized: each is one transaction, and after it returns its effect survives a
/// power cut. Every `throws` throws `Fault` of family `configuration` (locked, read-only, corrupt, newer version) or `road` (full).
public protocol JournalStore: Sendable {
  // MARK: Runs

  /// Takes the lock for writing runs: throws JOURNAL_LOCKED at once when another process holds it.
  func lock() async throws
  func unlock() async
  func beginRun(at: Instant) async throws -> Int
  func endRun(_ id: Int, at: Instant, end: Run.End, flows: [String: FlowCounts], fault: Fault?) async throws
  /// Newest first.
  func runs(limit: Int) async throws -> [Run]

  // MARK: What the engine asks before it works

  func cursor(flow: String, resource: String) async throws -> Cursor?
  func states(flow: String, keys: [RecordKey]) async throws -> [RecordKey: RecordState]
  /// The keys of the set's records in `system`, mapped to their counterparts on the other side. Works in both directions;
  /// asked from the target's side, a counterpart with several sources gives the smallest key.
  func links(set: String, system: String, keys: [RecordKey]) async throws -> [RecordKey: Link]
  /// Every link of a set, in pages by source key.
  func links(set: String, after: RecordKey?, limit: Int) async throws -> [Link]
  /// The links of a set whose keys in `system`, their source side, begin with one of these and go on: what was made for the items of source
  /// records. In the order of their keys.
  func links(set: String, system: String, under: [RecordKey]) async throws -> [Link]
  /// The records of a flow whose keys begin with one of these and go on.
  func stages(flow: String, under: [RecordKey]) async throws -> [RecordKey: RecordState.Stage]
  /// Which of these records, of a set's side in `system`, others wait for.
  func awaited(set: String, system: String, keys: [RecordKey]) async throws -> Set<RecordKey>
  /// Keys of a flow that are to be read again whatever the change feed says: released from waiting, begun and not finished,
  /// touched by what they depend on, or asked for by a replay. Oldest first.
  func due(flow: String, limit: Int) async throws -> [RecordKey]
  /// Those among them that a person has asked for by a replay which no result has answered yet.
  func replayed(flow: String) async throws -> Set<RecordKey>
  func openIntents(flow: String) async throws -> [StoredIntent]
  /// The sum that open documents hold, by item, whose keys are of `system`: the documents' own, or the one that their items are linked to.
  func held(set: String, system: String, items: [RecordKey]) async throws -> [RecordKey: Decimal]

  // MARK: What the engine records

  /// Replaces what is watched: from now on every changed link and hold makes the records due that hang on it.
  func watch(_ watches: [Watch]) async throws

  /// Stored before the effects are sent. Returns an id for each, in order.
  func announce(flow: String, _ intents: [(key: RecordKey, intent: OpenIntent)]) async throws -> [Int]
  func settle(_ settlement: PageSettlement) async throws

  // MARK: What people ask

  /// How many records of a flow are in each stage.
  func counts() async throws -> [String: [RecordState.Stage: Int]]
  func quarantine(flow: String?) async throws -> [QuarantineRow]
  func quarantineRow(_ id: Int) async throws -> QuarantineRow?
  /// Makes the row's record due at the next run of its flow. `recreate`: even when the target has lost it, its link is forgotten first.
  func replay(_ id: Int, recreate: Bool, at: Instant) async throws
  func acknowledge(_ id: Int, note: String, at: Instant) async throws
  /// Ends the row without doing its work; the record stays out until its source changes.
  func dismiss(_ id: Int, note: String, at: Instant) async throws
  func waiting(flow: String?) async throws -> [WaitingRow]
  func events(flow: String?, key: RecordKey?, limit: Int) async throws -> [JournalEvent]
  /// Marks the adopted links of a set as accepted: their targets may be written from now on. Returns how many.
  func accept(set: String, at: Instant) async throws -> Int

  // MARK: Small things that outlive a run

  /// What was stored under `name` and has not expired at `now`.
  func cached(_ name: String, now: Instant) async throws -> Data?
  func cache(_ name: String, _ data: Data, expires: Instant?) async throws
}
