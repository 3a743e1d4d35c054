import Foundation
import Testing

@testable import Sandbox

@Suite("How a simulated Odoo answers")
struct ERPProtocolTests {
  private func post(_ erp: SimulatedERP, _ path: String, _ body: String, key: String? = "admin-key") async -> RPCAnswer
  {
    await erp.answer(
      RPCRequest(method: "POST", path: path, authorization: key.map { "bearer \($0)" }, body: Array(body.utf8)))
  }

  @Test("Authentication gives the user's id, and false for a wrong key", arguments: ERPVersion.allCases)
  func authentication(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    func login(_ secret: RPCValue) -> RPCValue {
      ["service": "common", "method": "authenticate", "args": ["erp", "connector", secret, [:]]]
    }
    #expect(try await desk.send(login("connector-key")) == 6)
    #expect(try await desk.send(login("nope")) == .no)
    let info = try await desk.send(["service": "common", "method": "version", "args": []])
    #expect(info.map?["server_version_info"]?.list?.first?.integer == version.major)
  }

  @Test("Errors are told by their class, under HTTP 200", arguments: ERPVersion.allCases)
  func errorClasses(version: ERPVersion) async throws {
    var desk = try ERPDesk(version)
    #expect(await desk.failure("res.nope", "search_count", [[]])?.name == "odoo.exceptions.UserError")
    #expect(await desk.failure("res.partner", "nope", [[]])?.name == "builtins.AttributeError")
    #expect(await desk.failure("product.pricelist", "_get_product_price", [[1]])?.name == "odoo.exceptions.AccessError")
    #expect(await desk.failure("res.partner", "search_read", [[], ["nope"]])?.name == "builtins.ValueError")
    let domain = await desk.failure("res.partner", "search_read", [[["nope", "=", 1]]])
    let place = version == .v19 ? "condition" : "leaf"
    #expect(domain?.message == "Invalid field res.partner.nope in \(place) ('nope', '=', 1)")
    #expect(await desk.failure("res.partner", "write", [[999], ["name": "x"]])?.name == "odoo.exceptions.MissingError")
    #expect(try await desk.call("res.partner", "read", [[999], ["name"]]) == [])
    desk.secret = "nope"
    let denied = await desk.failure("res.partner", "search_count", [[]])
    #expect(denied == RPCFailure(name: "odoo.exceptions.AccessDenied", message: "Access Denied", status: 200))
    desk.database = "nodb"
    #expect(await desk.failure("res.partner", "search_count", [[]])?.name == "psycopg2.OperationalError")
  }

