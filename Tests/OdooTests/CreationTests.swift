import Records
import Synchronization
import Testing

@testable import Odoo

@Suite("Documents are created exactly once")
struct CreationTests {
  func order(_ number: Int, fields: [String: Value] = [:]) -> Write {
    let key = ExternalKey(scope: "shop", name: "order-\(number)")
    return Write(
      resource: "sale.order", identity: .create(key),
      fields: ["partner_id": 7, "client_order_ref": .text("R\(number)")].merging(fields) { _, own in own },
      children: [
        "order_line": [
          ChildWrite(
            key: "row-1", fields: ["product_id": 5, "price_unit": 10, "tax_ids": [41], "technical_price_unit": 999_999]),
          ChildWrite(
            key: "shipping", fields: ["product_id": 6, "price_unit": 4, "tax_ids": [], "technical_price_unit": 999_999]),
        ]
      ], childKey: key)
  }

  /// Loads whatever it is sent; ids are 100 and the order's number.
  static func ids(_ call: OdooCall) -> JSON {
    let names = (call.argument("data")?.array ?? []).compactMap { $0.array?.first?.string }.filter { !$0.isEmpty }
    let ids = names.compactMap { Int($0.split(separator: "-").last ?? "").map { 100 + $0 } }
    return ["ids": .ids(ids), "messages": [], "nextrow": 0]
  }

  static func refused(_ row: Int, _ text: String) -> JSON {
    [
      "ids": false, "nextrow": 0,
      "messages": [["type": "error", "rows": ["from": .integer(row), "to": .integer(row)], "message": .string(text)]],
    ]
  }

