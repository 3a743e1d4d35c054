/// Decides when the next request may start. No I/O and no clock of its own: it is told the time.
///
/// Spacing is counted from the moment a request is really sent, not from the moment it was allowed: a request that first has to open
/// a connection would otherwise reach the server right before its successor. So with a spacing, while an allowed request has not been
/// sent yet, no other is allowed.
struct Pacer: Sendable {
  enum Verdict: Equatable {
    case start
    case wait(until: ContinuousClock.Instant)
    /// Nothing can start before a `sent` or `finished`.
    case blocked
  }

  private let maximumInFlight: Int
  private let minimumSpacing: Duration
  private(set) var inFlight = 0
  private var isSending = false
  private var earliest: ContinuousClock.Instant?

  init(maximumInFlight: Int, minimumSpacing: Duration) {
    self.maximumInFlight = max(1, maximumInFlight)
    self.minimumSpacing = max(.zero, minimumSpacing)
  }

  /// `.start` takes the place; it is given back by `finished`.
  mutating func next(at now: ContinuousClock.Instant) -> Verdict {
    guard inFlight < maximumInFlight, !isSending else { return .blocked }
    if let earliest, earliest > now { return .wait(until: earliest) }
    inFlight += 1
    if minimumSpacing > .zero {
      isSending = true
      postpone(until: now.advanced(by: minimumSpacing))
    }
    return .start
  }

  /// The request that was started last goes onto the wire.
  mutating func sent(at now: ContinuousClock.Instant) {
    guard minimumSpacing > .zero else { return }
    isSending = false
    postpone(until: now.advanced(by: minimumSpacing))
  }

  mutating func finished(wasSent: Bool) {
    inFlight -= 1
    if !wasSent { isSending = false }
  }

  /// The server asked to be left alone: nobody starts before.
  mutating func postpone(until instant: ContinuousClock.Instant) {
    earliest = earliest.map { max($0, instant) } ?? instant
  }
}
