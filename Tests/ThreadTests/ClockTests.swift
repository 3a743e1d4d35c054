import Foundation
import Records
import Sandbox
import Testing

/// The shop writes wall-clock times without a zone, by a clock of its own.
@Suite("The shop's clock")
struct ClockTests {
  private static func instant(_ text: String) -> Instant { Instant(utc: text) ?? Instant(secondsSince1970: 0) }

  @Test(
    "West or east of UTC, orders have their right moment and later ones are found",
    arguments: ["Pacific/Honolulu", "Asia/Tokyo", "America/New_York"])
  func zones(zone: String) async throws {
    let clock = ShopClock(standingAt: Self.instant("2026-06-10 08:00:00"))
    try await Bench.run(zone: zone, clock: clock, age: 0) { bench in
      var orders: [Int] = []
      for hour in ["08:00:00", "08:00:05", "09:30:00", "13:59:59", "23:30:00"] {
        clock.stand(at: Self.instant("2026-06-10 " + hour))
        orders.append(bench.order())
        try await bench.completes()
        #expect(bench.differences(orders) == [])
      }
    }
  }

  @Test("In the hour that occurs twice, no order is lost between its two passings")
  func repeatedHour() async throws {
    let clock = ShopClock(standingAt: Self.instant("2025-10-25 23:00:00"))
    try await Bench.run(clock: clock, age: 0) { bench in
      var orders: [Int] = []
      // 01:50, 02:10, 02:50 of summer; 02:05, 02:55 of winter; 03:05.
      for moment in ["25 23:50", "26 00:10", "26 00:50", "26 01:05", "26 01:55", "26 02:05"] {
        clock.stand(at: Self.instant("2025-10-\(moment):00"))
        orders.append(bench.order())
        try await bench.completes()
        #expect(bench.differences(orders) == [], "at \(moment)")
      }
    }
  }

  @Test("In the hour that does not exist, nothing is lost")
  func skippedHour() async throws {
    let clock = ShopClock(standingAt: Self.instant("2026-03-29 00:00:00"))
    try await Bench.run(clock: clock, age: 0) { bench in
      var orders: [Int] = []
      for moment in ["00:55", "01:05", "01:30"] {
        clock.stand(at: Self.instant("2026-03-29 \(moment):00"))
        orders.append(bench.order())
        try await bench.completes()
        #expect(bench.differences(orders) == [], "at \(moment)")
      }
    }
  }

  @Test("Orders of one second that a page's limit divides all come", arguments: [1, 2, 3])
  func ties(pageSize: Int) async throws {
    let clock = ShopClock(standingAt: Self.instant("2026-06-10 08:00:00"))
    try await Bench.run(Road(pageSize: pageSize), clock: clock, age: 0) { bench in
      clock.stand(at: Self.instant("2026-06-10 08:00:00"))
      var orders = (0..<5).map { _ in bench.order() }
      clock.stand(at: Self.instant("2026-06-10 08:00:01"))
      orders.append(bench.order())
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      // In the very second in which the last run ended.
      orders.append(bench.order())
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A clock that is an hour ahead or behind is nobody's business", arguments: [3600, -3600])
  func skew(seconds: Int) async throws {
    let clock = ShopClock()
    clock.advance(by: seconds)
    try await Bench.run(clock: clock, age: 0) { bench in
      var orders = [bench.order()]
      try await bench.completes()
      orders.append(bench.order())
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A clock that is put right loses no order, whichever way it jumps", arguments: [3600, -3600])
  func jump(seconds: Int) async throws {
    let clock = ShopClock()
    try await Bench.run(clock: clock, age: 0) { bench in
      var orders = [bench.order()]
      try await bench.completes()
      clock.advance(by: seconds)
      for _ in 1...3 {
        orders.append(bench.order())
        clock.advance(by: 900)
        try await bench.completes()
        #expect(bench.differences(orders) == [])
      }
    }
  }
}
