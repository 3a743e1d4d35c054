import Foundation
import JournalStore
import Mapping
import Records

extension Worker {
  /// After the mapping or its tables were edited: goes once through the source for records that the old rule did not let in. The change feed
  /// does not show them again, for they have not changed.
  func letInByEditedRule(_ mapping: Mapping) async throws {
    let name = "rule:\(mapping.name)"
    let version = Data(mapping.version.utf8)
    guard try await parts.journal.cached(name, now: started) != version else { return }
    if try await parts.journal.cursor(flow: mapping.name, resource: mapping.source.resource) != nil {
      try await workOnHeld(mapping)
    }
    if mode == .sync { try await parts.journal.cache(name, version, expires: nil) }
  }

  private func workOnHeld(_ mapping: Mapping) async throws {
    let reader = try await changes(of: mapping, since: nil)
    while let page = try await reader.next() {
      try Task.checkCancellation()
      let states = try await parts.journal.states(flow: mapping.name, keys: page.records.map(\.key))
      let held = Self.newestOfEach(page.records).filter { states[$0.key]?.stage == .held }
      try await workAsAwaited(held, of: mapping, reason: .feed, serverTime: page.serverTime)
    }
  }
}
