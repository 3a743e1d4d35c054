import Foundation
import Records
import Sandbox
import Testing

/// What customers and shop keepers do with an order, before and after the ERP has it.
@Suite("An order's story")
struct OrderStoryTests {
  @Test("Not paid: it is left alone, and taken over once it is paid", arguments: ERPVersion.allCases)
  func unpaid(_ version: ERPVersion) async throws {
    try await Bench.run(erp: version) { bench in
      let order = bench.place()
      try await bench.completes()
      #expect(bench.isERPUntouched)
      #expect(try await bench.journal.counts()["orders"] == [.held: 1])
      bench.shop.pay(order)
      try await bench.completes()
      #expect(bench.differences([order]) == [])
    }
  }

  @Test("Cancelled before it was paid: it never comes")
  func cancelledUnpaid() async throws {
    try await Bench.run { bench in
      let order = bench.place()
      try await bench.completes()
      bench.shop.cancel(order)
      try await bench.completes()
      #expect(bench.isERPUntouched)
      #expect(try await bench.quarantine().isEmpty)
    }
  }

  @Test("Paid and shipped between two runs: it was paid all the same")
  func shippedAtOnce() async throws {
    try await Bench.run { bench in
      try await bench.completes()
      let order = bench.order()
      bench.shop.ship(order, tracking: "6A0123456789")
      try await bench.completes()
      #expect(bench.differences([order]) == [])
    }
  }

