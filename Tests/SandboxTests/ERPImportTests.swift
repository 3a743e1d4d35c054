import Foundation
import Testing

@testable import Sandbox

@Suite("Imports of a simulated Odoo")
struct ERPImportTests {
  private static let createOnly: RPCMap = ["mode": "update", "noupdate": true, "tz": "UTC"]

  private func ids(_ answer: RPCValue) -> [Int] { answer.map?["ids"]?.references ?? [] }
  private func message(_ answer: RPCValue, _ index: Int = 0) -> RPCMap {
    let messages = answer.map?["messages"]?.list ?? []
    return index < messages.count ? messages[index].map ?? [:] : [:]
  }

  @Test(
    "Create-only mode writes once and gives the same id again; a plain import writes", arguments: ERPVersion.allCases)
  func createOnly(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    func load(_ name: RPCValue, _ context: RPCMap) async throws -> [Int] {
      ids(try await desk.call("res.partner", "load", [["id", "name"], [["passerelle.c1", name]]], context: context))
    }
    let first = try await load("A", Self.createOnly)
    #expect(try await load("B", Self.createOnly) == first)
    #expect(try await desk.read("res.partner", first[0], ["name"])["name"] == "A")
    #expect(try await load("C", [:]) == first)
    #expect(try await desk.read("res.partner", first[0], ["name"])["name"] == "C")
    #expect(desk.erp.externalIDs("res.partner", first[0]) == ["passerelle.c1"])
  }

