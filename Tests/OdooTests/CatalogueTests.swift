import Foundation
import Records
import Testing

@testable import Odoo

@Suite("A catalogue has one form in every version")
struct CatalogueTests {
  /// Template 5 with the variants 51 (values 7 and 3), 52 (values 3 and 8) and, of another product, 53.
  private static func server() -> ScriptedServer {
    ScriptedServer(version: 18) { call in
      switch call.model {
      case "product.template.attribute.value":
        [
          ["id": 91, "product_attribute_value_id": 7], ["id": 92, "product_attribute_value_id": 3],
          ["id": 93, "product_attribute_value_id": 8],
        ]
      case "product.product":
        [
          ["id": 51, "product_tmpl_id": 5, "product_template_attribute_value_ids": [91, 92]],
          ["id": 52, "product_tmpl_id": 5, "product_template_attribute_value_ids": [92, 93]],
          ["id": 53, "product_tmpl_id": 6, "product_template_attribute_value_ids": []],
        ]
      default: []
      }
    }
  }

  @Test("A variant's combination is the sorted ids of its values, put together by one question for a page")
  func combination() async throws {
    let server = Self.server()
    let records = try await OdooConnector(server).read(
      RelatedQuery(resource: "product.product", field: "product_tmpl_id", values: [5, 6], fields: ["combination"]))
    #expect(records.map { $0["combination"] } == ["3,7", "3,8", ""])
    #expect(server.calls.count == 2)
    #expect(server.calls.first?.options["fields"] == ["id", "product_template_attribute_value_ids"])
  }

