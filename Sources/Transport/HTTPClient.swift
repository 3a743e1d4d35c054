import Logging
import Synchronization

/// Speaks to one server: pacing and the number in flight are counted over everything sent through one client, retries included.
///
/// One attempt is at most one request on the wire (see `EasyHandle`). Retried, as long as attempts are left:
///
/// | outcome                                              | reads | writes |
/// |------------------------------------------------------|-------|--------|
/// | no connection (name, refused, TLS cut, timeout)      | yes   | yes    |
/// | a kept-alive connection found dead                   | at once | no, effect unknown |
/// | silence, total time over, no answer, cut body        | yes   | no, effect unknown |
/// | status 429                                           | yes   | yes    |
/// | status 502, 503, 504                                 | yes   | no, returned |
/// | certificate not trusted, body too large, cancelled   | no    | no     |
///
/// The delay is the server's `Retry-After` (the whole client then stays away that long), else `Backoff`'s. Redirects are returned like
/// any other status, never followed. Cookies, `.netrc` and caches are not used.
public final class HTTPClient: Sendable {
  private let configuration: TransportConfiguration
  private let logger: Logger
  private let redactor: Redactor
  private let rule: URLRule
  private let policy: RetryPolicy
  private let clock: TransportClock
  let loop: EventLoop
  private let gate: PacerGate
  private let counts = Mutex(TransportStatistics())

  public convenience init(_ configuration: TransportConfiguration, logger: Logger) {
    self.init(configuration, logger: logger, clock: TransportClock())
  }

  init(_ configuration: TransportConfiguration, logger: Logger, clock: TransportClock) {
    self.configuration = configuration
    self.logger = logger
    self.clock = clock
    redactor = Redactor(configuration.secrets)
    rule = URLRule(plainHTTPHosts: configuration.plainHTTPHosts)
    policy = RetryPolicy(
      maximumAttempts: configuration.maximumAttempts, backoff: configuration.backoff,
      maximumRetryAfter: configuration.maximumRetryAfter)
    loop = EventLoop(configuration)
    gate = PacerGate(
      Pacer(maximumInFlight: configuration.maximumInFlight, minimumSpacing: configuration.minimumSpacing), clock: clock)
  }

  deinit {
    gate.close()
    loop.stop()
  }

