import Records
import Testing

@testable import Mapping

@Suite("What a server can judge of `since`")
struct SinceTests {
  private func conditions(_ settings: [String: Value]) throws -> [Condition] {
    let set = try Shipped.set()
    var surroundings = Surroundings(now: Instant(secondsSince1970: 2_000_000_000))
    surroundings.settings = settings
    let orders = try #require(set["orders"])
    return Evaluator(mapping: orders, set: set, surroundings: surroundings).sinceConditions()
  }

  @Test("The shop is asked only for orders placed since the connection went live")
  func pushedDown() throws {
    let live = Value.instant(Instant(secondsSince1970: 1_700_000_000))
    #expect(try conditions(["go_live": live]) == [Condition("date_add", .isAtLeast, live)])
  }

  @Test("A setting without a value asks for nothing: the mapping itself judges each record")
  func unset() throws {
    #expect(try conditions([:]).isEmpty)
  }
}
