import Foundation
import Records
import Testing

@testable import Odoo

@Suite("Odoo's values and ours")
struct ValueCodecTests {
  func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }
  func field(_ name: String, version: Int = 19) throws -> Model.Field {
    try Model.described("sale.order.line", version: version).field(name)
  }

  @Test("false is null, except where the field is a boolean")
  func nothing() throws {
    for kind in [FieldSchema.Kind.text, .decimal, .integer, .instant, .date, .reference("res.partner")] {
      #expect(ValueCodec.value(false, kind) == .null)
    }
    #expect(ValueCodec.value(false, .bool) == .bool(false))
    #expect(ValueCodec.value(0, .integer) == 0)
  }

  @Test("A reference is its id, with or without its name; a datetime is a moment in UTC")
  func references() {
    #expect(ValueCodec.value([7, "Jeanne"], .reference("res.partner")) == 7)
    #expect(ValueCodec.value(7, .reference("res.partner")) == 7)
    #expect(ValueCodec.value([3, 1], .references("account.tax")) == [3, 1])
    #expect(ValueCodec.value("2026-11-22 09:00:00", .instant).description == "2026-11-22 09:00:00")
  }

  @Test(
    "Digits beyond a double's fifteen are noise",
    arguments: [
      ("171.64000000000001", "171.64"), ("65.71000000000001", "65.71"), ("16.583333", "16.583333"),
      ("0.30000000000000004", "0.3"), ("123456789012.35", "123456789012.35"),
    ])
  func noise(served: String, meant: String) throws {
    let value = ValueCodec.value(.decimal(try decimal(served)), FieldSchema.Kind.decimal)
    #expect(value.description == meant)
  }

  @Test("Prices are rounded to what the server keeps before they are sent, half away from zero")
  func rounding() throws {
    let price = try field("price_unit")
    #expect(try ValueCodec.json(.decimal(decimal("16.58333349")), price) == .decimal(decimal("16.583333")))
    #expect(try ValueCodec.cell(.decimal(decimal("-1.0000005")), price) == "-1.000001")
  }

  @Test("Cells of load are texts: nothing is empty, booleans have words, several ids have commas")
  func cells() throws {
    #expect(try ValueCodec.cell([41, 42], field("tax_ids")) == "41,42")
    #expect(try ValueCodec.cell([], field("tax_ids")) == "")
    #expect(try ValueCodec.cell(false, field("is_delivery")) == "False")
    #expect(try ValueCodec.cell(0, field("discount")) == "0")
    #expect(try ValueCodec.cell(.null, field("product_id")) == "")
    #expect(try ValueCodec.column(field("product_id")) == "product_id/.id")
    #expect(try ValueCodec.column(field("tax_ids", version: 17)) == "tax_id/.id")
  }

  @Test("Written lists replace, written nulls empty the field")
  func commands() throws {
    #expect(try ValueCodec.json([41], field("tax_ids")) == [[6, 0, [41]]])
    #expect(try ValueCodec.json([], field("tax_ids")) == [[6, 0, []]])
    #expect(try ValueCodec.json(.null, field("product_id")) == false)
  }

  @Test("A value of the wrong kind is refused for its record, naming the field")
  func wrongKind() throws {
    let product = try field("product_id")
    let fault = #expect(throws: Fault.self) { try ValueCodec.json("x", product) }
    #expect(fault?.code == "ERP_VALUE_REFUSED")
    #expect(fault?.context["field"] == "product_id")
    #expect(fault?.family == .record)
  }
}
