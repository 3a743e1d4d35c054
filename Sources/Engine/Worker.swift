import JournalStore
import Logging
import Mapping
import Records

/// One run. It works on one page at a time; its stages are in the extensions, in the order in which a page passes them:
/// feed, admission, needs, documents, gates, effects, steps, settling.
actor Worker {
  enum Mode: Sendable {
    case sync
    /// Everything is read and computed, nothing is written: neither at the target nor in the journal.
    case plan
  }

  /// What stands in a plan for the key of a record that a sync would make.
  static let provisionalPrefix = "new: "

  let parts: EngineParts
  let mode: Mode
  let schemas: [String: SystemSchema]
  /// The mappings that this run is about.
  let flows: [Mapping]
  let book: TableBook
  /// The moment that the mappings take for now.
  let started: Instant
  var counts: [String: FlowCounts] = [:]
  var planned: [PlannedChange] = []
  /// What a plan has taken up because it was due, by flow: the feed need not show it again.
  var takenUp: [String: Set<RecordKey>] = [:]
  /// What a plan found touched, by flow.
  var touched: [String: [RecordKey]] = [:]
  /// What a plan would have linked, so that the documents that need it can be shown.
  var provisional: [String: [RecordKey: RecordKey]] = [:]
  /// The fields that their target does not show as they were sent, by flow, once they were asked for.
  var opaqueOfFlow: [String: Set<String>] = [:]
  /// How many source records of a flow have lost more items than they kept in this run, and how many items those were.
  var surplusOfFlow: [String: (sources: Int, items: Int)] = [:]
  /// What the change feeds have answered that several flows watch.
  var shared: SharedFeeds
  private var pause: Fault?
  /// Why the run will not be complete although nothing stopped it.
  private(set) var unfinished: Fault?
  private var streaks: [String: FaultStreak] = [:]

  init(parts: EngineParts, mode: Mode, schemas: [String: SystemSchema], flows: [Mapping]) {
    self.init(
      parts: parts, mode: mode, schemas: schemas, flows: flows, started: parts.clock(),
      book: TableBook(parts: parts, writesCache: mode == .sync))
  }

  private init(
    parts: EngineParts, mode: Mode, schemas: [String: SystemSchema], flows: [Mapping], started: Instant, book: TableBook
  ) {
    self.parts = parts
    self.mode = mode
    self.schemas = schemas
    self.flows = flows
    self.started = started
    self.book = book
    shared = SharedFeeds(flows)
  }

  /// Another one for the same run, which takes the same tables and the same moment.
  func companion() -> Worker {
    Worker(parts: parts, mode: mode, schemas: schemas, flows: flows, started: started, book: book)
  }

  func connector(_ system: String) throws -> any Connector {
    guard let connector = parts.connectors[system] else {
      throw Fault(
        .configuration, "SYSTEM_UNKNOWN",
        "A mapping names the system \(system), and none is connected under that name.",
        context: ["system": system], hint: "Known here: \(parts.connectors.keys.sorted().joined(separator: ", ")).")
    }
    return connector
  }

  func targetSchema(_ mapping: Mapping) -> ResourceSchema? {
    schemas[mapping.target.system]?.resources[mapping.target.resource]
  }

  func sourceSchema(_ mapping: Mapping) -> ResourceSchema? {
    schemas[mapping.source.system]?.resources[mapping.source.resource]
  }

  /// Counts how a record ended, and notes when the flow is to pause because the same fault came again and again.
  func count(_ result: RecordResult, of key: RecordKey, flow: String) {
    var count = counts[flow] ?? FlowCounts()
    count.read += 1
    var fault: Fault?
    switch result {
    case .created: count.created += 1
    case .updated: count.updated += 1
    case .removed: count.removed += 1
    case .unchanged, .closed: count.unchanged += 1
    case .held: count.held += 1
    case .waiting: count.waiting += 1
    case .quarantined(let why):
      count.quarantined += 1
      fault = why
    case .postponed: count.read -= 1
    }
    counts[flow] = count
    let repeated = streaks[flow, default: FaultStreak()].append(fault, key: key, flow: flow)
    if mode == .sync { pause = pause ?? repeated }
  }

  func noteUnfinished(_ fault: Fault) { unfinished = unfinished ?? fault }

  /// Asked once a page is on record, and never while what a page needs is being made: what waits for it is put on record first.
  func stopIfPaused() throws {
    if let pause { throw pause }
  }
}
