import Foundation
import Records
import Testing
import XMLStream

@testable import PrestaShop

@Suite("Schemas from synopses")
struct SchemaTests {
  static func resource(_ name: String, version: String = "8.2.1") throws -> ShopResource {
    let text = try #require(FakeShop.synopses[name])
    let root = try XMLTree.parse(Array(FakeShop.document(text).utf8))
    let element = try #require(root.children.first)
    return SynopsisReader(resource: name, serverName: name, version: ShopVersion(version), pageSize: 200).read(element)
  }

  @Test(
    "A field's kind follows from the shop's validation method, or from its name",
    arguments: [
      ("id_customer", "isUnsignedId", FieldSchema.Kind.reference("customers")),
      ("current_state", "isUnsignedId", .reference("order_states")),
      ("round_type", "isUnsignedId", .integer), ("id_customer", "isNullOrUnsignedId", .reference("customers")),
      ("id_address_invoice", "isUnsignedId", .reference("addresses")), ("quantity", "isInt", .integer),
      ("price", "isPrice", .decimal),
      ("price", "isNegativePrice", .decimal), ("reduction", "isPercentage", .decimal),
      ("weight", "isUnsignedFloat", .decimal),
      ("active", "isBool", .bool), ("date_add", "isDate", .instant), ("from", "isDateFormat", .instant),
      ("available_date", "isDateFormat", .date), ("birthday", "isBirthDate", .date), ("email", "isEmail", .text),
      ("valid", nil, .bool), ("invoice_date", nil, .instant), ("invoice_number", nil, .integer),
      ("reference", nil, .text),
      ("order_reference", nil, .text), ("product_price", nil, .decimal), ("unit_price_tax_incl", nil, .decimal),
      ("amount_tax_excl", nil, .decimal), ("product_id", nil, .reference("products")), ("id_reference", nil, .integer),
      ("total_paid_tax_excl", nil, .decimal), ("id_default_group", nil, .reference("groups")),
      ("shipping_number", nil, .text),
    ] as [(String, String?, FieldSchema.Kind)])
  func kinds(name: String, format: String?, kind: FieldSchema.Kind) {
    #expect(FieldKinds.kind(name: name, format: format, isTranslated: false, in: "orders") == kind)
  }

  @Test("A product's synopsis tells kinds, limits, and what cannot be written or filtered")
  func product() throws {
    let schema = try Self.resource("products").schema
    #expect(schema.field("name")?.kind == .texts)
    #expect(schema.field("name")?.maximumLength == 20)
    #expect(schema.field("quantity")?.isReadOnly == true)
    #expect(schema.field("quantity")?.isFilterable == false)
    #expect(schema.field("price")?.isRequired == true)
    #expect(schema.field("categories")?.kind == .references("categories"))
    #expect(schema.field("available_date")?.kind == .date)
    #expect(schema.changeFeed?.watermark == "date_upd")
    #expect(schema.changeFeed?.isExact == false, "other shops change what all share, and this one's moment stays")
    #expect(try Self.resource("orders").schema.changeFeed?.isExact == true)
    #expect(schema.update == .partial)
    #expect(schema.field("id")?.isReadOnly == true)
  }

  @Test("Rows of an order are rows, with columns of their own kinds")
  func rows() throws {
    guard case .rows(let columns)? = try Self.resource("orders").schema.field("order_rows")?.kind else {
      Issue.record("order_rows are no rows")
      return
    }
    #expect(columns.map(\.kind) == [.integer, .reference("products"), .integer, .decimal])
    #expect(columns.map(\.isReadOnly) == [false, false, false, true])
  }

  @Test(
    "PATCH exists from 8 on; before, documents are read, merged and sent back, and customers are not changed at all")
  func updates() throws {
    #expect(try Self.resource("products", version: "1.7.8.11").schema.update == .readMergeWrite)
    #expect(try Self.resource("customers", version: "9.1.4").schema.update == .partial)
    #expect(try Self.resource("customers", version: "1.7.8.11").schema.update == .never)
    #expect(try Self.resource("orders", version: "9.1.4").schema.update == .never)
    // Writing a tax makes another tax of it; a carrier is changed by being loaded (measured on 1.6.1.24, 1.7.8.11 and
    // 8.2.1).
    for never in ["taxes", "tax_rules", "carriers"] { #expect(!Canon.of(never).canUpdate, "\(never)") }
    // The quantity of a combination is a column of its own before 8, and would become 0.
    #expect(Canon.of("combinations").derived.isEmpty)
    #expect(try Self.resource("orders").schema.actions.map(\.name) == ["add_state", "set_tracking"])
  }

  @Test("Fields that a version lacks are there, may be written to no effect, and have a meaning")
  func absent() throws {
    let resource = try Self.resource("products", version: "1.6.1.24")
    let state = try #require(resource.schema.field("state"))
    #expect(!state.isReadOnly)
    let display = try resource.display(["state", "reference"])
    #expect(display == [.field("id"), .field("reference")])
    let context = ShopContext(version: try #require(ShopVersion("1.6.1.24")), zone: .gmt, languages: [:])
    let record = try ValueReader(resource: resource, context: context)
      .record(XMLElement("product", children: [XMLElement("id", text: "4")]), fields: ["state", "mpn"])
    #expect(record["state"] == 1)
    #expect(record["mpn"] == .null)
  }

  @Test("Older names answer under the newer ones")
  func formerNames() throws {
    let element = XMLElement(
      "currency",
      children: [XMLElement("iso_code_num", attributes: ["format": "isNumericIsoCode"]), XMLElement("iso_code")])
    let reader = SynopsisReader(
      resource: "currencies", serverName: "currencies", version: ShopVersion("1.6.1.24"), pageSize: 200)
    let field = try #require(reader.read(element).schema.field("numeric_iso_code"))
    #expect(field.serverName == "iso_code_num")
  }

  @Test("Displaying asks for the id, for rows with their columns, and for each field once")
  func display() throws {
    let display = try Self.resource("orders").display(["reference", "order_rows", "reference", "id"])
    #expect(
      display == [
        .field("id"), .field("reference"),
        .association("order_rows", ["id", "product_id", "product_quantity", "product_price"]),
      ])
    #expect(throws: Fault.self) { try Self.resource("orders").display(["nosuch"]) }
  }

  @Test(
    "The element of a record follows from the resource's name",
    arguments: [
      ("orders", "order"), ("addresses", "address"), ("categories", "category"), ("taxes", "tax"),
      ("order_slip", "order_slip"),
      ("price_ranges", "price_range"), ("order_histories", "order_history"), ("content_management_system", "content"),
      ("order_discounts", "order_cart_rule"), ("stock_availables", "stock_available"),
      ("order_cart_rules", "order_cart_rule"),
    ])
  func nodes(resource: String, node: String) { #expect(ResourceNames.node(of: resource) == node) }

  @Test(
    "Versions are ordered, and what says nothing is none",
    arguments: [("1.6.1.24", "1.7.8.11"), ("1.7.8.11", "8.0.0"), ("8.2.1", "9.1.4"), ("8.2.1", "8.10.0")])
  func versions(older: String, newer: String) throws {
    #expect(try #require(ShopVersion(older)) < (try #require(ShopVersion(newer))))
    #expect(ShopVersion("0") == nil)
    #expect(ShopVersion("") == nil)
    #expect(ShopVersion("9.0.0-beta.1")?.numbers == [9, 0, 0])
  }
}
