import Records
import Testing

@testable import Odoo

@Suite("A model has the same fields in every version")
struct ModelTests {
  @Test("Renamed fields keep their newest name", arguments: [16, 17, 18, 19])
  func renamed(version: Int) throws {
    let field = try Model.described("sale.order.line", version: version).field("tax_ids")
    #expect(field.serverName == (version >= 19 ? "tax_ids" : "tax_id"))
    #expect(field.schema.kind == .references("account.tax"))
  }

  @Test("The older name is not a field as well")
  func olderName() {
    #expect(Model.described("sale.order.line", version: 18).fields["tax_id"] == nil)
  }

  @Test("An optional field exists where the server lacks it, and nothing of it is sent", arguments: [16, 17])
  func optional(version: Int) throws {
    let field = try Model.described("sale.order.line", version: version).field("technical_price_unit")
    #expect(try ValueCodec.json(999_999, field) == nil)
    #expect(ValueCodec.value(nil, field) == .null)
  }

  @Test("Without the module of delivery methods a delivery has no tracking number, which is no error")
  func withoutDelivery() throws {
    let model = Model(name: "stock.picking", description: ["state": ["type": "selection"]])
    let plan = try ReadPlan(["state", "carrier_tracking_ref", "carrier_id.name"], of: model)
    #expect(plan.serverNames == ["id", "state"])
    let record = try #require(plan.record(["id": 3, "state": "done"], model))
    #expect(record["carrier_tracking_ref"] == .null)
    let kept = Model(model.resourceSchema(overlap: 300))
    #expect(try kept.field("carrier_tracking_ref").access == .absent)
    let with = Model(
      name: "stock.picking", description: ["carrier_tracking_ref": ["type": "char", "searchable": true]])
    #expect(try with.field("carrier_tracking_ref").access == .direct)
    #expect(try Model(with.resourceSchema(overlap: 300)).field("carrier_tracking_ref").access == .direct)
  }

  @Test("16's state \"done\" is a locked sale")
  func locked() throws {
    let model = Model.described("sale.order", version: 16)
    let state = try model.field("state")
    #expect(ValueCodec.value("done", state) == "sale")
    #expect(ValueCodec.value("draft", state) == "draft")
    #expect(state.schema.options == ["draft", "sale"])
    #expect(ValueCodec.value("done", try model.field("locked")) == true)
    #expect(ValueCodec.value("sale", try model.field("locked")) == false)
    #expect(try Domain.leaf(Condition("state", .equals, "sale"), model) == ["state", "in", ["sale", "done"]])
    #expect(try Domain.leaf(Condition("state", .equals, "draft"), model) == ["state", "=", "draft"])
  }

  @Test("A storable product is a type in 16 and 17")
  func storable() throws {
    let old = Model(
      name: "product.template",
      description: ["detailed_type": ["type": "selection", "selection": [["consu", "C"], ["product", "P"]]]])
    let field = try old.field("is_storable")
    #expect(ValueCodec.value("product", field) == true)
    #expect(try ValueCodec.json(true, field) == "product")
    #expect(try ValueCodec.json(false, field) == "consu")
    #expect(try Domain.leaf(Condition("is_storable", .equals, true), old) == ["detailed_type", "=", "product"])
    let new = Model(name: "product.template", description: ["is_storable": ["type": "boolean"]])
    #expect(try new.field("is_storable").serverName == "is_storable")
  }

  @Test(
    "A text that a module of Odoo brings is not asked for where the module is missing, and asked for in all languages where it is not"
  )
  func moduleTexts() throws {
    let bare = Model(name: "product.template", description: ["name": ["type": "char", "translate": true]])
    let plan = try ReadPlan(["name", "description_ecommerce", "product_length"], of: bare)
    #expect(plan.serverNames == ["id", "name"])
    #expect(plan.translated.map(\.name) == ["name"])
    let full = Model(
      name: "product.template",
      description: [
        "name": ["type": "char", "translate": true], "description_ecommerce": ["type": "html", "translate": true],
      ])
    #expect(try ReadPlan(["description_ecommerce"], of: full).translated.map(\.name) == ["description_ecommerce"])
  }

  @Test("The rows' field that points back is the required one where the server does not tell", arguments: [16, 19])
  func inverse(version: Int) throws {
    let order = Model.described("sale.order", version: version)
    #expect(try order.inverse(of: "order_line", in: .described("sale.order.line", version: version)) == "order_id")
  }

  @Test("A kept description gives the same model back", arguments: [16, 17, 18, 19])
  func kept(version: Int) throws {
    for name in ["sale.order", "sale.order.line", "res.partner"] {
      let model = Model.described(name, version: version)
      let again = Model(model.resourceSchema(overlap: 300))
      #expect(again.fields.mapValues(\.schema) == model.fields.mapValues(\.schema))
      let different = model.fields.filter { name, field in
        // A later server than 16 has no value to fold.
        field.access != again.fields[name]?.access && name != "state"
      }
      #expect(different.isEmpty)
    }
  }

  @Test("Conditions become a domain; groups are joined by Odoo's prefix operators")
  func domains() throws {
    let model = Model.described("sale.order.line", version: 17)
    let conditions = [Condition("tax_ids", .isOneOf, [1, 2]), Condition("price_unit", .isAtLeast, 3)]
    let domain = try Domain.all(conditions, model)
    #expect(domain == [["tax_id", "in", [1, 2]], ["price_unit", ">=", 3]])
    #expect(
      Domain.any([domain, [["id", "=", 1]]]) == [
        "|", "&", ["tax_id", "in", [1, 2]], ["price_unit", ">=", 3], ["id", "=", 1],
      ])
    #expect(try Domain.leaf(Condition("product_id", .equals, .null), model) == ["product_id", "=", false])
    #expect(throws: Fault.self) { try Domain.leaf(Condition("nope", .equals, 1), model) }
  }

  @Test("A language that several countries share keeps its country, except Odoo's own short one")
  func languages() {
    let rows = [
      (code: "en_US", iso: "en"), (code: "fr_FR", iso: "fr"), (code: "fr_BE", iso: "fr_BE"),
      (code: "nl_NL", iso: "nl_NL"),
    ]
    #expect(Languages(rows: rows).codes == ["en": "en_US", "fr": "fr_FR", "fr_BE": "fr_BE", "nl": "nl_NL"])
  }
}
