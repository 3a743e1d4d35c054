import Testing

@testable import Sandbox

@Suite("The log of requests")
struct ShopRequestLogTests {
  @Test("It knows how many were under way at once, and forgets what came before a reset")
  func inFlight() {
    let log = RequestLog()
    let tokens = (1...3).map { log.begin(method: "GET", path: "/api/orders/\($0)", query: "") }
    log.end(tokens[0], status: 200)
    let last = log.begin(method: "PUT", path: "/api/products", query: "")
    #expect(log.maximumInFlight == 3)
    #expect(log.count(method: "GET") == 3)
    #expect(log.count(path: "/api/products") == 1)
    #expect(log.entries.map(\.status) == [200, nil, nil, nil])
    log.reset()
    log.end(last, status: 200)
    #expect(log.entries.isEmpty)
    #expect(log.maximumInFlight == 3)
  }

  @Test("The highest rate is that of the fullest second")
  func rate() {
    let log = RequestLog()
    #expect(log.maximumRate() == 0)
    for _ in 1...5 { log.end(log.begin(method: "GET", path: "/", query: ""), status: 200) }
    #expect(log.maximumRate() == 5)
    #expect(log.maximumRate(perSeconds: 60) == 5)
  }
}
