import Testing

@testable import Transport

@Suite("When the next request may start")
struct PacerTests {
  static let start = ContinuousClock.now

  static func at(_ milliseconds: Int) -> ContinuousClock.Instant { start.advanced(by: .milliseconds(milliseconds)) }

  @Test("Without spacing, only the number in flight counts")
  func inFlight() {
    var pacer = Pacer(maximumInFlight: 2, minimumSpacing: .zero)
    #expect(pacer.next(at: Self.start) == .start)
    #expect(pacer.next(at: Self.start) == .start)
    #expect(pacer.next(at: Self.start) == .blocked)
    pacer.sent(at: Self.start)
    #expect(pacer.next(at: Self.at(9999)) == .blocked)
    pacer.finished(wasSent: true)
    #expect(pacer.next(at: Self.start) == .start)
  }

  @Test("Spacing counts from the moment of sending, and until then nobody else starts")
  func spacing() {
    var pacer = Pacer(maximumInFlight: 5, minimumSpacing: .milliseconds(100))
    #expect(pacer.next(at: Self.at(0)) == .start)
    #expect(pacer.next(at: Self.at(150)) == .blocked)
    pacer.sent(at: Self.at(300))
    #expect(pacer.next(at: Self.at(310)) == .wait(until: Self.at(400)))
    #expect(pacer.next(at: Self.at(399)) == .wait(until: Self.at(400)))
    #expect(pacer.next(at: Self.at(400)) == .start)
  }

  @Test("An attempt that was never sent blocks nobody for ever, and still costs the spacing")
  func neverSent() {
    var pacer = Pacer(maximumInFlight: 5, minimumSpacing: .milliseconds(100))
    #expect(pacer.next(at: Self.at(0)) == .start)
    pacer.finished(wasSent: false)
    #expect(pacer.next(at: Self.at(50)) == .wait(until: Self.at(100)))
    #expect(pacer.next(at: Self.at(100)) == .start)
  }

  @Test("A postponement holds everybody, and a shorter one does not shorten it")
  func postponed() {
    var pacer = Pacer(maximumInFlight: 5, minimumSpacing: .zero)
    pacer.postpone(until: Self.at(1000))
    pacer.postpone(until: Self.at(500))
    #expect(pacer.next(at: Self.at(999)) == .wait(until: Self.at(1000)))
    #expect(pacer.next(at: Self.at(1000)) == .start)
  }

  @Test(
    "Whatever happens, no more are in flight than allowed, and no two are sent closer than the spacing",
    arguments: 0..<20)
  func anyOrder(seed: UInt64) {
    var random = SeededRandom(seed)
    let limit = Int.random(in: 1...4, using: &random)
    var pacer = Pacer(maximumInFlight: limit, minimumSpacing: .milliseconds(50))
    var (now, started, running, lastSent) = (0, false, 0, -1000)
    for _ in 0..<500 {
      now += Int.random(in: 0...30, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0 where started:
        #expect(now - lastSent >= 50)
        pacer.sent(at: Self.at(now))
        (started, running, lastSent) = (false, running + 1, now)
      case 1 where started:
        pacer.finished(wasSent: false)
        started = false
      case 2 where running > 0:
        pacer.finished(wasSent: true)
        running -= 1
      default:
        if pacer.next(at: Self.at(now)) == .start {
          #expect(!started)
          started = true
          #expect(running + 1 <= limit)
        }
      }
    }
  }
}
