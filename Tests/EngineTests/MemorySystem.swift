import Foundation
import Records

@testable import Engine

/// A system without a network: tables, keyed creation, a change feed by version number, two actions, and the faults a test asks for.
actor MemorySystem: Connector {
  nonisolated let system: String
  private let schema: SystemSchema
  private(set) var tables: [String: [RecordKey: Record]] = [:]
  private var keys: [ExternalKey: RecordKey] = [:]
  private var clock = 1_000_000
  private var nextID = 1
  /// The creations, updates and actions that took effect, in order.
  private(set) var effects: [String] = []
  /// How many requests were asked, by kind.
  private(set) var requests: [String: Int] = [:]
  /// How many questions for changes were asked, by resource.
  private(set) var watched: [String: Int] = [:]
  /// How many values the longest question for records had.
  private(set) var mostValues = 0
  private var scripted: [Script] = []
  /// Why records are not shown, by key.
  private var slow: Set<Value> = []
  private var unreadable: Set<Value> = []
  private var hiding: [RecordKey: Fault] = [:]
  private var foresees = true
  private var foreseesUntilBroken: Int?
  /// What was sent before may still land.
  private var isBusy = false
  private var meanwhile: (@Sendable () async -> Void)?
  private var scanPageSize = 500
  private var changePageSize = Int.max
  private var scansUntilBroken: Int?
  /// The bytes of content fields, which this system does not show, by record.
  private(set) var contents: [RecordKey: String] = [:]
  /// The files that writes came with.
  private(set) var files: [String] = []

  enum Script: Sendable {
    /// The next write takes effect and its answer is lost.
    case loseAnswer
    /// The next write does not take effect.
    case unreachable
    case refuse(code: String)
    /// The next action finds that somebody was quicker: the field has this value already, and nothing is done.
    case overtake(field: String, value: Value)
    /// The next action does not take effect, and nobody knows.
    case loseAction
    /// Somebody changes a field right after the next write.
    case meddle(field: String, value: Value)
  }

  /// - Parameter folds: it takes texts for the same that differ in case only.
  init(_ system: String, resources: [ResourceSchema], folds: Bool = false) {
    self.system = system
    schema = SystemSchema(
      system: system, version: "1", resources: Dictionary(uniqueKeysWithValues: resources.map { ($0.name, $0) }),
      foldsTexts: folds)
  }

  // MARK: What tests do

  func script(_ script: Script) { scripted.append(script) }
  func forgetScripts() { scripted = [] }
  /// The record is not shown any more, and the system can say why.
  func hide(_ resource: String, _ key: RecordKey, _ fault: Fault) {
    delete(resource, key)
    hiding[key] = fault
  }
  func hidden(_ resource: String, _ keys: [RecordKey]) async throws -> [RecordKey: Fault] {
    hiding.filter { keys.contains($0.key) }
  }
  func stayBusy(_ isBusy: Bool) { self.isBusy = isBusy }
  /// Questions about these records take their time, or fail as long as the line is cut.
  func answer(slowly keys: [RecordKey]) { slow = Set(keys.map(\.value.normalized)) }
  func answer(never keys: [RecordKey]) { unreadable = Set(keys.map(\.value.normalized)) }
  func stopForeseeing() { foresees = false }
  /// So many questions for amounts are answered, then one is not; those after it are again.
  func breakForeseeing(after count: Int) { foreseesUntilBroken = count }

  /// Complete passes come in pages of so many records; the next one breaks off after so many pages.
  /// Changes come in pages of so many.
  func change(by size: Int) { changePageSize = size }

  func scan(by size: Int, breakAfter pages: Int? = nil) { (scanPageSize, scansUntilBroken) = (size, pages) }

  @discardableResult
  func put(_ resource: String, _ id: Int, _ fields: [String: Value]) -> RecordKey {
    clock += 10
    nextID = max(nextID, id + 1)
    var record =
      tables[resource]?[RecordKey(id)] ?? Record(resource: resource, key: RecordKey(id), fields: ["id": .integer(id)])
    record.fields.merge(fields) { _, new in new }
    record.fields["changed"] = .instant(Instant(secondsSince1970: clock))
    tables[resource, default: [:]][RecordKey(id)] = record
    return RecordKey(id)
  }

  /// Changes a record in a way that its own change feed does not show.
  func alter(_ resource: String, _ key: RecordKey, _ fields: [String: Value]) {
    tables[resource]?[key]?.fields.merge(fields) { _, new in new }
  }

  func delete(_ resource: String, _ key: RecordKey) {
    tables[resource]?[key] = nil
    keys = keys.filter { $0.value != key }
  }

  func records(_ resource: String) -> [Record] { (tables[resource] ?? [:]).values.sorted { $0.key < $1.key } }
  func count(_ request: String) -> Int { requests[request] ?? 0 }
  func forgetRequests() { (requests, watched) = ([:], [:]) }

  // MARK: Connector

  func describe(_ resources: Set<String>?) -> SystemSchema { schema }
  func examine() -> [Finding] { [] }

  func changes(_ query: ChangeQuery) -> any PageReader {
    requests["changes", default: 0] += 1
    watched[query.resource, default: 0] += 1
    let since = query.since.flatMap { Int($0.text) } ?? 0
    let rows = records(query.resource).filter { ($0["changed"].instant?.secondsSince1970 ?? 0) >= since }
    let newest = rows.compactMap { $0["changed"].instant?.secondsSince1970 }.max()
    let size = min(changePageSize, max(rows.count, 1))
    return Pages(
      stride(from: 0, to: max(rows.count, 1), by: size).map { start in
        let isLast = start + size >= rows.count
        return Page(
          records: rows.dropFirst(start).prefix(size).map { shown($0, query.fields + ["changed"]) },
          cursor: isLast ? newest.map { Cursor(String($0)) } : nil, isComplete: isLast,
          serverTime: Instant(secondsSince1970: clock + 60))
      })
  }

  func latest(_ resource: String) -> Cursor? {
    requests["latest", default: 0] += 1
    return records(resource).compactMap { $0["changed"].instant?.secondsSince1970 }.max().map { Cursor(String($0)) }
  }

  func scan(_ query: ScanQuery) -> any PageReader {
    requests["scan", default: 0] += 1
    let rows = records(query.resource).filter { row in query.after.map { row.key > $0 } ?? true }
    let size = scanPageSize
    var pages = stride(from: 0, to: max(rows.count, 1), by: size).map { start in
      Page(
        records: Array(rows.dropFirst(start).prefix(size)), cursor: nil, isComplete: start + size >= rows.count)
    }
    guard let broken = scansUntilBroken else { return Pages(pages) }
    scansUntilBroken = nil
    pages = Array(pages.prefix(broken))
    return Pages(pages, then: Fault(.road, "UNREACHABLE", "Nobody there."))
  }

  func read(_ query: RelatedQuery) async throws -> [Record] {
    requests["read", default: 0] += 1
    mostValues = max(mostValues, query.values.count)
    let wanted = Set(query.values.map(\.normalized))
    try await answer(wanted)
    return records(query.resource).filter { record in
      wanted.contains((query.field == "id" ? record.key.value : record[query.field]).normalized)
    }.map { shown($0, query.fields + [query.field]) }
  }

  private func answer(_ wanted: Set<Value>) async throws {
    if !wanted.isDisjoint(with: slow) { try await Task.sleep(for: .milliseconds(100)) }
    if !wanted.isDisjoint(with: unreadable) { throw Fault(.road, "UNREACHABLE", "The line is cut.") }
  }

  private func shown(_ record: Record, _ fields: [String]) -> Record {
    var record = record
    record.fields = record.fields.filter { name, _ in
      name == "id" || fields.contains { $0 == name || $0.hasPrefix(name + ".") }
    }
    return record
  }

  func find(_ probes: [Probe]) async throws -> [[Record]] {
    requests["find", default: 0] += 1
    try await answer(Set(probes.flatMap(\.conditions).map(\.value.normalized)))
    let folds = schema.foldsTexts
    return probes.map { probe in
      records(probe.resource).filter { record in
        probe.conditions.allSatisfy { condition in
          let (own, wanted) = (record[condition.field].normalized, condition.value.normalized)
          return folds ? own.folded == wanted.folded : own == wanted
        }
      }
    }
  }

  func baseline(_ effects: [OpenIntent.Effect]) -> [Baseline] {
    effects.map { effect in
      guard case .write(let write) = effect else { return Baseline() }
      return Baseline(keys: records(write.resource).map(\.key))
    }
  }

  /// A creation was done when there is one record more with what was to be written.
  func settle(_ intents: [OpenIntent]) -> [Settlement] {
    guard !isBusy else { return intents.map { _ in .wait(60) } }
    return intents.map { intent in
      guard case .write(let write) = intent.effect, case .create = write.identity else { return .notDone }
      let made = records(write.resource).filter { record in
        !intent.baseline.keys.contains(record.key)
          && write.fields.allSatisfy { record.fields[$0] == nil || record[$0] == $1 }
      }
      return made.count > 1 ? .ambiguous(made) : made.first.map { .done($0.key) } ?? .notDone
    }
  }

  func foresee(_ writes: [Write], fields: [String]) throws -> [Result<Record, Fault>]? {
    guard foresees else { return nil }
    requests["foresee", default: 0] += 1
    if let left = foreseesUntilBroken {
      foreseesUntilBroken = left == 0 ? nil : left - 1
      if left == 0 { throw Fault(.road, "UNREACHABLE", "Nobody there.") }
    }
    return writes.map { write in
      .success(computed(Record(resource: write.resource, key: "", fields: Self.fields(write))))
    }
  }

  /// Runs once, after the next write took effect and before its answer.
  func afterNextWrite(_ body: @escaping @Sendable () async -> Void) { meanwhile = body }

  func write(_ writes: [Write]) async -> [Outcome] {
    let outcomes = writeAll(writes)
    if let body = meanwhile {
      meanwhile = nil
      await body()
    }
    return outcomes
  }

  private func writeAll(_ writes: [Write]) -> [Outcome] {
    requests["write", default: 0] += 1
    return writes.map { write in
      if case .update(let key) = write.identity, tables[write.resource]?[key] == nil {
        return .refused(Fault(.record, "NOT_FOUND", "There is no \(write.resource) \(key)."))
      }
      guard !scripted.isEmpty else { return .applied(store(write)) }
      switch scripted[0] {
      // About actions: it waits for one.
      case .overtake, .loseAction: return .applied(store(write))
      default: break
      }
      switch scripted.removeFirst() {
      case .loseAnswer:
        _ = store(write)
        return .unknown(Fault(.road, "ANSWER_LOST", "The answer was lost."))
      case .unreachable: return .notApplied(Fault(.road, "UNREACHABLE", "Nobody there."))
      case .refuse(let code): return .refused(Fault(.record, code, "Refused."))
      case .overtake, .loseAction: return .applied(store(write))
      case .meddle(let field, let value):
        let key = store(write)
        tables[write.resource]?[key]?.fields[field] = value
        return .applied(key)
      }
    }
  }

  func fetch(_ content: String, to path: String) async throws {
    requests["fetch", default: 0] += 1
    try "bytes of \(content)".write(toFile: path, atomically: true, encoding: .utf8)
  }

  func perform(_ calls: [ActionCall]) -> [Outcome] {
    requests["perform", default: 0] += 1
    return calls.map { call in
      if case .loseAction? = scripted.first {
        scripted.removeFirst()
        return .unknown(Fault(.road, "ANSWER_LOST", "The answer was lost."))
      }
      if call.action == ResourceSchema.Action.delete {
        guard tables[call.resource]?[call.key] != nil else { return .unchanged(call.key) }
        delete(call.resource, call.key)
        effects.append("delete \(call.resource) \(call.key)")
        return .applied(call.key)
      }
      if case .overtake(let field, let value)? = scripted.first {
        scripted.removeFirst()
        tables[call.resource]?[call.key]?.fields[field] = value
        return .unchanged(call.key)
      }
      effects.append("\(call.action) \(call.resource) \(call.key)")
      let states: [String: Value] = ["confirm": "done", "cancel": "cancelled"]
      if let state = states[call.action] { tables[call.resource]?[call.key]?.fields["state"] = state }
      return .applied(call.key)
    }
  }

  // MARK: Inside

  private func store(_ write: Write) -> RecordKey {
    var shown = write
    for field in schema.resources[write.resource]?.fields ?? [] where field.kind == .content {
      shown.fields[field.name] = nil
    }
    let key = storeShown(shown)
    for path in write.files.values {
      files.append(path)
      contents[key] = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
    return key
  }

  private func storeShown(_ write: Write) -> RecordKey {
    switch write.identity {
    case .create(let external):
      if let external, let key = keys[external] { return key }
      let key = RecordKey(nextID)
      nextID += 1
      var record = Record(resource: write.resource, key: key, fields: Self.fields(write))
      record.fields["id"] = key.value
      record.fields["state"] = record.fields["state"] ?? "draft"
      tables[write.resource, default: [:]][key] = computed(record)
      if let external { keys[external] = key }
      effects.append("create \(write.resource) \(key)")
      return key
    case .update(let key):
      var record = tables[write.resource]?[key] ?? Record(resource: write.resource, key: key, fields: [:])
      record.fields.merge(Self.fields(write)) { _, new in new }
      tables[write.resource, default: [:]][key] = computed(record)
      effects.append("update \(write.resource) \(key)")
      return key
    }
  }

  private static func fields(_ write: Write) -> [String: Value] {
    write.fields.merging(write.children.mapValues { rows in .list(rows.map { .map($0.fields) }) }) { own, _ in own }
  }

  /// Documents have a total: the sum of their rows' amounts, as this system sees it.
  private func computed(_ record: Record) -> Record {
    guard let rows = record["rows"].list else { return record }
    var record = record
    record.fields["total"] = .decimal(rows.reduce(Decimal(0)) { $0 + ($1.map?["amount"]?.number ?? 0) })
    return record
  }

  private final class Pages: PageReader {
    private let pages: PageQueue

    init(_ pages: [Page], then fault: Fault? = nil) { self.pages = PageQueue(pages, then: fault) }

    func next() async throws -> Page? { try await pages.next() }
    func remaining() async -> Int? { await pages.remaining }
  }

  private actor PageQueue {
    private var pages: [Page]
    private let fault: Fault?

    init(_ pages: [Page], then fault: Fault?) { (self.pages, self.fault) = (pages, fault) }

    var remaining: Int { pages.reduce(0) { $0 + $1.records.count } }

    func next() throws -> Page? {
      if pages.isEmpty, let fault { throw fault }
      return pages.isEmpty ? nil : pages.removeFirst()
    }
  }
}
