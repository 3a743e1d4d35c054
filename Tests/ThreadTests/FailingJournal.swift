import Foundation
import JournalStore
import Records
import Synchronization

/// A journal whose n-th write fails, and every one after it: a disk that is full.
final class FailingJournal: JournalStore {
  private let base: any JournalStore
  private let fault: Fault
  private let left: Mutex<Int>

  init(_ base: any JournalStore, after writes: Int, _ fault: Fault) {
    self.base = base
    self.fault = fault
    left = Mutex(writes)
  }

  /// Whether it has failed yet.
  var hasFailed: Bool { left.withLock { $0 < 0 } }

  private func write() throws {
    let fails = left.withLock { left in
      left -= 1
      return left < 0
    }
    if fails { throw fault }
  }

  func lock() async throws { try await base.lock() }
  func unlock() async { await base.unlock() }
  func beginRun(at: Instant) async throws -> Int {
    try write()
    return try await base.beginRun(at: at)
  }
  func endRun(_ id: Int, at: Instant, end: Run.End, flows: [String: FlowCounts], fault: Fault?) async throws {
    try write()
    try await base.endRun(id, at: at, end: end, flows: flows, fault: fault)
  }
  func runs(limit: Int) async throws -> [Run] { try await base.runs(limit: limit) }
  func cursor(flow: String, resource: String) async throws -> Cursor? {
    try await base.cursor(flow: flow, resource: resource)
  }
  func states(flow: String, keys: [RecordKey]) async throws -> [RecordKey: RecordState] {
    try await base.states(flow: flow, keys: keys)
  }
  func links(set: String, system: String, keys: [RecordKey]) async throws -> [RecordKey: Link] {
    try await base.links(set: set, system: system, keys: keys)
  }
  func links(set: String, after: RecordKey?, limit: Int) async throws -> [Link] {
    try await base.links(set: set, after: after, limit: limit)
  }
  func links(set: String, system: String, under keys: [RecordKey]) async throws -> [Link] {
    try await base.links(set: set, system: system, under: keys)
  }
  func stages(flow: String, under keys: [RecordKey]) async throws -> [RecordKey: RecordState.Stage] {
    try await base.stages(flow: flow, under: keys)
  }
  func due(flow: String, limit: Int) async throws -> [RecordKey] { try await base.due(flow: flow, limit: limit) }
  func replayed(flow: String) async throws -> Set<RecordKey> { try await base.replayed(flow: flow) }
  func openIntents(flow: String) async throws -> [StoredIntent] { try await base.openIntents(flow: flow) }
  func held(set: String, system: String, items: [RecordKey]) async throws -> [RecordKey: Decimal] {
    try await base.held(set: set, system: system, items: items)
  }
  func announce(flow: String, _ intents: [(key: RecordKey, intent: OpenIntent)]) async throws -> [Int] {
    try write()
    return try await base.announce(flow: flow, intents)
  }
  func watch(_ watches: [Watch]) async throws {
    try write()
    try await base.watch(watches)
  }
  func settle(_ settlement: PageSettlement) async throws {
    try write()
    try await base.settle(settlement)
  }
  func counts() async throws -> [String: [RecordState.Stage: Int]] { try await base.counts() }
  func quarantine(flow: String?) async throws -> [QuarantineRow] { try await base.quarantine(flow: flow) }
  func quarantineRow(_ id: Int) async throws -> QuarantineRow? { try await base.quarantineRow(id) }
  func replay(_ id: Int, recreate: Bool, at: Instant) async throws {
    try await base.replay(id, recreate: recreate, at: at)
  }
  func acknowledge(_ id: Int, note: String, at: Instant) async throws {
    try await base.acknowledge(id, note: note, at: at)
  }
  func dismiss(_ id: Int, note: String, at: Instant) async throws { try await base.dismiss(id, note: note, at: at) }
  func awaited(set: String, system: String, keys: [RecordKey]) async throws -> Set<RecordKey> {
    try await base.awaited(set: set, system: system, keys: keys)
  }
  func waiting(flow: String?) async throws -> [WaitingRow] { try await base.waiting(flow: flow) }
  func events(flow: String?, key: RecordKey?, limit: Int) async throws -> [JournalEvent] {
    try await base.events(flow: flow, key: key, limit: limit)
  }
  func accept(set: String, at: Instant) async throws -> Int { try await base.accept(set: set, at: at) }
  func cached(_ name: String, now: Instant) async throws -> Data? { try await base.cached(name, now: now) }
  func cache(_ name: String, _ data: Data, expires: Instant?) async throws {
    try write()
    try await base.cache(name, data, expires: expires)
  }
}
