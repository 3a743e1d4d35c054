import Testing

@testable import Transport

@Suite("Retry-After")
struct RetryAfterTests {
  // Sun, 06 Nov 1994 08:49:37 GMT
  static let now = 784_111_777

  @Test("Seconds are read, with blanks around them", arguments: [("0", 0), ("120", 120), (" 5 ", 5)])
  func seconds(text: String, seconds: Int) {
    #expect(RetryAfter.delay(text, date: nil, now: 0) == .seconds(seconds))
  }

  @Test(
    "A date in any of HTTP's three forms is a delay from now",
    arguments: ["Sun, 06 Nov 1994 08:50:37 GMT", "Sunday, 06-Nov-94 08:50:37 GMT", "Sun Nov  6 08:50:37 1994"])
  func date(text: String) {
    #expect(RetryAfter.delay(text, date: nil, now: Self.now) == .seconds(60))
  }

  @Test("A date is relative to the server's clock, if it tells it")
  func serverClock() {
    #expect(
      RetryAfter.delay("Sun, 06 Nov 1994 08:50:37 GMT", date: "Sun, 06 Nov 1994 08:50:07 GMT", now: Self.now - 9999)
        == .seconds(30))
    #expect(RetryAfter.delay("Sun, 06 Nov 1994 08:50:37 GMT", date: "yesterday-ish?", now: Self.now) == .seconds(60))
  }

  @Test("A date in the past is no delay")
  func past() {
    #expect(RetryAfter.delay("Sun, 06 Nov 1994 08:00:00 GMT", date: nil, now: Self.now) == .zero)
  }

  @Test("Nothing, and nonsense, are nothing", arguments: [nil, "", "soon", "-5", "12 apples", "1.5"])
  func nonsense(text: String?) {
    #expect(RetryAfter.delay(text, date: nil, now: Self.now) == nil)
  }

  @Test("A number too large for anything is a long time, not a crash")
  func huge() {
    let delay = RetryAfter.delay(String(repeating: "9", count: 60), date: nil, now: 0)
    #expect((delay ?? .zero) >= .seconds(999_999_999))
  }
}
