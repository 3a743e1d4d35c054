import Foundation
import JournalStore
import Records

@testable import Journal

/// Short ways to make what the tests settle.
enum Sample {
  static let start = Instant(secondsSince1970: 1_760_000_000)

  static func state(
    _ key: RecordKey, _ stage: RecordState.Stage = .settled, flow: String = "orders", digest: String = "d1",
    target: RecordKey? = nil, base: [String: String] = [:], isFresh: Bool = false
  ) -> RecordState {
    RecordState(
      flow: flow, key: key, stage: stage, sourceDigest: digest, fingerprint: "f-\(digest)", target: target, base: base,
      isFresh: isFresh)
  }

  static func link(
    _ source: RecordKey, _ target: RecordKey, set: String = "variants", from: String = "erp", to: String = "shop",
    isAccepted: Bool = true
  ) -> Link {
    Link(set: set, sourceSystem: from, source: source, targetSystem: to, target: target, isAccepted: isAccepted)
  }

  static func quarantined(
    _ key: RecordKey, flow: String = "orders", code: String = "NO_PRODUCT", seen: Int = 0,
    email: String = "jo@example.org"
  ) -> QuarantineRow {
    QuarantineRow(
      flow: flow, key: key, fault: Fault(.record, code, "It stopped.", context: ["field": "rows"], hint: "Mend it."),
      source: Record(
        resource: "orders", key: key, fields: ["email": .text(email), "total": .decimal(Decimal(1999) / 100)]),
      wanted: Write(
        resource: "sale.order", identity: .create(ExternalKey(scope: "x", name: "order-1")),
        fields: ["email": .text(email)]),
      mappingVersion: "m1", firstSeen: start.adding(seen), lastSeen: start.adding(seen))
  }

  static func waiting(
    _ key: RecordKey, for awaited: RecordKey, set: String = "variants", system: String = "shop",
    flow: String = "orders", since: Int = 0
  ) -> WaitingRow {
    WaitingRow(flow: flow, key: key, set: set, system: system, awaited: awaited, since: start.adding(since))
  }

  static func intent(_ name: String) -> OpenIntent {
    OpenIntent(
      effect: .write(Write(resource: "customers", identity: .create(nil), fields: ["name": .text(name)])),
      baseline: Baseline(keys: [12], facts: ["last": 7]), announced: start)
  }

  static func settlement(_ fill: (inout PageSettlement) -> Void) -> PageSettlement {
    var settlement = PageSettlement()
    fill(&settlement)
    return settlement
  }
}

/// A directory of its own for one test, removed with it.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var journal: String { path + "/shop.sqlite" }

  func open(_ instance: String = "shop-1", readOnly: Bool = false) throws -> SQLiteJournal {
    try SQLiteJournal(path: journal, instance: instance, readOnly: readOnly)
  }

  /// The files as they are on the disk now, under another name: what a process killed at this moment leaves behind.
  func copyAsLeftByAKill() throws -> Folder {
    let copy = try Folder()
    // By another process: reading a file here would drop this process's locks on it.
    try Shell.run("cp '\(path)'/* '\(copy.path)/' && rm -f '\(copy.journal)-shm' '\(copy.journal).lock'")
    return copy
  }
}

enum Shell {
  struct Failure: Error { let status: Int32, command: String }

  @discardableResult
  static func run(_ command: String) throws -> String {
    let (process, output) = try start(command)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus, command: command) }
    return text
  }

  static func start(_ command: String) throws -> (Process, Pipe) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return (process, output)
  }
}

/// The fault that `body` throws; nil when it throws none.
func fault(_ body: () async throws -> Void) async -> Fault? {
  do {
    try await body()
    return nil
  } catch {
    return error as? Fault
  }
}
