import Testing

@testable import Transport

@Suite("The delay between attempts")
struct BackoffTests {
  @Test(
    "Without bad luck it is the documented table",
    arguments: zip(1...8, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]))
  func table(failures: Int, milliseconds: Int) {
    #expect(Backoff().delay(afterFailures: failures, random: 0) == .milliseconds(milliseconds))
    let shortest = Backoff().delay(afterFailures: failures, random: .max)
    #expect(shortest >= .milliseconds(milliseconds / 2))
    #expect(shortest < .milliseconds(milliseconds / 2 + 1))
  }

  @Test("It stays at the cap after very many failures")
  func many() {
    #expect(Backoff().delay(afterFailures: 1_000_000, random: 0) == .seconds(30))
    #expect(Backoff(base: .seconds(60), cap: .seconds(5)).delay(afterFailures: 1, random: 0) == .seconds(5))
  }

  @Test("Without jitter chance changes nothing, with full jitter it may be almost nothing")
  func jitter() {
    #expect(Backoff(jitter: 0).delay(afterFailures: 1, random: .max) == .milliseconds(500))
    #expect(Backoff(jitter: 1).delay(afterFailures: 1, random: .max) < .milliseconds(1))
  }
}
