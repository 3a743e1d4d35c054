import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("The shop's clock")
struct ShopClockTests {
  @Test("A clock that stands still moves only when it is moved")
  func standing() throws {
    let noon = try #require(Instant(utc: "2026-03-01 12:00:00"))
    let clock = ShopClock(standingAt: noon)
    #expect(clock.now == noon)
    clock.advance(by: -90)
    #expect(clock.now == noon.adding(-90))
  }

  @Test("Dates of headers name the weekday and are in GMT")
  func headerDate() throws {
    let instant = try #require(Instant(utc: "2026-11-21 22:01:00"))
    #expect(ShopDate.http(instant) == "Sat, 21 Nov 2026 22:01:00 GMT")
  }
}
