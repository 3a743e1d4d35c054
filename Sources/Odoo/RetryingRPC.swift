import Foundation
import Records

/// Repeats a call whose transaction lost against another one. Odoo itself has repeated it up to five times by then, so
/// the waits are longer than its own: 0.3 s, 0.6 s, 1.2 s, each up to half as long again. Reads are also repeated when
/// the database or something before the server was away for a moment.
struct RetryingRPC: OdooRPC {
  static let attempts = 4

  let base: any OdooRPC
  /// How often a read is sent in all, while something is away.
  var readAttempts = RetryingRPC.attempts

  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer {
    for attempt in 1..<Self.attempts {
      do throws(CallFailure) {
        return try await base.call(call)
      } catch {
        let isRead = call.effect == .read && error.mayPass && attempt < readAttempts
        guard error.lostRace || isRead else { throw error }
        await Self.pause(afterAttempt: attempt)
      }
    }
    return try await base.call(call)
  }

  /// Not repeated here: whoever keeps the bytes has to begin anew.
  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer {
    try await base.download(call, member: member, to: sink)
  }

  /// In milliseconds, without the random part.
  static func delay(afterAttempt attempt: Int) -> Int { 300 << min(attempt - 1, 6) }

  static func pause(afterAttempt attempt: Int) async {
    let delay = delay(afterAttempt: attempt)
    // A cancelled sleep returns early: the next call then fails by itself.
    try? await Task.sleep(for: .milliseconds(delay + Int.random(in: 0...delay / 2)))
  }
}
