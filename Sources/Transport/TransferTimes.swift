/// When one transfer has taken too long. Told the time and the bytes, no clock of its own. The time until a connection stands is
/// libcurl's to watch; the silence of the server (`stall`) counts once the request is being sent, and neither counts while our own
/// consumer holds the transfer up.
struct TransferTimes {
  enum Verdict: Equatable {
    case fine(until: ContinuousClock.Instant)
    case stalled
    case totalTimeout
  }

  private let stall: Duration
  private var totalEnd: ContinuousClock.Instant
  private var lastMove: ContinuousClock.Instant?
  private var lastBytes = 0
  private var heldUpSince: ContinuousClock.Instant?

  init(stall: Duration, total: Duration, start: ContinuousClock.Instant) {
    self.stall = stall
    totalEnd = start.advanced(by: total)
  }

  mutating func sent(at now: ContinuousClock.Instant) { lastMove = now }

  mutating func heldUp(at now: ContinuousClock.Instant) { heldUpSince = heldUpSince ?? now }

  mutating func resumed(at now: ContinuousClock.Instant) {
    guard let since = heldUpSince else { return }
    heldUpSince = nil
    totalEnd = totalEnd.advanced(by: since.duration(to: now))
    lastMove = now
  }

  /// - Parameter bytes: all that went either way so far.
  mutating func check(at now: ContinuousClock.Instant, bytes: Int) -> Verdict {
    if heldUpSince != nil { return .fine(until: now.advanced(by: .seconds(3600))) }
    if now >= totalEnd { return .totalTimeout }
    guard let last = lastMove else { return .fine(until: totalEnd) }
    if bytes != lastBytes {
      lastBytes = bytes
      lastMove = now
      return .fine(until: min(totalEnd, now.advanced(by: stall)))
    }
    let stallEnd = last.advanced(by: stall)
    return now >= stallEnd ? .stalled : .fine(until: min(totalEnd, stallEnd))
  }
}
