import FaultProxy
import Foundation
import Records
import Sandbox
import Testing

/// A share of all requests goes wrong, drawn with a seed: after a few runs no order is stranded, and none is there twice. The faults and
/// their shares are those that a published competitor was tried with, and the ones beyond.
@Suite("A road that fails in a share of all requests")
struct PercentageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var percent: Int
    var action: FaultAction
    var delay: Duration = .zero
    var timeout: Duration = .seconds(20)
    var testDescription: String { "\(name) at \(percent) %" }

    func plan(seed: UInt64) -> FaultPlan {
      FaultPlan([FaultPlan.Rule(FaultPlan.Condition(percent: percent), delay: delay, action)], seed: seed)
    }
  }

  static let cases: [Case] = [
    Case(name: "500", percent: 30, action: .answer(.serverError)),
    Case(name: "429 without Retry-After", percent: 50, action: .answer(.tooManyRequests(retryAfter: nil))),
    Case(name: "429 with Retry-After", percent: 50, action: .answer(.tooManyRequests(retryAfter: 0))),
    Case(name: "503", percent: 30, action: .answer(.unavailable)),
    Case(
      name: "held connections", percent: 30, action: .pass, delay: .milliseconds(1200), timeout: .milliseconds(700)),
    Case(name: "closed before", percent: 20, action: .cutBefore),
    Case(name: "answers lost", percent: 20, action: .cutAfter),
    Case(name: "answers cut", percent: 20, action: .cutBody(after: 60)),
    Case(name: "empty answers", percent: 20, action: .answer(.empty)),
    Case(name: "login pages", percent: 20, action: .answer(.loginPage)),
    Case(name: "cut gzip", percent: 20, action: .change(.gzipCut)),
    Case(name: "notices", percent: 20, action: .change(.notice)),
  ]

  private static let runs = 8

  @Test("Of the shop", arguments: cases)
  func ofTheShop(_ example: Case) async throws {
    try await prove(example) { bench, seed in bench.shopProxy?.play(example.plan(seed: seed)) }
  }

  @Test("Of the ERP", arguments: cases.filter { !["notices", "login pages", "empty answers"].contains($0.name) })
  func ofTheERP(_ example: Case) async throws {
    try await prove(example) { bench, seed in bench.erpProxy?.play(example.plan(seed: seed)) }
  }

  @Test("Of both, answers being lost after the effect")
  func ofBoth() async throws {
    let example = Case(name: "answers lost", percent: 20, action: .cutAfter)
    try await prove(example) { bench, seed in
      bench.shopProxy?.play(example.plan(seed: seed))
      bench.erpProxy?.play(example.plan(seed: seed + 1000))
    }
  }

  private func prove(_ example: Case, _ play: (Bench, UInt64) -> Void) async throws {
    let road = Road(attempts: 4, timeout: example.timeout, hasProxies: true)
    try await Bench.run(
      road
    ) { bench in
      let bowl = bench.product("BOWL")
      let karim = bench.buyer("karim@example.com")
      let orders = (0..<12).map { number in
        bench.order(
          [.init(number % 2 == 0 ? bench.mug : bowl, quantity: 1 + number % 3)], by: number % 3 == 0 ? karim : nil)
      }
      // What both systems are is known already: the orders alone are at stake.
      _ = try await bench.withEngine(road: Road()) { try await $0.check() }
      var ends: [String] = []
      for run in 1...Self.runs {
        play(bench, UInt64(run))
        let report = try await bench.sync()
        ends.append("\(report.end.rawValue) \(report.fault?.code ?? "")")
        #expect(bench.harm(orders) == [], "after run \(run): \(ends)")
        if report.end == .done, bench.differences(orders) == [] { break }
        #expect(report.end == .incomplete, "\(report.fault?.description ?? "")")
      }
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [], "\(ends)")
      // Requests that were held may still arrive.
      if example.delay > .zero { try await Task.sleep(for: example.delay * 2) }
      bench.shopProxy?.play(FaultPlan())
      bench.erpProxy?.play(FaultPlan())
      try await bench.completes()
      #expect(bench.differences(orders) == [], "\(ends)")
    }
  }
}
