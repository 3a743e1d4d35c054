import Foundation
import JournalStore
import Mapping
import Records

extension Worker {
  /// After the mapping, its tables or its settings were edited: goes once through the source, whose change feed does not show again what has
  /// not changed. Records that the old rule did not let in are looked at anew, and where the mapping keeps records of the target at a figure,
  /// all are.
  func followEditedRule(_ mapping: Mapping) async throws {
    let name = "rule:\(mapping.name)"
    let version = Data(ruleVersion(of: mapping).utf8)
    guard try await parts.journal.cached(name, now: started) != version else { return }
    if try await parts.journal.cursor(flow: mapping.name, resource: mapping.source.resource) != nil {
      try await workAgain(mapping, onAll: mapping.keepsFigures)
    }
    if mode == .sync { try await parts.journal.cache(name, version, expires: nil) }
  }

  /// The mapping's version, and the values of the settings that it declares.
  private func ruleVersion(of mapping: Mapping) -> String {
    guard !mapping.settings.isEmpty else { return mapping.version }
    let settings = surroundings(for: mapping).settings.filter { mapping.settings[$0.key] != nil }
    return "\(mapping.version) \(Digest.short(.map(settings.mapValues(\.normalized))))"
  }

  private func workAgain(_ mapping: Mapping, onAll: Bool) async throws {
    let reader = try await changes(of: mapping, since: nil)
    while let page = try await reader.next() {
      try Task.checkCancellation()
      let states = try await parts.journal.states(flow: mapping.name, keys: page.records.map(\.key))
      let again = Self.newestOfEach(page.records).filter { onAll || states[$0.key]?.stage == .held }
      try await workAsAwaited(again, of: mapping, reason: .feed, serverTime: page.serverTime)
    }
  }
}
