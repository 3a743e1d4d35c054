import Synchronization

/// One attempt, as both sides see it: the event loop puts in what arrives, the caller waits for it and takes it out.
final class Transfer: Sendable {
  enum Milestone: Sendable {
    case head
    /// Something to take, or the end.
    case bytes
    case end
  }

  private struct State {
    var head: ResponseHead?
    var body: BodyBuffer
    var end: Result<Void, AttemptFailure>?
    var waiters: [(milestone: Milestone, continuation: CheckedContinuation<Void, Never>)] = []

    func hasReached(_ milestone: Milestone) -> Bool {
      if end != nil { return true }
      return switch milestone {
      case .head: head != nil
      case .bytes: !body.bytes.isEmpty
      case .end: false
      }
    }

    /// The lock must be given back before they are resumed.
    mutating func takeSatisfiedWaiters() -> [CheckedContinuation<Void, Never>] {
      guard !waiters.isEmpty else { return [] }
      let satisfied = waiters.filter { hasReached($0.milestone) }.map(\.continuation)
      if !satisfied.isEmpty { waiters = waiters.filter { !hasReached($0.milestone) } }
      return satisfied
    }
  }

  let request: HTTPRequest
  /// The host is this machine.
  let isLoopback: Bool
  /// The last attempt met a dead kept-alive connection: no second chance for another.
  let needsNewConnection: Bool
  /// Of the body as it comes over the wire; nil: none.
  let limit: Int?
  let events: TransferEvents
  private let state: Mutex<State>

  /// - Parameter capacity: how much of the body is held before the server is held up; `Int.max` for a body that is read whole.
  init(
    _ request: HTTPRequest, isLoopback: Bool, needsNewConnection: Bool, capacity: Int, limit: Int?,
    events: TransferEvents
  ) {
    self.request = request
    self.isLoopback = isLoopback
    self.needsNewConnection = needsNewConnection
    self.limit = limit
    self.events = events
    state = Mutex(State(body: BodyBuffer(capacity: capacity)))
  }

  // MARK: The loop's side

  func received(_ head: ResponseHead) {
    change { $0.head = head }
  }

  /// - Returns: false if the transfer is to be held up.
  func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
    change { $0.body.offer(bytes) }
  }

  /// Only the first call counts.
  func end(_ result: Result<Void, AttemptFailure>) {
    change { state in
      if state.end == nil { state.end = result }
    }
  }

  // MARK: The caller's side

  func reach(_ milestone: Milestone) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.hasReached(milestone) { return true }
        state.waiters.append((milestone, continuation))
        return false
      }
      if isReached { continuation.resume() }
    }
  }

  /// Nil while neither a head nor a failure is there. A head that is followed by a failure is still a head.
  var head: ResponseHead? { state.withLock { $0.head } }

  /// Nil while it goes on.
  var result: Result<Void, AttemptFailure>? { state.withLock { $0.end } }

  /// - Returns: what has arrived since, and whether the loop must be asked to go on.
  func take() -> (bytes: [UInt8], resume: Bool) { state.withLock { $0.body.take() } }

  private func change<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
    let (answer, waiters) = state.withLock { state in
      let answer = body(&state)
      return (answer, state.takeSatisfiedWaiters())
    }
    for waiter in waiters { waiter.resume() }
    return answer
  }
}
