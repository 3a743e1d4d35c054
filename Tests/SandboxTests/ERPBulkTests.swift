import Foundation
import Testing

@testable import Sandbox

@Suite("Many products in a simulated Odoo")
struct ERPBulkTests {
  private let fields: [String] = [
    "default_code", "name", "active", "qty_available", "free_qty", "outgoing_qty", "virtual_available", "type",
    "sale_ok",
    "list_price", "taxes_id", "uom_id", "product_tmpl_id",
  ]

  @Test("They answer as products made one by one do", arguments: ERPVersion.allCases)
  func sameAnswers(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let single = desk.erp.addProduct(reference: "P9", name: "P")
    desk.erp.setOnHand(product: single, quantity: 7)
    let many = desk.erp.addProducts(count: 5, quantity: 7)
    #expect(many.count == 5)
    var expected = try await desk.read("product.product", single, fields)
    var found = try await desk.read("product.product", many.lowerBound + 3, fields)
    #expect(found["default_code"] == "P4")
    for field in ["id", "default_code", "product_tmpl_id"] {
      expected[field] = nil
      found[field] = nil
    }
    #expect(found == expected)
    #expect(try await desk.search("product.product", [["default_code", "=", "P5"]]) == [many.lowerBound + 4])
    #expect(try await desk.search("product.product", [["id", ">", .integer(many.lowerBound + 2)]]).count == 2)
    desk.erp.sellAtCounter(product: many.lowerBound + 1, quantity: 2)
    #expect(desk.erp.stockLevel(product: many.lowerBound + 1).free == 5)
    #expect(desk.erp.stockLevel(product: many.lowerBound + 2).free == 7)
  }

  @Test("What changed is found among them, in order, also when much changed at once")
  func changes() async throws {
    let clock = ManualClock()
    let desk = try ERPDesk(.v18, clock: { clock.now })
    let many = desk.erp.addProducts(count: 2_000)
    func changed(since moment: String, limit: RPCValue = .no) async throws -> [Int] {
      let domain: RPCValue = [["write_date", ">=", .text(moment)]]
      return try await desk.call("stock.quant", "search", [domain, 0, limit, "write_date, id"]).references
    }
    #expect(try await changed(since: clock.text).count == 2_000)
    #expect(try await changed(since: clock.text, limit: 3).count == 3)
    var written: [Int] = []
    for product in [7, 3, 5].map({ many.lowerBound + $0 }) {
      clock.advance(1)
      desk.erp.setOnHand(product: product, quantity: 1)
      written.append(product)
    }
    let quants = desk.erp.records("stock.quant", fields: ["product_id", "location_id"])
    func stock(of product: Int) -> Int? {
      quants.first { $0["product_id"] == .integer(product) && $0["location_id"] == 8 }?["id"]?.integer
    }
    let found = try await changed(since: ManualClock(clock, -2).text)
    #expect(found.filter { quant in written.contains { stock(of: $0) == quant } } == written.compactMap(stock))
    #expect(try await changed(since: clock.text, limit: 1) == [try #require(stock(of: written[2]))])
    clock.advance(-1_000)
    desk.erp.setOnHand(product: many.lowerBound, quantity: 2)
    #expect(try await changed(since: ManualClock(clock, 500).text).contains(try #require(stock(of: written[2]))))
  }
}
