import Foundation
import Sandbox

extension Demo {
  /// Compares the two servers' own tables.
  func proof(_ placed: DemoOrders) -> DemoAnswer.Proof {
    var proof = DemoAnswer.Proof(expected: placed.payable.count)
    let shelves = shelves()
    let deliveries = deliveries(.english)
    (proof.articles, proof.articlesWrong) = (shelves.count, shelves.count { !$0.isRight })
    (proof.deliveries, proof.deliveriesWrong) = (deliveries.count, deliveries.count { !$0.isRight })
    proof.mailsDoubled = deliveries.reduce(0) { $0 + max(0, $1.mails - $1.mailsExpected) }
    proof.mailsMissing = deliveries.reduce(0) { $0 + max(0, $1.mailsExpected - $1.mails) }
    let pages = DemoPage.all(shop, seed)
    proof.pages = pages.count
    proof.pagesWrong = pages.filter { !$0.isRight }.map { "\($0.reference): \($0.faults.joined(separator: "; "))" }
    count(placed, in: &proof)
    return proof
  }

  private func count(_ placed: DemoOrders, in proof: inout DemoAnswer.Proof) {
    let orders = erp.orders()
    var known = 0
    for id in placed.payable {
      let own = orders.filter { $0.externalIDs.contains { $0.hasSuffix("-order-\(id)") } }
      known += own.count
      proof.present += own.isEmpty ? 0 : 1
      proof.missing += own.isEmpty ? 1 : 0
      proof.duplicates += max(0, own.count - 1)
      let paid = shop.record("orders", id).flatMap { Decimal(exactly: $0["total_paid_tax_incl"]) }
      // The one that the warehouse cancelled was right as well.
      proof.differing += own.count { order in
        order.total != paid || !["sale", "cancel"].contains(order.state) || order.invoices.count != 1
      }
    }
    // Whatever else is there came in without being paid, or twice under another key.
    proof.duplicates += orders.count - known
  }
}