  @Test("A wrong value has the class that the version gives it", arguments: ERPVersion.allCases)
  func wrongValues(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let dangling = await desk.failure("product.template", "create", [["name": "x", "categ_id": 999_999]])
    #expect(dangling?.name == "odoo.exceptions." + (version == .v16 ? "ValidationError" : "MissingError"))
    let selection = await desk.failure("product.template", "create", [["name": "x", "type": "zzz"]])
    #expect(selection?.name == "builtins.ValueError")
    let mandatory = await desk.failure("product.template", "create", [["list_price": 1]])
    #expect(mandatory?.name == "odoo.exceptions.ValidationError")
    #expect(mandatory?.message.contains("(product.template)") == true)
    let check = await desk.failure("res.partner", "create", [["email": "x@y"]])
    #expect(check?.name == (version == .v16 ? "builtins.KeyError" : "odoo.exceptions.ValidationError"))
    let date = await desk.failure("sale.order", "create", [["partner_id": 3, "date_order": "2026-01-01T10:00:00Z"]])
    #expect(
      date?.message == "time data '2026-01-01T10:00:00Z' does not match format '%Y-%m-%d %H:%M:%S'")
    let number = await desk.failure("res.partner", "create", [["name": "x", "vat": "FR00", "country_id": 75]])
    #expect(number?.message.contains("does not seem to be valid") == true)
    #expect(
      await desk.failure("res.partner", "create", [["name": "x", "vat": "FR23334175221", "country_id": 75]]) == nil)
  }

  @Test("A broken body is a page of HTML with status 400")
  func brokenEnvelope() async throws {
    let erp = try SimulatedERP(version: .v18)
    let answer = await post(erp, "/jsonrpc", "{bad")
    #expect(answer.status == 400)
    #expect(answer.contentType == "text/html; charset=utf-8")
    #expect(String(decoding: answer.body, as: UTF8.self).contains("Invalid JSON-RPC data"))
  }

  @Test("A technical user lacks the settings: external ids are read with get_external_id")
  func limitedUser() async throws {
    var desk = try ERPDesk(.v18)
    desk.user = 6
    desk.secret = "connector-key"
    #expect(await desk.failure("ir.model.data", "search_read", [[]])?.name == "odoo.exceptions.AccessError")
    #expect(await desk.failure("decimal.precision", "search_read", [[]])?.name == "odoo.exceptions.AccessError")
    try await desk.call("res.partner", "load", [["id", "name"], [["passerelle.c1", "A"]]])
    let id = desk.erp.record(named: "passerelle.c1")?.id ?? 0
    #expect(
      try await desk.call("res.partner", "get_external_id", [[.integer(id)]]) == [
        .init(stringLiteral: "\(id)"): "passerelle.c1"
      ])
    let digits = try await desk.call("sale.order.line", "fields_get", [["price_unit"], ["digits"]])
    #expect(digits == ["price_unit": ["digits": [16, 2]]])
  }

  @Test("JSON-2 answers bare results and real statuses, and only 19 has it")
  func json2() async throws {
    let erp = try SimulatedERP(version: .v19)
    let found = await post(erp, "/json/2/res.partner/search_read", #"{"domain":[["id","=",1]],"fields":["name"]}"#)
    #expect(found.status == 200)
    #expect(try RPCParser.parse(found.body) == [["id": 1, "name": "My Company"]])
    func status(_ path: String, _ body: String, key: String? = "admin-key") async -> Int {
      await post(erp, "/json/2/" + path, body, key: key).status
    }
    #expect(await status("res.partner/search_count", "{}", key: nil) == 401)
    #expect(await status("res.partner/search_count", "{}", key: "bad") == 401)
    #expect(await status("res.nope/search_count", "{}") == 404)
    #expect(await status("res.partner/nope", "{}") == 404)
    #expect(await status("res.partner/_x", "{}") == 403)
    #expect(await status("res.partner/search_read", #"{"domains":[]}"#) == 500)
    #expect(await status("res.partner/create", #"{"vals_list":[{"name":"x","vat":"FR00"}]}"#) == 422)
    #expect(await status("res.partner/write", #"{"ids":[999],"vals":{"name":"x"}}"#) == 404)
    let broken = await post(erp, "/json/2/res.partner/search_count", "{bad")
    #expect(broken.status == 400)
    #expect(
      String(decoding: broken.body, as: UTF8.self).contains("Expecting property name enclosed in double quotes: line 1")
    )
    let older = try SimulatedERP(version: .v18)
    #expect(await post(older, "/json/2/res.partner/search_count", "{}").status == 404)
  }

  @Test("An order goes from import to invoice over JSON-2, where cancelling needs no context")
  func json2Order() async throws {
    let erp = try SimulatedERP(version: .v19)
    func call(_ path: String, _ body: RPCValue) async throws -> RPCValue {
      let bytes = RPCWriter.bytes(body)
      let answer = await erp.answer(
        RPCRequest(method: "POST", path: "/json/2/" + path, authorization: "Bearer connector-key", body: bytes))
      #expect(answer.status == 200, "\(path): \(String(decoding: answer.body, as: UTF8.self))")
      return try RPCParser.parse(answer.body)
    }
    let partner = try await call("res.partner/create", ["vals_list": [["name": "A"]]]).references[0]
    let columns: RPCValue = [
      "id", "partner_id/.id", "order_line/product_id/.id", "order_line/price_unit", "order_line/tax_ids/id",
    ]
    let row: RPCValue = ["passerelle.o", .text("\(partner)"), "1", "59.70", "account.1_tva_normale_ttc"]
    let context: RPCValue = ["mode": "update", "noupdate": true]
    let loaded = try await call("sale.order/load", ["fields": columns, "data": [row], "context": context])
    let ids = loaded.map?["ids"] ?? []
    #expect(erp.orders().map(\.total) == [Decimal(string: "59.70")])
    #expect(try await call("sale.order/action_confirm", ["ids": ids]) == .yes)
    let wizard = try await call("sale.advance.payment.inv/create", ["vals_list": [["sale_order_ids": [[6, 0, ids]]]]])
    _ = try await call("sale.advance.payment.inv/create_invoices", ["ids": wizard])
    #expect(erp.orders()[0].invoices.map(\.state) == ["draft"])
    #expect(try await call("sale.order/action_cancel", ["ids": ids]) == .yes)
    #expect(erp.orders()[0].state == "cancel")
    #expect(erp.orders()[0].invoices.map(\.state) == ["cancel"])
  }
}
