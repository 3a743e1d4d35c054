import Records
import Synchronization
import Testing

@testable import Odoo

@Suite("Drafts are rewritten, and only where they differ")
struct RewriteTests {
  static let key = ExternalKey(scope: "shop", name: "order-1")

  func write(_ quantity: Value, rows: [String] = ["row-1"], reference: Value = "R1", id: RecordKey = 9) -> Write {
    Write(
      resource: "sale.order", identity: .update(id), fields: ["client_order_ref": reference],
      children: [
        "order_line": rows.map { ChildWrite(key: $0, fields: ["product_uom_qty": quantity, "price_unit": 10]) }
      ],
      childKey: Self.key)
  }

  /// Order 9 with lines 21 (ours: row-1) and 22 (typed by a person).
  static func answer(_ call: OdooCall) -> JSON {
    switch (call.model, call.method) {
    case ("sale.order", "search_read"): [["id": 9, "client_order_ref": "R1", "order_line": [21, 22]]]
    case ("sale.order.line", "search_read"):
      [
        ["id": 21, "product_uom_qty": .decimal(3), "price_unit": .decimal(10)],
        ["id": 22, "product_uom_qty": .decimal(1), "price_unit": .decimal(1)],
      ]
    case ("sale.order.line", "get_external_id"): ["21": "passerelle.shop-order-1-row-1", "22": ""]
    case ("sale.order.line", "load"): ["ids": [23], "messages": []]
    default: true
    }
  }

  @Test("A document that is as wanted is not written")
  func unchanged() async {
    let server = ScriptedServer { Self.answer($0) }
    #expect(await OdooConnector(server).write([write(3)]) == [.unchanged(9)])
    #expect(server.calls.allSatisfy { $0.effect == .read })
  }

  @Test("One write a document: its changed fields and rows; a person's row is not in it")
  func changed() async {
    let reference = Mutex("R1")
    let server = ScriptedServer { call in
      if call.method == "write" { reference.withLock { $0 = call.argument("vals")?["client_order_ref"]?.string ?? $0 } }
      guard call.model == "sale.order", call.method == "search_read" else { return Self.answer(call) }
      return [["id": 9, "client_order_ref": .string(reference.withLock { $0 }), "order_line": [21, 22]]]
    }
    #expect(await OdooConnector(server).write([write(4, reference: "R2")]) == [.applied(9)])
    #expect(server.calls("write").count == 1)
    let call = server.calls("write")[0]
    #expect(call.ids == [9])
    #expect(
      call.argument("vals") == [
        "client_order_ref": "R2",
        "order_line": [[1, 21, ["product_uom_qty": .decimal(4), "price_unit": .decimal(10)]]],
      ])
  }

  @Test("New rows are loaded under their own keys before the surplus is removed")
  func rows() async {
    let server = ScriptedServer { Self.answer($0) }
    #expect(await OdooConnector(server).write([write(3, rows: ["shipping"])]) == [.applied(9)])
    let effects = server.calls.filter { $0.effect == .write }
    #expect(effects.map(\.method) == ["load", "write"])
    #expect(effects[0].argument("fields") == ["id", "order_id/.id", "price_unit", "product_uom_qty"])
    #expect(effects[0].argument("data") == [["passerelle.shop-order-1-shipping", "9", "10", "3"]])
    #expect(effects[1].argument("vals") == ["order_line": [[2, 21, 0]]])
  }

  @Test("What the coming and going of rows moved in the document itself is written once more")
  func moved() async {
    let reads = Mutex(0)
    let server = ScriptedServer { call in
      guard call.model == "sale.order", call.method == "search_read" else { return Self.answer(call) }
      let count = reads.withLock {
        $0 += 1
        return $0
      }
      return [["id": 9, "client_order_ref": count == 1 ? "R1" : false, "order_line": [21, 22]]]
    }
    #expect(await OdooConnector(server).write([write(3, rows: [])]) == [.applied(9)])
    #expect(
      server.calls("write").map { $0.argument("vals") } == [["order_line": [[2, 21, 0]]], ["client_order_ref": "R1"]])
  }

  @Test("A document that was deleted is told so")
  func deleted() async {
    let server = ScriptedServer { call in
      call.model == "sale.order" && call.method == "search_read" ? [] : Self.answer(call)
    }
    guard case .refused(let fault) = await OdooConnector(server).write([write(3, id: 77)])[0] else {
      Issue.record("a deleted document is refused")
      return
    }
    #expect(fault.code == "TARGET_DELETED")
  }

  @Test("A write whose answer never came is unknown, and harmless to repeat")
  func unknown() async throws {
    let server = ScriptedServer { call throws(CallFailure) in
      if call.method == "write" { throw RoadTable.failure(.cut(.totalTimeout, .unknown), effect: .write, url: "u") }
      return Self.answer(call)
    }
    let odoo = OdooConnector(server)
    if case .unknown = await odoo.write([write(4)])[0] {} else { Issue.record("it may have happened") }
    let intent = OpenIntent(effect: .write(write(4)), baseline: Baseline(), announced: Instant(secondsSince1970: 0))
    #expect(try await odoo.settle([intent]) == [.notDone])
  }
}