  @Test("Many orders with their lines are one load in create-only mode, in UTC")
  func oneLoad() async {
    let server = ScriptedServer { call in Self.ids(call) }
    let outcomes = await OdooConnector(server).write([order(1), order(2)])
    #expect(outcomes == [.applied(101), .applied(102)])
    #expect(server.calls.count == 1)
    let load = server.calls[0]
    #expect(load.effect == .write)
    #expect(load.context == ["lang": "en_US", "tz": "UTC", "mode": "update", "noupdate": true])
    #expect(
      load.argument("fields") == [
        "id", "client_order_ref", "partner_id/.id", "order_line/id", "order_line/price_unit",
        "order_line/product_id/.id",
        "order_line/tax_id/.id", "order_line/technical_price_unit",
      ])
    #expect(
      load.argument("data")?.array?.prefix(2) == [
        ["passerelle.shop-order-1", "R1", "7", "passerelle.shop-order-1-row-1", "10", "5", "41", "999999"],
        ["", "", "", "passerelle.shop-order-1-shipping", "4", "6", "", "999999"],
      ])
  }

  @Test("Columns that a version does not have are left out", arguments: [16, 17])
  func olderVersions(version: Int) async {
    let server = ScriptedServer(version: version) { call in Self.ids(call) }
    _ = await OdooConnector(server).write([order(1)])
    #expect(server.calls[0].argument("fields")?.array?.contains("order_line/technical_price_unit") == false)
  }

  @Test("A null is an empty cell, so that documents with and without a value travel together")
  func nulls() async {
    let server = ScriptedServer { call in Self.ids(call) }
    _ = await OdooConnector(server).write([
      order(1, fields: ["pricelist_id": .null]), order(2, fields: ["pricelist_id": 1]),
    ])
    #expect(server.calls.count == 1)
    #expect(server.calls[0].argument("fields")?.array?.firstIndex(of: "pricelist_id/.id") == 3)
    #expect(server.calls[0].argument("data")?.array?.map { $0.array?[3] } == ["", "", "1", ""])
  }

  @Test("A null for a required field has no column: its default stands; and such documents travel apart")
  func requiredNulls() async {
    let server = ScriptedServer { call in Self.ids(call) }
    _ = await OdooConnector(server).write([
      order(1, fields: ["date_order": .null]), order(2, fields: ["date_order": .instant(Instant(secondsSince1970: 0))]),
    ])
    #expect(server.calls.map { $0.argument("fields")?.array?.contains("date_order") } == [false, true])
  }

  @Test("The document that a message names is refused, and the others are loaded again without it")
  func oneBad() async {
    let server = ScriptedServer { call in
      let rows = call.argument("data")?.array ?? []
      let bad = rows.firstIndex { $0.array?.first == "passerelle.shop-order-2" }
      return bad.map { Self.refused($0 + 1, "No matching record found for database id '9'") } ?? Self.ids(call)
    }
    let outcomes = await OdooConnector(server).write([order(1), order(2), order(3)])
    #expect(outcomes[0] == .applied(101))
    #expect(outcomes[2] == .applied(103))
    guard case .refused(let fault) = outcomes[1] else {
      Issue.record("the named one is refused, not \(outcomes[1])")
      return
    }
    #expect(fault.code == "ERP_REFUSED")
    #expect(server.calls.count == 2)
  }

  @Test("An exception for the whole load is narrowed down by halves")
  func bisected() async {
    let server = ScriptedServer { call throws(CallFailure) in
      let rows = call.argument("data")?.array ?? []
      guard rows.contains(where: { $0.array?.first == "passerelle.shop-order-3" }) else { return Self.ids(call) }
      throw FailureTable.failure(
        ServerError(name: "builtins.ValueError", message: "x"), status: 200, model: call.model, method: call.method)
    }
    let outcomes = await OdooConnector(server).write((1...5).map { order($0) })
    for (index, outcome) in outcomes.enumerated() where index != 2 {
      #expect(outcome == .applied(RecordKey(101 + index)))
    }
    if case .refused = outcomes[2] {} else { Issue.record("the third is refused") }
  }

  @Test("The loser of a race comes again and gets the winner's record")
  func race() async {
    let attempts = Mutex(0)
    let server = ScriptedServer { call in
      let attempt = attempts.withLock {
        $0 += 1
        return $0
      }
      return attempt < 3 ? Self.refused(0, "could not serialize access due to concurrent update\n") : Self.ids(call)
    }
    #expect(await OdooConnector(server).write([order(1)]) == [.applied(101)])
    #expect(server.calls.count == 3)
  }

  @Test("A load whose connection was cut is sent again in halves, for its keys protect it")
  func cut() async {
    let server = ScriptedServer { call throws(CallFailure) in
      if (call.argument("data")?.array ?? []).count > 4 {
        throw RoadTable.failure(.cut(.closed, .unknown), effect: .write, url: "u")
      }
      return Self.ids(call)
    }
    let outcomes = await OdooConnector(server).write((1...4).map { order($0) })
    #expect(outcomes == (1...4).map { .applied(RecordKey(100 + $0)) })
  }

  @Test("A single creation whose connection was cut is unknown, and settled by sending it again")
  func settled() async throws {
    let isCut = Mutex(true)
    let server = ScriptedServer { call throws(CallFailure) in
      if isCut.withLock({ $0 }) { throw RoadTable.failure(.cut(.closed, .unknown), effect: .write, url: "u") }
      return Self.ids(call)
    }
    let odoo = OdooConnector(server)
    let outcome = await odoo.write([order(1)])
    guard case .unknown = outcome[0] else {
      Issue.record("it may have happened, so it is not \(outcome[0])")
      return
    }
    let intent = OpenIntent(effect: .write(order(1)), baseline: Baseline(), announced: Instant(secondsSince1970: 0))
    guard case .wait = try await odoo.settle([intent])[0] else {
      Issue.record("while the road is cut nothing can be told")
      return
    }
    isCut.withLock { $0 = false }
    #expect(try await odoo.settle([intent]) == [.done(101)])
  }

  @Test("An unreachable server refuses nobody: all may be tried again")
  func unreachable() async {
    let server = ScriptedServer { _ throws(CallFailure) in
      throw RoadTable.failure(.cut(.unreachable, .none), effect: .write, url: "u")
    }
    for outcome in await OdooConnector(server).write([order(1), order(2)]) {
      if case .notApplied = outcome {} else { Issue.record("\(outcome)") }
    }
    #expect(server.calls.count == 1)
  }

  @Test("Two writes under one key in a batch make one record")
  func twice() async {
    let server = ScriptedServer { call in Self.ids(call) }
    #expect(
      await OdooConnector(server).write([order(1), order(2), order(1)]) == [
        .applied(101), .applied(102), .applied(101),
      ])
    #expect(server.calls[0].argument("data")?.array?.count == 4)
  }

  @Test("A missing right told by load stops the run instead of filling the quarantine")
  func right() async {
    let server = ScriptedServer { _ in
      Self.refused(
        0,
        "You are not allowed to create 'Sales Order' (sale.order) records.\n\nAllowed for the groups:\n\t- Sales/User\n"
      )
    }
    guard case .notApplied(let fault) = await OdooConnector(server).write([order(1)])[0] else {
      Issue.record("a right is a matter of configuration")
      return
    }
    #expect(fault.family == .configuration)
    #expect(fault.code == "ERP_RIGHT_MISSING")
  }

  @Test("An unknown field is a fault of the configuration, and nothing is sent")
  func unknownField() async {
    let server = ScriptedServer { call in Self.ids(call) }
    guard case .notApplied(let fault) = await OdooConnector(server).write([order(1, fields: ["nope": 1])])[0] else {
      Issue.record("it is not sent")
      return
    }
    #expect(fault.code == "ERP_FIELD_UNKNOWN")
    #expect(server.calls.isEmpty)
  }
}
