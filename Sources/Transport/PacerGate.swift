import Synchronization

/// Lets callers through one by one, in the order they came, as the pacer says.
final class PacerGate: Sendable {
  private struct Waiter {
    var id: UInt64
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var pacer: Pacer
    var waiters: [Waiter] = []
    var lastID: UInt64 = 0
    /// The earliest moment for which somebody sleeps.
    var alarm: ContinuousClock.Instant?
    var isClosed = false
  }

  private let state: Mutex<State>
  private let clock: TransportClock

  init(_ pacer: Pacer, clock: TransportClock) {
    state = Mutex(State(pacer: pacer))
    self.clock = clock
  }

  /// - Returns: true for a place, to be given back with `finished`; false if the task was cancelled or the gate closed.
  func enter() async -> Bool {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isRefused = state.withLock { state in
          // Looked at under the lock that `leave` takes: a cancellation comes either before this or finds the waiter.
          if state.isClosed || Task.isCancelled { return true }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return false
        }
        if isRefused { continuation.resume(returning: false) } else { letThrough() }
      }
    } onCancel: {
      leave(id)
    }
  }

  func sent() {
    let now = clock.now()
    state.withLock { $0.pacer.sent(at: now) }
    letThrough()
  }

  func finished(wasSent: Bool) {
    state.withLock { $0.pacer.finished(wasSent: wasSent) }
    letThrough()
  }

  /// Nobody passes before.
  func postpone(until instant: ContinuousClock.Instant) {
    state.withLock { $0.pacer.postpone(until: instant) }
  }

  /// Everybody who waits, and who comes later, is refused.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: false) }
  }

  private func leave(_ id: UInt64) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters.remove(at: index)
    }
    waiter?.continuation.resume(returning: false)
  }

  private func letThrough() {
    let (passing, alarm) = state.withLock { state in
      var passing: [Waiter] = []
      // The waiters are few: no more than what callers have under way.
      while !state.waiters.isEmpty {
        switch state.pacer.next(at: clock.now()) {
        case .start: passing.append(state.waiters.removeFirst())
        case .blocked: return (passing, ContinuousClock.Instant?.none)
        case .wait(let instant):
          if let alarm = state.alarm, alarm <= instant { return (passing, nil) }
          state.alarm = instant
          return (passing, instant)
        }
      }
      return (passing, nil)
    }
    for waiter in passing { waiter.continuation.resume(returning: true) }
    if let alarm { ring(at: alarm) }
  }

  private func ring(at instant: ContinuousClock.Instant) {
    Task { [weak self, clock] in
      try? await clock.sleep(instant)
      self?.rang(at: instant)
    }
  }

  private func rang(at instant: ContinuousClock.Instant) {
    state.withLock { state in
      if state.alarm == instant { state.alarm = nil }
    }
    letThrough()
  }
}
