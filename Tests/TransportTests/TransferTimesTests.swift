import Testing

@testable import Transport

@Suite("When a transfer has taken too long")
struct TransferTimesTests {
  static let start = ContinuousClock.now

  static func at(_ seconds: Int) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

  static func times() -> TransferTimes { TransferTimes(stall: .seconds(10), total: .seconds(100), start: start) }

  @Test("Silence counts from the sending of the request, not while the connection is made")
  func connecting() {
    var times = Self.times()
    #expect(times.check(at: Self.at(50), bytes: 0) == .fine(until: Self.at(100)))
    times.sent(at: Self.at(50))
    #expect(times.check(at: Self.at(59), bytes: 0) == .fine(until: Self.at(60)))
    #expect(times.check(at: Self.at(60), bytes: 0) == .stalled)
  }

  @Test("Every byte starts the silence anew, the total time goes on")
  func moving() {
    var times = Self.times()
    times.sent(at: Self.at(0))
    for second in stride(from: 5, to: 100, by: 5) {
      #expect(times.check(at: Self.at(second), bytes: second) == .fine(until: Self.at(min(100, second + 10))))
    }
    #expect(times.check(at: Self.at(100), bytes: 100) == .totalTimeout)
  }

  @Test("A pause of our own counts neither as silence nor for the total time")
  func heldUp() {
    var times = Self.times()
    times.sent(at: Self.at(0))
    times.heldUp(at: Self.at(5))
    times.heldUp(at: Self.at(7))
    guard case .fine = times.check(at: Self.at(1000), bytes: 1) else {
      Issue.record("A pause of our own was taken for a fault of the server.")
      return
    }
    times.resumed(at: Self.at(1005))
    times.resumed(at: Self.at(1006))
    #expect(times.check(at: Self.at(1014), bytes: 0) == .fine(until: Self.at(1015)))
    #expect(times.check(at: Self.at(1015), bytes: 0) == .stalled)
    #expect(times.check(at: Self.at(1100), bytes: 2) == .totalTimeout)
  }
}
