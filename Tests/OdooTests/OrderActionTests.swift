import Records
import Synchronization
import Testing

@testable import Odoo

@Suite("Orders are confirmed, invoiced and cancelled once")
struct OrderActionTests {
  /// Orders as a server holds them, with its habits: a batch with one order in the wrong state is refused as a whole.
  final class Orders: Sendable {
    struct Order: Sendable {
      var state = "draft"
      var invoices: [Int] = []
      var isStubborn = false
    }

    let table: Mutex<[Int: Order]>
    let version: Int

    init(_ orders: [Int: Order], version: Int = 18) {
      table = Mutex(orders)
      self.version = version
    }

    func answer(_ call: OdooCall) throws(CallFailure) -> JSON {
      switch (call.model, call.method) {
      case ("sale.order", "search_read"): return rows(call)
      case ("sale.order", "action_confirm"):
        return try change(call.ids ?? [], from: ["draft", "sent"]) { $0.state = "sale" }
      case ("sale.order", "action_cancel"):
        return try change(call.ids ?? [], from: ["draft", "sent", "sale"]) { $0.state = "cancel" }
      case ("sale.advance.payment.inv", "create"):
        return [
          .integer(
            call.argument("vals_list")?.array?.first?["sale_order_ids"]?.array?.first?.array?.last?.integers.first ?? 0)
        ]
      case ("sale.advance.payment.inv", "create_invoices"):
        return try change(call.ids ?? [], from: ["sale"]) { $0.invoices = [900] }
      case ("account.move", "search_read"):
        return [
          ["id": 900, "state": "draft", "move_type": "out_invoice"],
          ["id": 901, "state": "draft", "move_type": "out_refund"],
        ]
      default: return true
      }
    }

    private func rows(_ call: OdooCall) -> JSON {
      let asked = Set(call.options["domain"]?.array?.first?.array?.last?.integers ?? [])
      return .array(
        table.withLock { table in
          table.filter { asked.contains($0.key) }.sorted { $0.key < $1.key }.map { id, order in
            ["id": .integer(id), "state": .string(order.state), "invoice_ids": .ids(order.invoices)]
          }
        })
    }

    private func change(_ ids: [Int], from states: [String], _ body: (inout Order) -> Void) throws(CallFailure) -> JSON
    {
      let isRefused = table.withLock { table in
        if ids.contains(where: { !states.contains(table[$0]?.state ?? "") || table[$0]?.isStubborn == true }) {
          return true
        }
        for id in ids {
          if var order = table[id] {
            body(&order)
            table[id] = order
          }
        }
        return false
      }
      if isRefused {
        throw FailureTable.failure(
          ServerError(name: "odoo.exceptions.UserError", message: "Some orders are not in a state"), status: 200,
          model: "sale.order", method: "x")
      }
      return true
    }
  }

  func server(_ orders: Orders) -> ScriptedServer {
    ScriptedServer(version: orders.version) { call throws(CallFailure) in try orders.answer(call) }
  }

  func calls(_ ids: [Int], _ action: String, _ parameters: [String: Value] = [:]) -> [ActionCall] {
    ids.map { ActionCall(resource: "sale.order", key: RecordKey($0), action: action, parameters: parameters) }
  }

  @Test("A batch is confirmed in one call; what is confirmed already is left alone", arguments: [16, 18])
  func confirm(version: Int) async {
    let orders = Orders(
      [1: .init(), 2: .init(state: version == 16 ? "done" : "sale"), 3: .init(), 4: .init(state: "cancel")],
      version: version)
    let server = server(orders)
    let outcomes = await OdooConnector(server).perform(calls([1, 2, 3, 4, 5], "confirm"))
    #expect(outcomes[0] == .applied(1) && outcomes[1] == .unchanged(2) && outcomes[2] == .applied(3))
    #expect(server.calls("action_confirm").map(\.ids) == [[1, 3]])
    guard case .refused(let cancelled) = outcomes[3], case .refused(let missing) = outcomes[4] else {
      Issue.record("a cancelled and a missing order are refused")
      return
    }
    #expect(cancelled.code == "ORDER_CANCELLED")
    #expect(missing.code == "TARGET_DELETED")
  }