  @Test("An order with its lines: rows below with blank order columns belong to it")
  func orderWithLines() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    let columns: RPCValue = [
      "id", "partner_id/.id", "date_order", "client_order_ref", "pricelist_id/.id", "order_line/id",
      "order_line/product_id/.id",
      "order_line/name", "order_line/product_uom_qty", "order_line/price_unit", "order_line/discount",
      "order_line/tax_id/id",
    ]
    func row(_ order: [RPCValue], _ line: RPCValue, _ quantity: RPCValue, _ price: RPCValue) -> RPCValue {
      .list(order + [line, "1", "L", quantity, price, "0", "account.1_tva_normale_ttc"])
    }
    let head: [RPCValue] = ["passerelle.o1", .text("\(partner)"), "2026-07-01 10:00:00", "REF1", "1"]
    let rows: RPCValue = [
      row(head, "passerelle.l1", "3", "19.90"), row(["", "", "", "", ""], "passerelle.l2", "1", "5.00"),
      row(["passerelle.o2"] + head.dropFirst(), "passerelle.l3", "1", "1.20"),
    ]
    let answer = try await desk.call("sale.order", "load", [columns, rows], context: Self.createOnly)
    #expect(ids(answer).count == 2)
    let orders = desk.erp.orders()
    #expect(orders.map(\.externalIDs) == [["passerelle.o1"], ["passerelle.o2"]])
    #expect(orders[0].lines.map(\.externalID) == ["passerelle.l1", "passerelle.l2"])
    #expect(orders.map(\.total) == [Decimal(string: "64.70"), Decimal(string: "1.20")])
    #expect(orders[0].date == "2026-07-01 10:00:00")
    #expect(desk.erp.duplicateOrders() == 1)
    _ = try await desk.call("sale.order", "load", [columns, rows], context: Self.createOnly)
    #expect(desk.erp.count("sale.order.line") == 3)
  }

  @Test("Datetimes are in the context's zone, and the letters T and Z are refused")
  func zones() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    func load(_ date: RPCValue, _ zone: RPCValue) async throws -> RPCValue {
      let row: RPCValue = ["passerelle.z", .text("\(partner)"), date]
      return try await desk.call(
        "sale.order", "load", [["id", "partner_id/.id", "date_order"], [row]], context: ["tz": zone])
    }
    #expect(message(try await load("2026-07-01T10:00:00Z", "UTC"))["field"] == "date_order")
    #expect(desk.erp.orders().isEmpty)
    _ = try await load("2026-07-01 10:00:00", "Europe/Paris")
    #expect(desk.erp.orders().map(\.date) == ["2026-07-01 08:00:00"])
  }

  @Test("One bad row undoes the whole import", arguments: ERPVersion.allCases)
  func allOrNothing(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let before = desk.erp.count("res.partner")
    let rows: RPCValue = [["passerelle.a", "A", "", "75"], ["passerelle.b", "B", "FR00", "75"]]
    let answer = try await desk.call("res.partner", "load", [["id", "name", "vat", "country_id/.id"], rows])
    #expect(answer.map?["ids"] == .no)
    #expect(desk.erp.count("res.partner") == before)
    #expect(desk.erp.record(named: "passerelle.a") == nil)
    // Since 18 the batch's own error comes first, against its first record.
    let last = message(answer, version >= .v18 ? 1 : 0)
    #expect(last["record"] == 1)
    #expect(last["rows"] == ["from": 1, "to": 1])
    #expect(last["message"]?.text?.hasPrefix("Unknown error during import") == (version == .v16))
  }

  @Test("An unknown column is an exception, an unknown reference a message", arguments: ERPVersion.allCases)
  func unknownNames(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let column = await desk.failure("res.partner", "load", [["id", "name", "nope"], [["passerelle.a", "A", "x"]]])
    #expect(column?.name == (version <= .v17 ? "builtins.KeyError" : "builtins.ValueError"))
    let answer = try await desk.call(
      "res.partner", "load",
      [["id", "name", "country_id/id"], [["passerelle.a", "A", "base.fr"], ["passerelle.b", "B", "base.zz"]]])
    #expect(message(answer)["message"] == "No matching record found for external id 'base.zz' in field 'Country'")
    #expect(message(answer)["record"] == 1)
    #expect(message(answer)["field"] == "country_id")
  }

  @Test("The same external id twice in a batch is one record, and another model's is refused")
  func sameName() async throws {
    let desk = try ERPDesk(.v18)
    let twice = try await desk.call(
      "res.partner", "load", [["id", "name"], [["passerelle.d", "D1"], ["passerelle.d", "D2"]]])
    let both = ids(twice)
    #expect(both.count == 2 && both[0] == both[1])
    #expect(try await desk.read("res.partner", both[0], ["name"])["name"] == "D2")
    let other = try await desk.call("product.product", "load", [["id", "name"], [["passerelle.d", "x"]]])
    #expect(message(other)["message"]?.text?.contains("found record of different model res.partner") == true)
  }

  @Test("The loser of a race is told so, and its retry gets the winner's record")
  func race() async throws {
    let desk = try ERPDesk(.v18)
    desk.erp.misbehave(.loseRace, on: ERPTrigger(method: "load"))
    let arguments: [RPCValue] = [["id", "name"], [["passerelle.r", "R"]]]
    let lost = try await desk.call("res.partner", "load", arguments, context: Self.createOnly)
    #expect(message(lost)["message"] == "could not serialize access due to concurrent update\n")
    let winner = try #require(desk.erp.record(named: "passerelle.r"))
    #expect(ids(try await desk.call("res.partner", "load", arguments, context: Self.createOnly)) == [winner.id])
  }

  @Test("A missing right is a row's message, not an exception")
  func missingRight() async throws {
    var desk = try ERPDesk(.v18)
    desk.erp.refuse([.create], on: "res.partner")
    desk.user = 6
    desk.secret = "connector-key"
    let answer = try await desk.call("res.partner", "load", [["id", "name"], [["passerelle.a", "A"]]])
    #expect(message(answer)["message"]?.text?.hasPrefix("You are not allowed to create 'Contact'") == true)
  }

  @Test("Update mode without line ids appends the lines again, with them it does not")
  func appendedLines() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    func load(_ lineColumn: RPCValue, _ line: RPCValue) async throws {
      let columns: RPCValue = [
        "id", "partner_id/.id", lineColumn, "order_line/product_id/.id", "order_line/price_unit",
      ]
      let row: RPCValue = ["passerelle.o", .text("\(partner)"), line, "1", "5"]
      _ = try await desk.call("sale.order", "load", [columns, [row]])
    }
    try await load("order_line/id", "passerelle.l")
    try await load("order_line/id", "passerelle.l")
    #expect(desk.erp.orders()[0].lines.count == 1)
    try await load("order_line/name", "L")
    #expect(desk.erp.orders()[0].lines.count == 2)
  }
}
