import Foundation
import Sandbox
import Testing
import Transport

/// P6: counted in the servers' own logs, retries included.
@Suite("The declared rate")
struct RateTests {
  @Test("Never more than five requests in a second nor two at once, also while the shop asks for fewer")
  func neverMore() async throws {
    try await Bench.run { bench in
      bench.order()
      // What both systems are is known: the run below asks for the order alone.
      try await bench.completes()
      let order = bench.order()
      bench.shop.log.reset()
      bench.erp.log.reset()
      bench.shop.misbehave(ShopFaultRule(.tooManyRequests(retryAfter: nil), path: "/order_details"))
      try await bench.completes(
        road: Road(attempts: 3, inFlight: 2, spacing: TransportConfiguration.spacing(requestsPerSecond: 5)))
      #expect(bench.documents(of: order).count == 1)
      for log in [bench.shop.log, bench.erp.log] {
        #expect(log.count > 5)
        #expect(log.maximumRate() <= 5)
        #expect(log.maximumInFlight <= 2)
      }
    }
  }

  @Test("Slow answers do not pile up: no more than two are under way", arguments: [1, 2])
  func inFlight(maximum: Int) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      bench.shop.settings.latency = .milliseconds(15)
      try await bench.completes(road: Road(inFlight: maximum))
      #expect(bench.shop.log.maximumInFlight <= maximum)
      #expect(bench.erp.log.maximumInFlight <= maximum)
      #expect(bench.differences(orders) == [])
    }
  }
}
