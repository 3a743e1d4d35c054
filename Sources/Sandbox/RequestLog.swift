import Dispatch
import Synchronization

/// Every request that reached a simulated server: what proves "never more than N a second, never more than K at once".
public final class RequestLog: Sendable {
  private struct State {
    var entries: [RequestLogEntry] = []
    var inFlight = 0
    var peak = 0
    var epoch = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// A place in the log: told again when the request ends.
  struct Token: Sendable {
    let number: Int
    let epoch: Int
  }

  func begin(method: String, path: String, query: String) -> Token {
    let now = DispatchTime.now().uptimeNanoseconds
    return state.withLock { state in
      state.inFlight += 1
      state.peak = max(state.peak, state.inFlight)
      let number = state.entries.count
      state.entries.append(
        RequestLogEntry(
          number: number, method: method, path: path, query: query, startedAt: now, inFlight: state.inFlight))
      return Token(number: number, epoch: state.epoch)
    }
  }

  func end(_ token: Token, status: Int?) {
    let now = DispatchTime.now().uptimeNanoseconds
    state.withLock { state in
      state.inFlight = max(0, state.inFlight - 1)
      guard token.epoch == state.epoch else { return }
      state.entries[token.number].status = status
      state.entries[token.number].endedAt = now
    }
  }

  public var entries: [RequestLogEntry] { state.withLock { $0.entries } }

  public var count: Int { state.withLock { $0.entries.count } }

  /// The most requests that were being answered at one moment.
  public var maximumInFlight: Int { state.withLock { $0.peak } }

  /// The most requests that began within any `seconds` that follow each other.
  public func maximumRate(perSeconds seconds: Int = 1) -> Int {
    let starts = entries.map(\.startedAt).sorted()
    let window = UInt64(seconds) * 1_000_000_000
    var first = 0
    var best = 0
    for (index, start) in starts.enumerated() {
      while start - starts[first] >= window { first += 1 }
      best = max(best, index - first + 1)
    }
    return best
  }

  /// How many requests have this method and a path that begins so; nil counts all.
  public func count(method: String? = nil, path: String = "") -> Int {
    entries.count { (method == nil || $0.method == method) && $0.path.hasPrefix(path) }
  }

  public func reset() {
    state.withLock { state in
      state.entries = []
      state.peak = state.inFlight
      state.epoch += 1
    }
  }
}
