import Records
import Testing

@testable import Odoo

@Suite("Records are read in canonical form")
struct ReadingTests {
  @Test("Only what is asked for is read, in English and UTC, without the names of references")
  func request() async throws {
    let server = ScriptedServer(version: 18) { _ in
      [["id": 9, "partner_id": 7, "state": "sale", "date_order": "2026-11-22 09:00:00"]]
    }
    let records = try await OdooConnector(server).read(
      RelatedQuery(
        resource: "sale.order", field: "client_order_ref", values: ["A", "B", "A"],
        fields: ["partner_id", "state", "date_order"]))
    #expect(records.first?["partner_id"] == 7)
    #expect(records.first?["date_order"] == Instant(utc: "2026-11-22 09:00:00").map(Value.instant))
    let call = try #require(server.calls.first)
    #expect(call.options["fields"] == ["id", "partner_id", "state", "date_order"])
    #expect(call.options["domain"] == [["client_order_ref", "in", ["A", "B"]], ["id", ">", 0]])
    #expect(call.options["load"] == "")
    #expect(call.context == ["lang": "en_US", "tz": "UTC"])
  }

  @Test(
    "A warehouse that does not exist is refused before anything is read: Odoo would tell of no goods at all",
    arguments: [Value.integer(99), .list([1, 99]), .text("passerele"), .list([.text("WH")]), .list([])])
  func unknownWarehouse(_ warehouses: Value) async throws {
    let server = ScriptedServer(version: 18) { call in
      call.model == "stock.warehouse" ? [["id": 1, "code": "WH"], ["id": 4, "code": "LYO"]] : []
    }
    let query = RelatedQuery(
      resource: "product.product", field: "id", values: [1], fields: ["free_qty"], context: ["warehouse_id": warehouses]
    )
    let odoo = OdooConnector(server)
    let fault = await #expect(throws: Fault.self) { try await odoo.read(query) }
    #expect(fault?.code == "ERP_WAREHOUSE_UNKNOWN")
    #expect(!server.calls.contains { $0.model == "product.product" })
  }

  @Test("Warehouses are looked up once")
  func knownWarehouses() async throws {
    let server = ScriptedServer(version: 18) { call in
      call.model == "stock.warehouse" ? [["id": 1, "code": "WH"], ["id": 4, "code": "LYO"]] : []
    }
    let query = RelatedQuery(
      resource: "product.product", field: "id", values: [1], fields: ["free_qty"], context: ["warehouse_id": [1, 4]])
    let odoo = OdooConnector(server)
    for _ in 0..<3 { _ = try await odoo.read(query) }
    #expect(server.calls.count { $0.model == "stock.warehouse" } == 1)
  }

  @Test("No field asked for is not every field")
  func noFields() async throws {
    let server = ScriptedServer { _ in [] }
    _ = try await OdooConnector(server).read(
      RelatedQuery(resource: "res.partner", field: "email", values: ["x"], fields: []))
    #expect(server.calls.first?.options["fields"] == ["id"])
  }

  @Test("A record asked for by id comes although it is archived; by anything else only when archived ones are wanted")
  func archived() async throws {
    let server = ScriptedServer { _ in [] }
    let odoo = OdooConnector(server)
    _ = try await odoo.read(RelatedQuery(resource: "res.partner", field: "id", values: [1], fields: []))
    _ = try await odoo.read(RelatedQuery(resource: "res.partner", field: "email", values: ["x"], fields: []))
    _ = try await odoo.read(
      RelatedQuery(resource: "res.partner", field: "email", values: ["x"], fields: [], includesArchived: true))
    #expect(server.calls.map { $0.context["active_test"] } == [false, nil, false])
  }