  @Test(
    "A variant is found by its product and combination, given as text or list in any order",
    arguments: ["3,7", "7, 3", [7, 3]] as [Value])
  func found(_ combination: Value) async throws {
    let server = Self.server()
    let probe = Probe(
      resource: "product.product",
      conditions: [Condition("product_tmpl_id", .equals, 5), Condition("combination", .equals, combination)], fields: []
    )
    let found = try await OdooConnector(server).find([probe])
    #expect(found.map { $0.map(\.key) } == [[51]])
    #expect(
      server.calls.first?.options["domain"] == [["product_tmpl_id", "=", 5], ["id", ">", 0]],
      "the combination is not for the server to judge")
  }

  @Test("Several variants are found by one search; a product without variants by the empty combination")
  func severalFound() async throws {
    let server = Self.server()
    let probes = [(5, "3,7"), (5, "3,8"), (6, ""), (5, "3")].map { product, combination in
      Probe(
        resource: "product.product",
        conditions: [
          Condition("product_tmpl_id", .equals, .integer(product)),
          Condition("combination", .equals, .text(combination)),
        ], fields: [])
    }
    let found = try await OdooConnector(server).find(probes)
    #expect(found.map { $0.map(\.key) } == [[51], [52], [53], []])
    #expect(server.calls("search_read").count { $0.model == "product.product" } == 1)
  }

  @Test("By a combination alone no variant is looked for: it would be read with all others")
  func combinationAlone() async {
    let probe = Probe(
      resource: "product.product", conditions: [Condition("combination", .equals, "3,7")], fields: [])
    let fault = await #expect(throws: Fault.self) { try await OdooConnector(Self.server()).find([probe]) }
    #expect(fault?.code == "ERP_FIELD_UNKNOWN")
  }

  @Test("A storable product reads as goods that are storable, and is written so, in every version", arguments: 16...19)
  func storable(_ version: Int) throws {
    let model = Model.described("product.template", version: version)
    let row: JSON =
      version >= 18
      ? ["id": 1, "type": "consu", "is_storable": true] : ["id": 1, "type": "product", "detailed_type": "product"]
    let plan = try ReadPlan(["type", "is_storable"], of: model)
    let record = try #require(plan.record(row, model))
    #expect(record["type"] == "consu")
    #expect(record["is_storable"] == true)
    let written = try DocumentWriter.values(["type": "consu", "is_storable": true], model)
    #expect(written == (version >= 18 ? ["type": "consu", "is_storable": true] : ["detailed_type": "product"]))
    let service = try DocumentWriter.values(["type": "service", "is_storable": false], model)
    #expect(service == (version >= 18 ? ["type": "service", "is_storable": false] : ["type": "service"]))
  }

  @Test("What belongs to Odoo's own shop has no records where that is not installed, and is no mistake of a mapping")
  func withoutShop() async throws {
    let server = ScriptedServer(version: 18) { call throws(CallFailure) in
      if call.model == "product.image" { throw CallFailure(ModuleNames.missing("product.image")) }
      return [["id": 5, "name": "Chair"]]
    }
    let odoo = OdooConnector(server)
    let schema = try await odoo.describe(["product.image"])
    #expect(schema.resources["product.image"]?.field("image_1920")?.kind == .content)
    let pictures = RelatedQuery(
      resource: "product.image", field: "product_tmpl_id", values: [5], fields: ["image_1920", "sequence"])
    #expect(try await odoo.read(pictures).isEmpty)
    #expect(try await odoo.latest("product.image") == nil)
    let products = RelatedQuery(
      resource: "product.template", field: "id", values: [5],
      fields: ["list_price", "product_template_image_ids.image_1920", "public_categ_ids"])
    #expect(try await odoo.read(products).count == 1)
    // Kept descriptions say the same.
    let later = OdooConnector(server)
    await later.adopt(schema)
    #expect(try await later.read(pictures).isEmpty)
  }

  @Test("Removing is done together, and apart where one record is refused; what is gone is gone")
  func removal() async throws {
    let server = ScriptedServer(version: 18) { call throws(CallFailure) in
      if call.method == "search_read" { return [["id": 1], ["id": 2], ["id": 3]] }
      if call.ids?.contains(2) == true { throw CallFailure(Fault(.record, "ERP_REFUSED", "in use")) }
      return true
    }
    let calls = [1, 2, 3, 4].map {
      ActionCall(resource: "product.template", key: RecordKey($0), action: ResourceSchema.Action.delete)
    }
    let outcomes = await OdooConnector(server).perform(calls)
    #expect(outcomes.map(\.isApplied) == [true, false, true, false])
    #expect(outcomes[3] == .unchanged(4))
    #expect(server.calls("unlink").map(\.ids) == [[1, 2, 3], [1], [2], [3]])
    let intent = OpenIntent(effect: .action(calls[3]), baseline: Baseline(), announced: Instant(secondsSince1970: 0))
    let settled = ScriptedServer(version: 18) { _ in [] }
    #expect(try await OdooConnector(settled).settle([intent]) == [.done(4)])
  }

  @Test("A new product carries its attribute lines in the same load: Odoo makes the variants of them")
  func attributeLines() async {
    let server = ScriptedServer(version: 18) { call in CreationTests.ids(call) }
    let key = ExternalKey(scope: "shop", name: "product-1")
    let write = Write(
      resource: "product.template", identity: .create(key), fields: ["list_price": 10],
      children: [
        "attribute_line_ids": [
          ChildWrite(key: "3", fields: ["attribute_id": 3, "value_ids": [7, 8]]),
          ChildWrite(key: "4", fields: ["attribute_id": 4, "value_ids": [9]]),
        ]
      ], childKey: key)
    #expect(await OdooConnector(server).write([write]) == [.applied(101)])
    #expect(
      server.calls("load").first?.argument("fields") == [
        "id", "list_price", "attribute_line_ids/id", "attribute_line_ids/attribute_id/.id",
        "attribute_line_ids/value_ids/.id",
      ])
    #expect(
      server.calls("load").first?.argument("data") == [
        ["passerelle.shop-product-1", "10", "passerelle.shop-product-1-3", "3", "7,8"],
        ["", "", "passerelle.shop-product-1-4", "4", "9"],
      ])
  }
}

extension Outcome {
  fileprivate var isApplied: Bool { if case .applied = self { true } else { false } }
}