  @Test("Cancelled after the import: cancelled at the ERP too, and left so")
  func cancelled() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      try await bench.completes()
      bench.shop.cancel(orders[0])
      for _ in 1...2 {
        try await bench.completes()
        #expect(bench.documents(of: orders[0]).map(\.state) == ["cancel"])
        #expect(bench.documents(of: orders[1]).map(\.state) == ["sale"])
        #expect(try await bench.quarantine().isEmpty)
      }
    }
  }

  @Test("Cancelled after the delivery: a person is asked, and nothing is undone")
  func cancelledAfterDelivery() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      try await bench.completes()
      bench.erp.deliver(order: bench.documents(of: orders[0])[0].id)
      bench.shop.cancel(orders[0])
      try await bench.completes()
      let rows = try await bench.quarantine()
      expect(
        rows.first?.fault, "CANCELLED_AFTER_SHIPPING",
        "Order 1 was cancelled in the shop, but goods have already left the warehouse.", .record)
      #expect(rows.map(\.key) == [RecordKey(orders[0])])
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("Edited after the import: a person is asked; taken back, the row resolves itself")
  func edited() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      try await bench.completes()
      let row = bench.shop.records("order_details", where: "id_order", is: "\(orders[0])")[0]
      bench.shop.edit("order_details", row.id, ["product_quantity": "3"])
      bench.shop.edit("orders", orders[0], ["gift_message": "x"])
      try await bench.completes()
      let rows = try await bench.quarantine()
      expect(
        rows.first?.fault, "EDITED_AFTER_IMPORT",
        "Order 1 was changed in the shop after its document in Odoo was confirmed (document 1).", .record)
      #expect(rows.map(\.key) == [RecordKey(orders[0])])
      #expect(bench.documents(of: orders[0])[0].lines.first { $0.product == "MUG" }?.quantity == 1)
      bench.shop.edit("order_details", row.id, ["product_quantity": "1"])
      bench.shop.edit("orders", orders[0], ["gift_message": ""])
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("An edit that nobody has looked at stays to be seen, whatever the order does next; dismissed, it is no news")
  func editedThenShipped() async throws {
    try await Bench.run { bench in
      let order = bench.order()
      try await bench.completes()
      let row = bench.shop.records("order_details", where: "id_order", is: "\(order)")[0]
      bench.shop.edit("order_details", row.id, ["product_quantity": "3"])
      bench.shop.edit("orders", order, ["gift_message": "x"])
      try await bench.completes()
      #expect(try await bench.quarantine().map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
      bench.shop.changeState(order, to: 3)
      try await bench.completes()
      let rows = try await bench.quarantine()
      #expect(rows.map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
      try await bench.journal.dismiss(rows.first?.id ?? 0, note: "carried over by hand", at: Instant(Date()))
      bench.shop.ship(order)
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      // Another edit is another matter.
      bench.shop.edit("order_details", row.id, ["product_quantity": "4"])
      bench.shop.edit("orders", order, ["gift_message": "y"])
      try await bench.completes()
      #expect(try await bench.quarantine().map(\.fault.code) == ["EDITED_AFTER_IMPORT"])
    }
  }

  @Test("Deleted at the ERP: a person is asked; made again when she says so, once")
  func deleted() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      try await bench.completes()
      let document = bench.documents(of: orders[0])[0]
      bench.erp.cancelOrder(document.id)
      #expect(bench.erp.removeRecord("sale.order", document.id))
      // It is noticed when the order's turn comes.
      bench.shop.edit("orders", orders[0], ["id_carrier": "1"])
      try await bench.completes()
      expect(try await bench.quarantine().first?.fault, "TARGET_DELETED", nil, .record)
      #expect(bench.documents(of: orders[0]).isEmpty)
      // A plain replay changes nothing.
      try await bench.replay()
      try await bench.completes()
      expect(try await bench.quarantine().first?.fault, "TARGET_DELETED", nil, .record)
      try await bench.replay(recreate: true)
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.documents(of: orders[0]).count == 1)
      #expect(bench.documents(of: orders[0]).first?.state == "sale")
      try await bench.completes()
      #expect(bench.documents(of: orders[0]).count == 1)
      #expect(bench.documents(of: orders[1]).count == 1)
    }
  }

  @Test(
    "A guest who writes her address in other letters is the same person, whoever comes first", arguments: [true, false])
  func guest(isFirst: Bool) async throws {
    try await Bench.run { bench in
      let guest = bench.buyer("Jeanne.MARTIN@Example.com", first: "Jeanne", last: "Martin", isGuest: true)
      var orders = isFirst ? [bench.order(by: guest), bench.order()] : [bench.order(), bench.order(by: guest)]
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      #expect(bench.people("jeanne.martin@example.com").count == 1)
      // Later, in a run of its own, once more.
      orders.append(
        bench.order(by: bench.buyer(" JEANNE.martin@example.com", first: "J.", last: "Martin", isGuest: true)))
      try await bench.completes()
      #expect(bench.people("jeanne.martin@example.com").count == 1)
      #expect(bench.people("jeanne.martin@example.com").first?["name"]?.text == "Jeanne Martin")
      #expect(bench.erp.orders().count == 3)
    }
  }

  @Test("An address that is edited in place between two orders: each order keeps its own")
  func addressEdited() async throws {
    try await Bench.run { bench in
      var orders = [bench.order()]
      try await bench.completes()
      bench.shop.edit(
        "addresses", bench.jeanne.address, ["address1": "12 quai des Brumes", "city": "Brest", "postcode": "29200"])
      orders.append(bench.order())
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      let streets = orders.map { order in
        let document = bench.erp.record("sale.order", bench.documents(of: order)[0].id, fields: ["partner_shipping_id"])
        let partner = document?["partner_shipping_id"]?.integer ?? 0
        return bench.erp.record("res.partner", partner, fields: ["street"])?["street"]?.text
      }
      #expect(streets == ["3 rue des Lilas", "12 quai des Brumes"])
      #expect(try await bench.quarantine().isEmpty)
    }
  }

  @Test("Two carriers, two orders of one reference: two documents")
  func split() async throws {
    try await Bench.run { bench in
      let bowl = bench.product("BOWL")
      let orders = bench.shop.placeOrders(
        ShopCart(
          customer: bench.jeanne.customer, address: bench.jeanne.address,
          rows: [ShopCart.Row(bench.mug), ShopCart.Row(bowl, carrier: 1)]))
      for order in orders { bench.shop.pay(order) }
      #expect(orders.count == 2)
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("An order that costs nothing")
  func free() async throws {
    try await Bench.run { bench in
      let all = bench.shop.addCartRule("OFFERT", ["reduction_percent": "100.00", "free_shipping": "1"])
      let orders = [bench.order(vouchers: [all]), bench.order()]
      #expect(Decimal(exactly: bench.shop.record("orders", orders[0])?["total_paid_tax_incl"] ?? "") == 0)
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      #expect(try await bench.quarantine().isEmpty)
    }
  }

  @Test("An order in dollars is one in the ERP")
  func dollars() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(currency: 2), bench.order()]
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      #expect(orders.map { bench.documents(of: $0).first?.currency } == ["USD", "EUR"])
    }
  }

  @Test("One bad order among many never holds up the others")
  func oneAmongMany() async throws {
    try await Bench.run { bench in
      let kiln = bench.shop.addProduct(reference: "KILN", name: "Four", price: 249, quantity: 9)
      let orders = (0..<12).map { _ in bench.order() }
      bench.order([.init(kiln)])
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }
}