  /// The whole response. If the body of a read is cut, it is asked for again.
  ///
  /// - Throws: `TransportFailure`, of kind `tooLarge` for a body longer than `maximumBodySize`.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await attempts(request) { attempt throws(AttemptFailure) in try await self.exchange(attempt) }
  }

  /// Returns when the head is there; the body is then pulled. No limit on its size.
  ///
  /// - Throws: `TransportFailure`.
  public func stream(_ request: HTTPRequest) async throws -> HTTPResponseStream {
    try await attempts(request) { attempt throws(AttemptFailure) in try await self.open(attempt) }
  }

  public func statistics() -> TransportStatistics { counts.withLock { $0 } }

  /// A text with this client's secrets replaced: for quoting a server's answer in a fault.
  public func redact(_ text: String) -> String { redactor.redact(text) }

  /// Ends everything under way as cancelled, closes the connections and ends the thread. Later calls fail as cancelled.
  public func shutdown() async {
    gate.close()
    await loop.shutdown()
  }

  // MARK: For streams

  func cancel(_ transfer: Transfer) {
    if transfer.result == nil { loop.cancel(transfer) }
  }

  func resume(_ transfer: Transfer) { loop.resume(transfer) }

  func failure(_ failure: AttemptFailure, attempts: Int, label: String) -> TransportFailure {
    TransportFailure(
      kind: failure.kind, effect: failure.effect, message: redactor.redact(failure.message), attempts: attempts,
      label: redactor.redact(label))
  }

  // MARK: Attempts

  private struct Attempt {
    var request: HTTPRequest
    var number: Int
    var isLoopback: Bool
    var needsNewConnection: Bool
  }

  /// Tries until the policy says that an outcome stands.
  private func attempts<Response: RetriableResponse>(
    _ request: HTTPRequest, _ perform: (Attempt) async throws(AttemptFailure) -> Response
  ) async throws -> Response {
    var attempt = Attempt(request: request, number: 1, isLoopback: false, needsNewConnection: false)
    do throws(AttemptFailure) {
      try RequestRule.check(request)
      attempt.isLoopback = try rule.check(request.url)
    } catch {
      throw failure(error, attempts: 0, label: request.label)
    }
    while true {
      let result = await outcome(of: attempt, perform)
      let decision = policy.decide(
        judged(result), of: request.effect, attempt: attempt.number, random: clock.random())
      guard decision != .finish else {
        return try result.mapError { failure($0, attempts: attempt.number, label: request.label) }.get()
      }
      if case .success(let response) = result { await response.discard() }
      try await wait(decision, attempt)
      if case .failure(let failure) = result { attempt.needsNewConnection = failure.isStaleConnection }
      attempt.number += 1
      counts.withLock { $0.retries += 1 }
    }
  }

  private func outcome<Response>(
    of attempt: Attempt, _ perform: (Attempt) async throws(AttemptFailure) -> Response
  ) async -> Result<Response, AttemptFailure> {
    do throws(AttemptFailure) {
      let asked = clock.now()
      let isAllowed = await gate.enter()
      let waited = asked.duration(to: clock.now())
      counts.withLock { $0.waiting += waited }
      guard isAllowed else { throw Self.cancelled }
      return .success(try await perform(attempt))
    } catch {
      return .failure(error)
    }
  }

  private func judged(_ result: Result<some RetriableResponse, AttemptFailure>) -> AttemptOutcome {
    switch result {
    case .failure(let failure): .failure(failure)
    case .success(let response):
      .status(
        response.status,
        retryAfter: RetryAfter.delay(
          response.headers["retry-after"], date: response.headers["date"], now: clock.wallTime()))
    }
  }

  private func wait(_ decision: RetryPolicy.Decision, _ attempt: Attempt) async throws {
    let now = clock.now()
    let delay: Duration
    switch decision {
    case .finish: return
    case .retry(let after): delay = after
    case .leaveAlone(let time):
      delay = time
      gate.postpone(until: now.advanced(by: time))
    }
    logger.debug(
      "\(redactor.redact(attempt.request.label)): attempt \(attempt.number + 1) in \(delay.wholeMilliseconds) ms")
    defer { counts.withLock { $0.waiting += now.duration(to: clock.now()) } }
    guard delay > .zero else { return }
    do {
      try await clock.sleep(now.advanced(by: delay))
    } catch {
      throw failure(Self.cancelled, attempts: attempt.number, label: attempt.request.label)
    }
  }

  private static let cancelled = AttemptFailure(
    kind: .cancelled, effect: .none, message: "The call was cancelled before anything was sent.", isPermanent: true)

  // MARK: One attempt

  private func exchange(_ attempt: Attempt) async throws(AttemptFailure) -> HTTPResponse {
    let transfer = makeTransfer(attempt, capacity: .max, limit: configuration.maximumBodySize)
    await run(transfer, to: .end)
    if case .failure(let failure) = transfer.result { throw failure }
    guard let head = transfer.head else { throw Self.cancelled }
    let body = try decoded(transfer.take().bytes, head.headers["content-encoding"])
    return HTTPResponse(status: head.status, headers: head.headers, body: body)
  }

  private func decoded(_ bytes: [UInt8], _ encoding: String?) throws(AttemptFailure) -> [UInt8] {
    guard encoding != nil else { return bytes }
    var decoder = BodyDecoder(encoding: encoding)
    decoder.feed(bytes)
    var body: [UInt8] = []
    while let piece = try decoder.next() {
      guard body.count + piece.count <= configuration.maximumBodySize else {
        throw AttemptFailure(
          kind: .tooLarge, effect: .unknown, message: "The body is larger than \(configuration.maximumBodySize) bytes.",
          isPermanent: true)
      }
      body += piece
    }
    try decoder.finish()
    return body
  }

  private func open(_ attempt: Attempt) async throws(AttemptFailure) -> HTTPResponseStream {
    let transfer = makeTransfer(attempt, capacity: HTTPResponseStream.capacity, limit: nil)
    await run(transfer, to: .head)
    guard let head = transfer.head else {
      if case .failure(let failure) = transfer.result { throw failure }
      throw Self.cancelled
    }
    return HTTPResponseStream(head, transfer, of: self, attempt: attempt.number)
  }

  private func run(_ transfer: Transfer, to milestone: Transfer.Milestone) async {
    loop.start(transfer)
    await withTaskCancellationHandler {
      await transfer.reach(milestone)
    } onCancel: {
      loop.cancel(transfer)
    }
  }

  private func makeTransfer(_ attempt: Attempt, capacity: Int, limit: Int?) -> Transfer {
    let label = attempt.request.label
    // Weak: a client that is let go of ends its loop, which would otherwise be kept by its last transfer.
    let events = TransferEvents(
      sent: { [gate, weak self] in
        self?.counts.withLock { $0.requests += 1 }
        gate.sent()
      },
      ended: { [gate, weak self] report in
        self?.note(report, label: label)
        gate.finished(wasSent: report.wasSent)
      })
    return Transfer(
      attempt.request, isLoopback: attempt.isLoopback, needsNewConnection: attempt.needsNewConnection,
      capacity: capacity,
      limit: limit, events: events)
  }

  private func note(_ report: TransferReport, label: String) {
    counts.withLock { counts in
      counts.bytesIn += report.bytesIn
      counts.bytesOut += report.bytesOut
    }
    guard logger.logLevel <= .debug else { return }
    let milliseconds = report.duration.wholeMilliseconds
    let status = report.status.map(String.init) ?? "-"
    let end = report.failure.map { ", \($0.kind): \($0.message)" } ?? ""
    logger.debug("\(redactor.redact("\(label): \(status), \(milliseconds) ms, \(report.bytesIn) bytes\(end)"))")
  }
}
