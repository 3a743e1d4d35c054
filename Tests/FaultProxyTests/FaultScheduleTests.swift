import Testing

@testable import FaultProxy

@Suite("A plan being played")
struct FaultScheduleTests {
  private func fates(_ plan: FaultPlan, _ requests: [(String, String)]) -> [FaultAction] {
    var schedule = FaultSchedule(plan)
    return requests.map { schedule.next(method: $0.0, path: $0.1).action }
  }

  private func gets(_ count: Int) -> [(String, String)] { Array(repeating: ("GET", "/a"), count: count) }

  @Test("Without rules everything passes, and is numbered from 1")
  func empty() {
    var schedule = FaultSchedule(FaultPlan())
    #expect(schedule.next(method: "GET", path: "/") == .init(number: 1, delay: .zero, action: .pass))
    #expect(schedule.next(method: "GET", path: "/") == .init(number: 2, delay: .zero, action: .pass))
  }

  @Test("A request is chosen by its number among all")
  func number() {
    #expect(fates(FaultPlan([.init(.request(2), .cutBefore)]), gets(3)) == [.pass, .cutBefore, .pass])
  }

  @Test("A request is chosen by its number among those with its method and path")
  func occurrence() {
    let plan = FaultPlan([.init(.init(method: "POST", path: "/api/orders*", occurrences: 2...2), .cutAfter)])
    let requests = [
      ("POST", "/api/orders?x=1"), ("GET", "/api/orders"), ("POST", "/api/carts"), ("POST", "/api/orders/7"),
      ("POST", "/api/orders"),
    ]
    #expect(fates(plan, requests) == [.pass, .pass, .pass, .cutAfter, .pass])
  }

  @Test(
    "Paths are shell patterns over path and query",
    arguments: [
      ("/api/*", "/api/orders/1?x=2", true), ("*orders*", "/api/orders", true), ("/api", "/api/orders", false),
      ("/a?c", "/abc", true),
    ])
  func pattern(pattern: String, path: String, holds: Bool) {
    let fate = fates(FaultPlan([.init(.init(path: pattern), .cutBefore)]), [("GET", path)])
    #expect(fate == [holds ? .cutBefore : .pass])
  }

  @Test("The first rule that does something decides; delays add up")
  func order() {
    var schedule = FaultSchedule(
      FaultPlan([
        .init(delay: .milliseconds(10)), .init(.request(1), delay: .milliseconds(5), .cutAfter),
        .init(.always, .answer(.serverError)),
      ]))
    #expect(schedule.next(method: "GET", path: "/") == .init(number: 1, delay: .milliseconds(15), action: .cutAfter))
    #expect(
      schedule.next(method: "GET", path: "/")
        == .init(number: 2, delay: .milliseconds(10), action: .answer(.serverError)))
  }

  @Test("A percentage is drawn by the seed: the same again with it, another with another, and about as many as said")
  func percent() {
    func plan(_ seed: UInt64) -> FaultPlan { FaultPlan([.init(.init(percent: 30), .cutBefore)], seed: seed) }
    let one = fates(plan(1), gets(2000))
    #expect(one == fates(plan(1), gets(2000)))
    #expect(one != fates(plan(2), gets(2000)))
    let count = one.count { $0 == .cutBefore }
    #expect((500...700).contains(count))
    #expect(fates(FaultPlan([.init(.init(percent: 0), .cutBefore)]), gets(200)) == Array(repeating: .pass, count: 200))
    #expect(
      fates(FaultPlan([.init(.init(percent: 100), .cutBefore)]), gets(200)) == Array(repeating: .cutBefore, count: 200))
  }

  @Test("The most requests within a window are found wherever the window lies")
  func window() {
    var log = RequestLog()
    for (number, arrival) in [0, 100, 900, 950, 1000, 1899, 1901].enumerated() {
      log.entries.append(
        RequestLog.Entry(
          number: number + 1, method: "GET", path: "/", arrived: .milliseconds(arrival), inFlight: 1, action: .pass))
    }
    #expect(log.most(within: .seconds(1)) == 4)
    #expect(log.most(within: .milliseconds(1001)) == 5)
    #expect(log.most(within: .milliseconds(50)) == 2)
    #expect(log.most(within: .milliseconds(2)) == 1)
    #expect(RequestLog().most(within: .seconds(1)) == 0)
  }

  @Test("Changes are made to the bytes as said")
  func changes() {
    #expect(AnswerChange.byteOrderMark.applied(to: [1]) == [0xEF, 0xBB, 0xBF, 1])
    #expect(AnswerChange.after("z").applied(to: [1]) == [1, UInt8(ascii: "z")])
    #expect(AnswerChange.latin1.applied(to: Array("é€".utf8)) == [0xE9, UInt8(ascii: "?")])
    #expect(AnswerChange.contentType("x").applied(to: [1, 2]) == [1, 2])
  }
}
