import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct MoneyTests {
  @Test("Orders measured in three versions of the shop become the lines that give their totals back")
  func measuredOrders() throws {
    let set = try Shipped.set()
    let orders = try MeasuredOrder.read(Shipped.fixture("mapping/orders.json"))
    let mapping = try #require(set["orders"])
    #expect(orders.count > 20)
    for order in orders {
      let evaluator = Evaluator(mapping: mapping, set: set, surroundings: order.surroundings(set))
      let document = try #require(
        evaluator.document(order.source).value, "\(order.name): \(evaluator.document(order.source))")
      let lines = (document.children["order_line"] ?? []).map(MeasuredOrder.Line.init)
      #expect(Set(lines) == Set(order.expected), "\(order.name)")
      #expect(lines.count == order.expected.count, "\(order.name)")
    }
  }

  @Test("Evaluating an order twice gives the same fingerprint, and another voucher another one")
  func fingerprints() throws {
    let set = try Shipped.set()
    let order = try #require(try MeasuredOrder.read(Shipped.fixture("mapping/orders.json")).first { !$0.rules.isEmpty })
    let evaluator = Evaluator(mapping: try #require(set["orders"]), set: set, surroundings: order.surroundings(set))
    let one = try #require(evaluator.document(order.source).value)
    let two = try #require(evaluator.document(order.source).value)
    #expect(one.fingerprint == two.fingerprint)
    var changed = order.source
    changed.related["rules"]?[0].fields["name"] = "Another name"
    let three = try #require(evaluator.document(changed).value)
    #expect(three.fingerprint != one.fingerprint)
    #expect(three.frozenDigest == one.frozenDigest)
  }
}
