import Records

extension EngineBench {
  /// When people answer rows.
  static let later = Instant(secondsSince1970: 2_000_000)

  func replayAll(recreate: Bool = false) async throws {
    for row in try await journal.quarantine(flow: nil) {
      try await journal.replay(row.id ?? 0, recreate: recreate, at: Self.later)
    }
  }
}
