import Foundation
import Records
import Sandbox
import Testing

/// One order is not as it should be: it alone stops, with a sentence that says why, and goes on when the cause is mended.
@Suite("An order that cannot go on")
struct RecordFaultTests {
  @Test("A product that the ERP does not know: the order waits, and its reference is named")
  func unknownProduct() async throws {
    try await Bench.run { bench in
      let kiln = bench.shop.addProduct(reference: "KILN", name: "Four", price: 249, quantity: 9)
      let orders = [bench.order(), bench.order([.init(bench.mug), .init(kiln)])]
      try await bench.completes()
      #expect(bench.differences([orders[0]]) == [])
      let rows = try await bench.quarantine()
      expect(
        rows.first?.fault, "NO_PRODUCT",
        "The shop sells product 2, reference KILN, and no product in Odoo has that reference or EAN.", .record)
      #expect(rows.count == 1)
      #expect(rows.first?.fault.cause(.french).contains("KILN") == true)
      #expect(try await bench.journal.waiting(flow: nil).map(\.key) == [RecordKey(orders[1])])
      bench.erp.addProduct(reference: "KILN", name: "Kiln")
      try await bench.replay()
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("Two products with one reference: neither is guessed")
  func ambiguous() async throws {
    try await Bench.run { bench in
      let bowl = bench.product("BOWL")
      bench.erp.addProduct(reference: "BOWL", name: "Another bowl")
      let orders = [bench.order(), bench.order([.init(bowl)])]
      try await bench.completes()
      #expect(bench.differences([orders[0]]) == [])
      let rows = try await bench.quarantine()
      expect(rows.first?.fault, "AMBIGUOUS", nil, .record)
      #expect(rows.first?.fault.cause(.english).contains("BOWL") == true, "\(rows)")
      let second = bench.erp.records("product.product", fields: ["default_code"]).filter {
        $0["default_code"]?.text == "BOWL"
      }
      #expect(bench.erp.editByHand("product.product", second.last?["id"]?.integer ?? 0, ["default_code": "BOWL-2"]))
      try await bench.replay()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A rate of tax that the ERP has no tax for")
  func taxWithoutTax() async throws {
    try await Bench.run { bench in
      let (_, group) = bench.shop.addTax(rate: 7)
      let jam = bench.shop.addProduct(reference: "JAM", name: "Confiture", price: 8, taxGroup: group, quantity: 9)
      bench.erp.addProduct(reference: "JAM", name: "Jam")
      let orders = [bench.order(), bench.order([.init(jam)])]
      try await bench.completes()
      #expect(bench.differences([orders[0]]) == [])
      let rows = try await bench.quarantine()
      expect(
        rows.first?.fault, "TABLE_GAP",
        "Odoo has no sale tax of 7 % with “Included in Price”.", .record)
      bench.erp.addTax(amount: 7, priceIncluded: true, name: "7 %")
      try await bench.replay()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A total that the rows do not make: nothing is written")
  func totalDiffers() async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      let paid = bench.shop.record("orders", orders[1])?["total_paid_tax_incl"] ?? ""
      bench.shop.edit("orders", orders[1], ["total_paid_tax_incl": "12.340000"])
      try await bench.completes()
      #expect(bench.differences([orders[0]]) == [])
      #expect(bench.documents(of: orders[1]).isEmpty)
      let rows = try await bench.quarantine()
      expect(
        rows.first?.fault, "TOTAL_DIFFERS",
        "The customer paid 12.34, but Odoo computes 17.90 (difference -5.56, at most 0.05 may be rounded away). Nothing was confirmed.",
        .record)
      bench.shop.edit("orders", orders[1], ["total_paid_tax_incl": paid])
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A total that differs by cents is closed by a row of its own", arguments: ["0.05", "-0.05", "0.01"])
  func centsDiffer(cents: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order()]
      let paid = Decimal(exactly: bench.shop.record("orders", orders[0])?["total_paid_tax_incl"] ?? "") ?? 0
      let other = paid + (Decimal(exactly: cents) ?? 0)
      bench.shop.edit("orders", orders[0], ["total_paid_tax_incl": "\(other)"])
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      let closing = bench.documents(of: orders[0]).first?.lines.filter { $0.product == "ROUND" }
      #expect(closing?.map(\.total) == [Decimal(exactly: cents) ?? 0])
      // The next run leaves it so.
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A customer without a name is called by what is known of him")
  func nameless() async throws {
    try await Bench.run { bench in
      let nobody = bench.buyer("nobody@example.com", first: "", last: "")
      let orders = [bench.order(by: nobody), bench.order()]
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
      #expect(bench.people("nobody@example.com").first?["name"]?.text?.isEmpty == false)
    }
  }

  @Test(
    "Names with odd characters arrive as they are",
    arguments: [
      "Tasse & soucoupe <« 50 % »> \"d'été\"", "Ring 💍 für Zoë — №5", "a,b;c\td", "=1+1", "  spaces  ",
      String(repeating: "Très long ", count: 25),
    ])
  func oddNames(name: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order([.init(bench.product("ODD", name: name), quantity: 2)])]
      try await bench.completes()
      #expect(bench.differences(orders) == [])
      let line = bench.documents(of: orders[0]).first?.lines.first { $0.product == "ODD" }
      let sold = bench.shop.records("order_details", where: "id_order", is: "\(orders[0])").first?["product_name"]
      #expect(line?.name.trimmingCharacters(in: .whitespaces) == sold?.trimmingCharacters(in: .whitespaces))
    }
  }

  @Test("Thirty orders in a row with one fault pause the flow: it is a setting", arguments: [true, false])
  func sameFaultRepeated(isFirstRun: Bool) async throws {
    try await Bench.run { bench in
      var orders: [Int] = []
      if !isFirstRun {
        orders.append(bench.order())
        try await bench.completes()
      }
      let (_, group) = bench.shop.addTax(rate: 7)
      let jam = bench.shop.addProduct(reference: "JAM", name: "Confiture", price: 8, taxGroup: group, quantity: 99)
      bench.erp.addProduct(reference: "JAM", name: "Jam")
      let early = orders
      bench.clock.advance(by: -300)
      orders += (0..<30).map { _ in bench.order([.init(jam)]) }
      bench.clock.advance(by: 300)
      let report = try await bench.sync()
      expect(report.fault, "SAME_FAULT_REPEATED", nil, .configuration)
      #expect(report.end == .configuration)
      #expect(bench.differences(early) == [])
      #expect(try await bench.quarantine().count == 30)
      bench.erp.addTax(amount: 7, priceIncluded: true, name: "7 %")
      // One command for all of them: nobody replays thirty rows by hand.
      try await bench.replay()
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }
}
