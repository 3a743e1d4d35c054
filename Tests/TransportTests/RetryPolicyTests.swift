import Testing

@testable import Transport

@Suite("Whether and when an attempt is repeated")
struct RetryPolicyTests {
  static let policy = RetryPolicy(
    maximumAttempts: 3, backoff: Backoff(base: .seconds(1), factor: 2, cap: .seconds(30), jitter: 0),
    maximumRetryAfter: .seconds(60))

  static func decide(_ outcome: AttemptOutcome, _ effect: HTTPRequest.Effect, attempt: Int = 1) -> RetryPolicy.Decision
  {
    policy.decide(outcome, of: effect, attempt: attempt, random: 0)
  }

  @Test(
    "429 is retried for reads and writes, twice as often as what is no request for patience",
    arguments: [HTTPRequest.Effect.read, .write])
  func throttled(effect: HTTPRequest.Effect) {
    #expect(Self.decide(.status(429, retryAfter: nil), effect) == .retry(after: .seconds(1)))
    #expect(Self.decide(.status(429, retryAfter: nil), effect, attempt: 2) == .retry(after: .seconds(2)))
    #expect(Self.decide(.status(429, retryAfter: nil), effect, attempt: 5) == .retry(after: .seconds(16)))
    #expect(Self.decide(.status(429, retryAfter: nil), effect, attempt: 6) == .finish)
  }

  @Test("502, 503 and 504 are retried for reads only", arguments: [502, 503, 504])
  func gateway(status: Int) {
    #expect(Self.decide(.status(status, retryAfter: nil), .read) == .retry(after: .seconds(1)))
    #expect(Self.decide(.status(status, retryAfter: .seconds(5)), .read) == .leaveAlone(for: .seconds(5)))
    #expect(Self.decide(.status(status, retryAfter: .seconds(5)), .write) == .finish)
  }

  @Test(
    "Every other status stands, whatever headers it has",
    arguments: [200, 204, 301, 400, 401, 403, 404, 408, 413, 500, 501, 505])
  func others(status: Int) {
    #expect(Self.decide(.status(status, retryAfter: .seconds(1)), .read) == .finish)
  }

  @Test("Retry-After is obeyed instead of the backoff, and cut to the limit")
  func retryAfter() {
    #expect(Self.decide(.status(429, retryAfter: .seconds(7)), .write) == .leaveAlone(for: .seconds(7)))
    #expect(Self.decide(.status(429, retryAfter: .zero), .write) == .leaveAlone(for: .zero))
    #expect(Self.decide(.status(429, retryAfter: .seconds(3600)), .write) == .leaveAlone(for: .seconds(60)))
  }

  @Test(
    "A failure without effect is retried for writes too",
    arguments: [TransportFailure.Kind.unreachable, .connectTimeout, .tls, .closed])
  func noEffect(kind: TransportFailure.Kind) {
    let failure = AttemptFailure(kind: kind, effect: .none, message: "")
    #expect(Self.decide(.failure(failure), .write) == .retry(after: .seconds(1)))
    #expect(Self.decide(.failure(failure), .write, attempt: 3) == .finish)
  }

  @Test(
    "A failure of unknown effect is retried for reads, never for writes",
    arguments: [TransportFailure.Kind.stalled, .totalTimeout, .closed, .truncated])
  func unknownEffect(kind: TransportFailure.Kind) {
    let failure = AttemptFailure(kind: kind, effect: .unknown, message: "")
    #expect(Self.decide(.failure(failure), .read) == .retry(after: .seconds(1)))
    #expect(Self.decide(.failure(failure), .write) == .finish)
  }

  @Test(
    "What repeating cannot mend is not repeated",
    arguments: [TransportFailure.Kind.tooLarge, .cancelled, .plainHTTPRefused, .badURL])
  func hopeless(kind: TransportFailure.Kind) {
    #expect(Self.decide(.failure(AttemptFailure(kind: kind, effect: .none, message: "")), .read) == .finish)
  }

  @Test("An untrusted certificate is not tried again")
  func permanent() {
    let failure = AttemptFailure(kind: .tls, effect: .none, message: "", isPermanent: true)
    #expect(Self.decide(.failure(failure), .read) == .finish)
  }

  @Test("A dead kept-alive connection is replaced at once for a read, and never for a write")
  func stale() {
    let failure = AttemptFailure(kind: .closed, effect: .unknown, message: "", isStaleConnection: true)
    #expect(Self.decide(.failure(failure), .read) == .retry(after: .zero))
    #expect(Self.decide(.failure(failure), .write) == .finish)
  }
}
