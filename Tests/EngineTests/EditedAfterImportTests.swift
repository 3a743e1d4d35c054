import JournalStore
import Records
import Testing

@testable import Engine

@Suite("An edit after import")
struct EditedAfterImportTests {
  private func edited() async throws -> EngineBench {
    let bench = try EngineBench()
    await bench.seed()
    _ = try await bench.engine.sync([])
    await bench.left.put("papers", 10, ["total": 40])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
    return bench
  }

  @Test("It stays until a person answers it, whatever else changes at the source")
  func stays() async throws {
    let bench = try await edited()
    await bench.left.put("papers", 10, ["person": 1])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
  }

  @Test("Dismissed, it does not come back with another change; another edit does")
  func dismissed() async throws {
    let bench = try await edited()
    let row = try #require(try await bench.journal.quarantine(flow: "papers").first?.id)
    try await bench.journal.dismiss(row, note: "done by hand", at: EngineBench.later)
    await bench.left.put("papers", 10, ["person": 1])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").isEmpty)
    await bench.left.put("papers", 10, ["total": 50])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
  }

  @Test("Edited back to what it was, it is resolved")
  func editedBack() async throws {
    let bench = try await edited()
    await bench.left.put("papers", 10, ["total": EngineBench.money("30.00")])
    _ = try await bench.engine.sync([])
    #expect(try await bench.journal.quarantine(flow: "papers").isEmpty)
  }
}
