import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct LoadTests {
  @Test("What watches what is held comes after what changes the holders")
  func watchersOfHolds() throws {
    let names = try Shipped.set().mappings.map(\.name)
    let tracking = try #require(names.firstIndex(of: "tracking"))
    let stock = try #require(names.firstIndex(of: "stock"))
    // An order that tracking cancels gives its goods back to the shop's shelf: the stock is written after that.
    #expect(tracking < stock)
    #expect(try #require(names.firstIndex(of: "orders")) < tracking)
  }

  @Test("The shipped files load, what is needed before what needs it")
  func shippedFilesLoad() throws {
    let set = try Shipped.set()
    let names = set.mappings.map(\.name)
    #expect(names.count >= 4)
    for mapping in set.mappings {
      for need in mapping.needs {
        #expect(try #require(names.firstIndex(of: need.mapping)) < (try #require(names.firstIndex(of: mapping.name))))
      }
    }
  }

  @Test("The shipped files have no diagnostics against both systems")
  func shippedFilesCheck() throws {
    let diagnostics = try Shipped.set().check(schemas: Schemas.both, settings: Schemas.settings)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.description).joined(separator: "\n"))")
  }

  @Test("A mapping knows the fields of both sides that its expressions use, rows' fields by way of lists made of them")
  func fieldsUsed() throws {
    let orders = try #require(try Shipped.set()["orders"])
    #expect(orders.sourceFields.contains("total_paid_tax_incl"))
    #expect(!orders.sourceFields.contains("rows"))
    let rows = try #require(orders.reads.first { $0.name == "rows" })
    #expect(rows.fields.contains("product_reference"))
    #expect(rows.fields.contains("id_order"))
    #expect(!rows.fields.contains("paid"))
    #expect(orders.targetFields.contains("order_line.qty_delivered"))
    #expect(orders.targetFields.contains("order_line.price_unit"))
    #expect(!orders.targetFields.contains("order_line"))
    #expect(orders.targetFields.contains("amount_total"))
  }
}
