import Foundation

/// Time and chance, to be replaced in tests.
struct TransportClock: Sendable {
  var now: @Sendable () -> ContinuousClock.Instant = { .now }
  var sleep: @Sendable (_ until: ContinuousClock.Instant) async throws -> Void = {
    try await Task.sleep(until: $0, clock: .continuous)
  }
  /// Seconds since 1970.
  var wallTime: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
  var random: @Sendable () -> UInt64 = { .random(in: .min ... .max) }
}
