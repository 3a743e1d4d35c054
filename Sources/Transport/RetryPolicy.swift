/// Whether an attempt is repeated, and when. Pure: chance and time are handed in.
struct RetryPolicy: Sendable {
  enum Decision: Equatable {
    /// The outcome stands: a response is returned, a failure thrown.
    case finish
    case retry(after: Duration)
    /// As `retry`, and the server asked for it: until then it wants no request of ours at all.
    case leaveAlone(for: Duration)
  }

  var maximumAttempts: Int
  var backoff: Backoff
  var maximumRetryAfter: Duration

  /// - Parameter attempt: the number of the attempt that had this outcome, from 1.
  func decide(
    _ outcome: AttemptOutcome, of effect: HTTPRequest.Effect, attempt: Int, random: UInt64
  ) -> Decision {
    guard attempt < limit(outcome) else { return .finish }
    switch outcome {
    case .status(let status, let retryAfter):
      guard Self.isRetried(status: status, effect) else { return .finish }
      if let retryAfter { return .leaveAlone(for: min(max(.zero, retryAfter), maximumRetryAfter)) }
      return .retry(after: backoff.delay(afterFailures: attempt, random: random))
    case .failure(let failure):
      guard Self.isRetried(failure, effect) else { return .finish }
      if failure.isStaleConnection { return .retry(after: .zero) }
      return .retry(after: backoff.delay(afterFailures: attempt, random: random))
    }
  }

  /// A server that asks for patience is there and well: it is given twice as many attempts before the run gives up.
  private func limit(_ outcome: AttemptOutcome) -> Int {
    guard case .status(429, _) = outcome, maximumAttempts > 1 else { return maximumAttempts }
    return maximumAttempts * 2
  }

  /// 429 says that the request was not looked at. A gateway's 502, 503 and 504 say nothing of what the server behind it did.
  private static func isRetried(status: Int, _ effect: HTTPRequest.Effect) -> Bool {
    switch status {
    case 429: true
    case 502, 503, 504: effect == .read
    default: false
    }
  }

  private static func isRetried(_ failure: AttemptFailure, _ effect: HTTPRequest.Effect) -> Bool {
    guard !failure.isPermanent else { return false }
    switch failure.kind {
    case .tooLarge, .cancelled, .plainHTTPRefused, .badURL, .badFile: return false
    case .unreachable, .tls, .connectTimeout, .stalled, .totalTimeout, .closed, .truncated:
      return effect == .read || failure.effect == .none
    }
  }
}
