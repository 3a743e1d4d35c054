import Foundation
import Records
import Testing

@testable import Odoo

@Suite("Totals are foreseen without creating anything")
struct OrderForecastTests {
  func order(_ price: Value = 19, identity: Write.Identity = .create(ExternalKey(scope: "s", name: "order-1"))) -> Write
  {
    Write(
      resource: "sale.order", identity: identity, fields: ["partner_id": 7, "client_order_ref": "R"],
      children: [
        "order_line": [
          ChildWrite(
            key: "row-1",
            fields: [
              "product_id": 5, "price_unit": price, "product_uom_qty": 2, "tax_ids": [41],
              "technical_price_unit": 999_999,
            ])
        ]
      ])
  }

  static func amounts(_ total: String) throws -> JSON {
    try JSONReader.read(Array("{\"value\": {\"amount_total\": \(total)}}".utf8))
  }

  @Test("The question is asked in the version's own form, about the lines alone", arguments: [16, 17, 18, 19])
  func forms(version: Int) async throws {
    let answer = try Self.amounts("171.64000000000001")
    let server = ScriptedServer(version: version) { _ in answer }
    let records = try await OdooConnector(server).foresee([order()], fields: ["amount_total", "amount_tax"])
    let foreseen = try #require(try records?.first?.get())
    #expect(foreseen["amount_total"].description == "171.64", "16 and 17 answer with raw floats")
    #expect(foreseen["amount_tax"] == 0 || foreseen["amount_tax"].number == 0, "a missing amount is zero")
    let call = try #require(server.calls.first)
    #expect(call.method == "onchange" && call.ids == [] && call.effect == .read)
    #expect(call.arguments[1].value == ["order_line"])
    let tax = version >= 19 ? "tax_ids" : "tax_id"
    let line = call.arguments[0].value["order_line"]?.array?.first?.array?.last
    #expect(line?[tax] == [[6, 0, [41]]])
    #expect((line?["technical_price_unit"] != nil) == (version >= 18))
    #expect(call.arguments[0].value["client_order_ref"] == nil, "what has no effect on amounts is not sent")
    if version == 16 {
      #expect(call.arguments[2].value["order_line"] == "1")
      #expect(call.arguments[2].value["order_line.tax_id"] == "1")
    } else {
      #expect(call.arguments[2].value["order_line"]?["fields"]?[tax] == [:])
      #expect(call.arguments[2].name == "fields_spec")
    }
  }

  @Test("The header of an existing draft is read, for a change names only what changes")
  func update() async throws {
    let answer = try Self.amounts("10")
    let server = ScriptedServer { call in
      call.method == "search_read" ? [["id": 9, "partner_id": 8, "pricelist_id": 2, "date_order": false]] : answer
    }
    var write = order(identity: .update(9))
    write.fields = [:]
    _ = try await OdooConnector(server).foresee([write], fields: ["amount_total"])
    let values = server.calls("onchange").first?.arguments[0].value
    #expect(values?["partner_id"] == 8)
    #expect(values?["pricelist_id"] == 2)
  }

  @Test("A refusal stays with its write; a broken road is thrown")
  func refusals() async throws {
    let answer = try Self.amounts("10")
    let server = ScriptedServer { call throws(CallFailure) in
      let price = call.arguments.first?.value["order_line"]?.array?.first?.array?.last?["price_unit"]?.number
      if price == 13 {
        throw FailureTable.failure(
          ServerError(name: "odoo.exceptions.MissingError", message: "(Record: account.tax(9,), User: 2)"), status: 200,
          model: "sale.order", method: "onchange")
      }
      if price == 14 { throw RoadTable.failure(.cut(.closed, .unknown), effect: .read, url: "u") }
      return answer
    }
    let odoo = OdooConnector(server)
    let results = try #require(try await odoo.foresee([order(), order(13), order()], fields: ["amount_total"]))
    #expect(results.count == 3)
    #expect(throws: Fault.self) { try results[1].get() }
    #expect(try results[2].get()["amount_total"].number == 10)
    await #expect(throws: Fault.self) { try await odoo.foresee([order(), order(14)], fields: ["amount_total"]) }
  }

  @Test("Other models have no way")
  func others() async throws {
    let write = Write(resource: "res.partner", identity: .create(nil), fields: [:])
    #expect(try await OdooConnector(ScriptedServer { _ in true }).foresee([write], fields: ["name"]) == nil)
  }
}