  @Test("One order that refuses does not hold up the others")
  func bisected() async {
    var table = Dictionary(uniqueKeysWithValues: (1...8).map { ($0, Orders.Order()) })
    table[6]?.isStubborn = true
    let outcomes = await OdooConnector(server(Orders(table))).perform(calls(Array(1...8), "confirm"))
    for id in 1...8 where id != 6 { #expect(outcomes[id - 1] == .applied(RecordKey(id))) }
    guard case .refused(let fault) = outcomes[5] else {
      Issue.record("the sixth is refused")
      return
    }
    #expect(fault.message.contains("not in a state"))
  }

  @Test("Large batches are cut into pieces that a worker finishes in time")
  func chunks() async {
    let server = server(Orders(Dictionary(uniqueKeysWithValues: (1...60).map { ($0, Orders.Order()) })))
    _ = await OdooConnector(server).perform(calls(Array(1...60), "confirm"))
    #expect(server.calls("action_confirm").map { $0.ids?.count ?? 0 } == [25, 25, 10])
  }

  @Test("An answer that never came is unknown; the state then tells")
  func unknown() async throws {
    let orders = Orders([1: .init()])
    let server = ScriptedServer { call throws(CallFailure) in
      let answer = try orders.answer(call)
      if call.method == "action_confirm" { throw RoadTable.failure(.cut(.stalled, .unknown), effect: .write, url: "u") }
      return answer
    }
    let odoo = OdooConnector(server, now: Instant(secondsSince1970: 1010))
    if case .unknown = await odoo.perform(calls([1], "confirm"))[0] {} else { Issue.record("it may have happened") }
    let intent = OpenIntent(
      effect: .action(calls([1], "confirm")[0]), baseline: Baseline(), announced: Instant(secondsSince1970: 1000))
    #expect(try await odoo.settle([intent]) == [.done(1)])
  }

  @Test("While the server may still be at work nothing is concluded from a state that has not moved")
  func patience() async throws {
    let orders = Orders([1: .init()])
    func settlement(at second: Int) async throws -> [Settlement] {
      let intent = OpenIntent(
        effect: .action(calls([1], "confirm")[0]), baseline: Baseline(), announced: Instant(secondsSince1970: 1000))
      return try await OdooConnector(server(orders), now: Instant(secondsSince1970: second)).settle([intent])
    }
    #expect(try await settlement(at: 1010) == [.wait(140)])
    #expect(try await settlement(at: 1151) == [.notDone])
  }

  @Test("A cancellation needs the flag without which 16 to 18 only answer with a wizard, and is verified")
  func cancel() async {
    let server = server(Orders([1: .init(state: "sale"), 2: .init(state: "cancel")]))
    let outcomes = await OdooConnector(server).perform(calls([1, 2], "cancel"))
    #expect(outcomes == [.applied(1), .unchanged(2)])
    #expect(server.calls("action_cancel")[0].context["disable_cancel_warning"] == true)

    let deaf = ScriptedServer { call in
      call.method == "search_read"
        ? [["id": 1, "state": "sale", "invoice_ids": []]] : ["res_model": "sale.order.cancel"]
    }
    if case .refused = await OdooConnector(deaf).perform(calls([1], "cancel"))[0] {
    } else {
      Issue.record("nothing was cancelled")
    }
  }

  @Test("An order that has an invoice gets no second one")
  func invoice() async {
    let orders = Orders([1: .init(state: "sale"), 2: .init(state: "sale", invoices: [5])])
    let server = server(orders)
    #expect(await OdooConnector(server).perform(calls([1, 2], "invoice")) == [.applied(1), .unchanged(2)])
    #expect(server.calls("create")[0].argument("vals_list")?.array?.first?["consolidated_billing"] == false)
    #expect(server.calls("action_post").isEmpty, "a draft unless asked otherwise")
  }

  @Test("16 has no switch against merged invoices: one order at a time")
  func separately() async {
    let server = server(Orders([1: .init(state: "sale"), 2: .init(state: "sale")], version: 16))
    _ = await OdooConnector(server).perform(calls([1, 2], "invoice"))
    #expect(server.calls("create").count == 2)
    #expect(server.calls("create")[0].argument("vals_list")?.array?.first?["consolidated_billing"] == nil)
  }

  @Test("Asked for, the draft invoice is posted, also when it was there before; a draft credit note is not")
  func posted() async {
    let server = server(Orders([1: .init(state: "sale", invoices: [900, 901])]))
    #expect(await OdooConnector(server).perform(calls([1], "invoice", ["post": true])) == [.applied(1)])
    #expect(server.calls("action_post").map(\.ids) == [[900]])
    #expect(server.calls("create_invoices").isEmpty)
  }

  @Test("An order's action on another model touches no order of the same id")
  func otherModel() async {
    let server = server(Orders([1: .init()]))
    let call = ActionCall(resource: "account.move", key: 1, action: "confirm")
    if case .refused = await OdooConnector(server).perform([call])[0] {} else { Issue.record("refused") }
    #expect(server.calls.isEmpty)
  }

  @Test("An action that is not offered is a fault of the mapping")
  func unknownAction() async {
    if case .refused(let fault) = await OdooConnector(server(Orders([:]))).perform(calls([1], "explode"))[0] {
      #expect(fault.code == "ERP_ACTION_UNKNOWN")
    } else {
      Issue.record("refused")
    }
  }
}
