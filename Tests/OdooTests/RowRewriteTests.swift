import Foundation
import Records
import Testing

@testable import Odoo

@Suite("The owned rows of a draft are brought to what is wanted")
struct RowRewriteTests {
  let parent = ExternalKey(scope: "shop", name: "order-12")
  let model = Model.described("sale.order.line")

  func wanted(_ key: String, quantity: Value = 3, price: Value = 10) -> ChildWrite {
    ChildWrite(key: key, fields: ["product_uom_qty": quantity, "price_unit": price, "tax_ids": [41, 42]])
  }

  func current(_ id: Int, _ key: String?, quantity: Value = 3, price: Value = 10) -> RowRewrite.Current {
    RowRewrite.Current(
      id: id, externalID: key.map { "passerelle.shop-order-12-" + $0 },
      fields: ["product_uom_qty": quantity, "price_unit": price, "tax_ids": [42, 41]])
  }

  func plan(_ current: [RowRewrite.Current], _ wanted: [ChildWrite]) -> RowRewrite {
    RowRewrite(current: current, wanted: wanted, parent: parent, model: model)
  }

  @Test("Equal rows cause nothing, whatever the number's form or the order of ids")
  func equal() throws {
    let exact = try #require(Decimal(string: "3.00"))
    #expect(plan([current(1, "row-1", quantity: .decimal(exact))], [wanted("row-1")]).isEmpty)
  }

  @Test("Decimals are compared at the precision that the server keeps")
  func precision() throws {
    let sent = try #require(Decimal(string: "16.5833333333"))
    let kept = try #require(Decimal(string: "16.583333"))
    #expect(plan([current(1, "row-1", price: .decimal(kept))], [wanted("row-1", price: .decimal(sent))]).isEmpty)
    #expect(!plan([current(1, "row-1", price: .decimal(kept))], [wanted("row-1", price: 16)]).isEmpty)
  }

  @Test("A row that differs in one field is written whole: Odoo would compute the price anew for a quantity alone")
  func whole() {
    let plan = plan([current(1, "row-1")], [wanted("row-1", quantity: 4)])
    #expect(plan.changes.map(\.id) == [1])
    #expect(plan.changes.first?.fields.keys.sorted() == ["price_unit", "product_uom_qty", "tax_ids"])
    #expect(plan.additions.isEmpty && plan.removals.isEmpty)
  }

  @Test("New rows are added, surplus rows of ours removed")
  func surplus() {
    let plan = plan([current(1, "row-1"), current(2, "row-2")], [wanted("row-1"), wanted("shipping")])
    #expect(plan.additions.map(\.key) == ["shipping"])
    #expect(plan.removals == [2])
    #expect(plan.changes.isEmpty)
  }

  @Test("Rows that are not ours are never touched: added by hand, or another document's")
  func foreign() {
    let other = RowRewrite.Current(id: 9, externalID: "passerelle.shop-order-1-row-1", fields: [:])
    #expect(plan([current(5, nil), other, current(1, "row-1")], [wanted("row-1")]).isEmpty)
  }

  @Test("No rows wanted removes all of ours and nothing else")
  func nothingWanted() {
    #expect(plan([current(1, "row-1"), current(5, nil)], []).removals == [1])
  }

  @Test("A field that this version does not have makes no difference")
  func absent() {
    let old = Model.described("sale.order.line", version: 16)
    let row = ChildWrite(key: "row-1", fields: ["technical_price_unit": 999_999])
    let kept = RowRewrite.Current(id: 1, externalID: "passerelle.shop-order-12-row-1", fields: [:])
    #expect(RowRewrite(current: [kept], wanted: [row], parent: parent, model: old).isEmpty)
    #expect(!RowRewrite(current: [kept], wanted: [row], parent: parent, model: model).isEmpty)
  }

  @Test("Characters that load would take for separators are kept out of external ids, distinctly")
  func externalIDs() {
    #expect(ExternalID.safe("row-350") == "row-350")
    #expect(ExternalID.safe("a.b/c,d e") == "a_2e_b_2f_c_2c_d_20_e")
    #expect(ExternalID.row("passerelle.shop-order-12-row-1", of: parent) == "row-1")
    #expect(ExternalID.row("passerelle.shop-order-123-row-1", of: parent) == nil)
  }
}