  @Test("Followed fields become rows, read in one batch for all records")
  func followed() async throws {
    let server = ScriptedServer(version: 18) { call in
      call.model == "sale.order"
        ? [["id": 1, "order_line": [11, 12]], ["id": 2, "order_line": [13]]]
        : [
          ["id": 11, "qty_delivered": 1, "tax_id": [41]], ["id": 12, "qty_delivered": 2, "tax_id": []],
          ["id": 13, "qty_delivered": 0, "tax_id": [42]],
        ]
    }
    let records = try await OdooConnector(server).read(
      RelatedQuery(
        resource: "sale.order", field: "id", values: [1, 2], fields: ["order_line.qty_delivered", "order_line.tax_ids"])
    )
    #expect(
      records.first?["order_line"].normalized
        == Value.list([
          ["id": 11, "qty_delivered": 1, "tax_ids": [41]], ["id": 12, "qty_delivered": 2, "tax_ids": []],
        ]).normalized)
    #expect(server.calls.count == 2)
    #expect(server.calls[1].options["fields"] == ["id", "qty_delivered", "tax_id"])
  }

  @Test(
    "Both names of the warehouse are sent, for each version ignores the other's silently",
    arguments: ["warehouse", "warehouse_id"])
  func warehouse(name: String) async throws {
    let server = ScriptedServer { call in call.model == "stock.warehouse" ? [["id": 3]] : [] }
    _ = try await OdooConnector(server).read(
      RelatedQuery(resource: "product.product", field: "id", values: [1], fields: ["free_qty"], context: [name: [3]]))
    #expect(server.calls.last?.context["warehouse"] == [3])
    #expect(server.calls.last?.context["warehouse_id"] == [3])
  }

  @Test("Translated texts come in every installed language")
  func translated() async throws {
    let server = ScriptedServer { call in
      if call.model == "res.lang" {
        return [["id": 1, "code": "en_US", "iso_code": "en"], ["id": 2, "code": "fr_FR", "iso_code": "fr"]]
      }
      return call.context["lang"] == "fr_FR"
        ? [["id": 5, "name": "Tasse"]] : [["id": 5, "name": "Mug", "default_code": "M"]]
    }
    let records = try await OdooConnector(server).read(
      RelatedQuery(resource: "product.product", field: "id", values: [5], fields: ["name", "default_code"]))
    #expect(records.first?["name"] == ["en": "Mug", "fr": "Tasse"])
    #expect(records.first?["default_code"] == "M")
  }

  @Test("A pass goes by id and is complete only with its last page")
  func scan() async throws {
    let server = ScriptedServer { call in
      let after = call.options["domain"]?.array?.last?.array?.last?.integer ?? 0
      return .array((after + 1..<min(after + ModelPages.size, 700) + 1).map { ["id": .integer($0)] })
    }
    let pages = try await OdooConnector(server).scan(ScanQuery(resource: "res.partner", fields: []))
    var counts: [Int] = []
    var complete: [Bool] = []
    while let page = try await pages.next() {
      counts.append(page.records.count)
      complete.append(page.isComplete)
    }
    #expect(counts == [500, 200])
    #expect(complete == [false, true])
  }

  @Test("A pass that breaks off is an error, never a last page")
  func brokenPass() async throws {
    let server = ScriptedServer { _ throws(CallFailure) in
      throw RoadTable.failure(.cut(.truncated, .unknown), effect: .read, url: "u")
    }
    let pages = try await OdooConnector(server).scan(ScanQuery(resource: "res.partner", fields: []))
    await #expect(throws: Fault.self) { try await pages.next() }
  }

  @Test("Changes since a cursor carry the cursor on and tell the server's time")
  func changes() async throws {
    let server = ScriptedServer { _ in [["id": 4, "write_date": "2026-11-22 10:00:07", "name": "x"]] }
    let pages = try await OdooConnector(server).changes(
      ChangeQuery(
        resource: "res.partner", since: "2026-11-22 10:00:00", fields: ["name"],
        conditions: [Condition("email", .equals, "a@x.fr")]))
    let page = try #require(try await pages.next())
    #expect(page.records.map(\.key) == [4])
    #expect(page.cursor == "2026-11-22 10:00:07")
    #expect(page.serverTime == Instant(utc: "2026-11-22 10:00:00"))
    #expect(try await pages.next() == nil)
    #expect(
      server.calls.first?.options["domain"] == [
        ["email", "=", "a@x.fr"], ["write_date", ">=", "2026-11-22 09:55:00"],
      ])
    #expect(server.calls.first?.options["order"] == "write_date, id")
  }

  @Test("The newest change is asked for alone, archived records' too, and is a cursor to go on from")
  func latest() async throws {
    let server = ScriptedServer { _ in [["id": 9, "write_date": "2026-11-22 10:00:07"]] }
    let odoo = OdooConnector(server)
    #expect(try await odoo.latest("stock.quant") == "2026-11-22 10:00:07")
    let call = try #require(server.calls.first)
    #expect(call.options["domain"] == [])
    #expect(call.options["order"] == "write_date desc, id desc")
    #expect(call.options["limit"] == 1)
    #expect(call.options["fields"] == ["id", "write_date"])
    #expect(call.context["active_test"] == false)
  }

  @Test("Nothing was ever changed in a model without records, nor in one that is not watched")
  func nothingLatest() async throws {
    let empty = OdooConnector(ScriptedServer { _ in [] })
    #expect(try await empty.latest("stock.quant") == nil)
    let odoo = OdooConnector(ScriptedServer { _ in [["id": 1]] })
    #expect(try await odoo.latest("res.currency") == nil)
  }

  @Test("A pass of exactly full pages ends with an empty last one")
  func exactPages() async throws {
    let server = ScriptedServer { call in
      let after = call.options["domain"]?.array?.last?.array?.last?.integer ?? 0
      return .array((after + 1..<min(after + ModelPages.size, 1000) + 1).map { ["id": .integer($0)] })
    }
    let pages = try await OdooConnector(server).scan(ScanQuery(resource: "res.partner", after: 500, fields: []))
    var found: [(Int, Bool)] = []
    while let page = try await pages.next() { found.append((page.records.count, page.isComplete)) }
    #expect(found.map(\.0) == [500, 0])
    #expect(found.map(\.1) == [false, true])
  }

  @Test("Probes of one kind are one question, answered apart")
  func probes() async throws {
    let server = ScriptedServer { _ in
      [["id": 1, "default_code": "A"], ["id": 2, "default_code": "B"], ["id": 3, "default_code": "B"]]
    }
    let found = try await OdooConnector(server).find(
      ["B", "C", "A"].map {
        Probe(
          resource: "product.product", conditions: [Condition("default_code", .equals, .text($0))], fields: ["free_qty"]
        )
      })
    #expect(found.map { $0.map(\.key) } == [[2, 3], [], [1]])
    #expect(server.calls.count == 1)
    #expect(
      server.calls.first?.options["domain"]?.array?.prefix(5)
        == ["|", "|", ["default_code", "=", "B"], ["default_code", "=", "C"], ["default_code", "=", "A"]])
  }

  @Test("A record is found by its name in any installed language")
  func translatedProbe() async throws {
    let server = ScriptedServer { call in
      if call.model == "res.lang" {
        return [["id": 1, "code": "en_US", "iso_code": "en"], ["id": 2, "code": "fr_FR", "iso_code": "fr"]]
      }
      let isFrench = call.context["lang"] == "fr_FR"
      let isSearch = call.options["domain"]?.array?.first == ["name", "=", "Tasse"]
      return isSearch && !isFrench ? [] : [["id": 5, "name": isFrench ? "Tasse" : "Mug"]]
    }
    let probe = Probe(resource: "product.product", conditions: [Condition("name", .equals, "Tasse")], fields: ["name"])
    let found = try await OdooConnector(server).find([probe, probe])
    #expect(found.map { $0.map(\.key) } == [[5], [5]])
    #expect(found[0][0]["name"] == ["en": "Mug", "fr": "Tasse"])
  }

  @Test("A kept description spares the questions as long as the server's version is the same", arguments: [18, 19])
  func kept(version: Int) async throws {
    let old = ScriptedServer(version: 18) { _ in [] }
    let schema = try await OdooConnector(old).describe(["sale.order.line"])
    let server = ScriptedServer(version: version) { _ in [] }
    let odoo = OdooConnector(server)
    await odoo.adopt(schema)
    _ = try await odoo.read(
      RelatedQuery(resource: "sale.order.line", field: "id", values: [1], fields: ["tax_ids"]))
    #expect(server.descriptions == (version == 18 ? 0 : 1))
    #expect(server.calls[0].options["fields"] == (version == 18 ? ["id", "tax_id"] : ["id", "tax_ids"]))
  }

  @Test("A description says what the server is and can")
  func description() async throws {
    let server = ScriptedServer(version: 17) { call in
      call.model == "res.lang" ? [["id": 1, "code": "fr_FR", "iso_code": "fr"]] : []
    }
    let schema = try await OdooConnector(server).describe(["sale.order", "sale.order.line"])
    #expect(schema.version == "17.0")
    #expect(schema.facts["price_digits"] == 6)
    #expect(schema.facts["languages"] == ["fr"])
    let order = try #require(schema.resources["sale.order"])
    #expect(order.creation == .keyed && order.update == .partial)
    #expect(order.changeFeed == ResourceSchema.ChangeFeed(watermark: "write_date", overlap: 300))
    #expect(order.actions.map(\.name) == ["confirm", "invoice", "cancel", "delete"])
    #expect(schema.resources["sale.order.line"]?.field("tax_ids")?.serverName == "tax_id")
  }

  @Test("A model that is not there names its module")
  func missingModel() async {
    let server = ScriptedServer { call throws(CallFailure) in throw CallFailure(ModuleNames.missing(call.model)) }
    let fault = await #expect(throws: Fault.self) {
      try await OdooConnector(server).read(
        RelatedQuery(resource: "delivery.carrier", field: "id", values: [1], fields: []))
    }
    #expect(fault?.context["module"] == "delivery")
  }
}
