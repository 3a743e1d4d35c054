import Foundation
import Testing

@testable import Sandbox

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("A simulated Odoo over HTTP, and what goes wrong with it")
struct ERPServerTests {
  private func post(_ erp: SimulatedERP, _ model: String, _ method: String, _ arguments: RPCValue) async throws -> (
    Int, RPCValue
  ) {
    let address = try #require(URL(string: (erp.url ?? "") + "/jsonrpc"))
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.httpBody = Data(
      RPCWriter.bytes([
        "jsonrpc": "2.0", "id": 1, "method": "call",
        "params": [
          "service": "object", "method": "execute_kw",
          "args": ["erp", 2, "admin-key", .text(model), .text(method), arguments, [:]],
        ],
      ]))
    let (data, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, (try? RPCParser.parse([UInt8](data))) ?? .null)
  }

  private func running(_ version: ERPVersion = .v18) async throws -> SimulatedERP {
    let erp = try SimulatedERP(version: version)
    try await erp.start()
    return erp
  }

  @Test("It listens, answers, counts, and stops")
  func lifecycle() async throws {
    let erp = try await running()
    let (status, answer) = try await post(erp, "res.partner", "search_count", [[["id", "=", 1]]])
    #expect(status == 200)
    #expect(answer.map?["result"] == 1)
    #expect(erp.log.count(method: "POST", path: "/jsonrpc") == 1)
    #expect(erp.calls.map(\.method) == ["search_count"])
    await erp.stop()
    await #expect(throws: (any Error).self) { try await post(erp, "res.partner", "search_count", [[]]) }
  }

  @Test(
    "A connection closed before the commit leaves nothing, one closed after it leaves the record",
    arguments: [(ERPMisbehaviour.closeBeforeCommit, 0), (.closeAfterCommit, 1), (.truncateAnswer, 1)])
  func closedConnections(behaviour: ERPMisbehaviour, records: Int) async throws {
    let erp = try await running()
    let before = erp.count("res.partner")
    erp.misbehave(behaviour, on: ERPTrigger(model: "res.partner", method: "create"))
    await #expect(throws: (any Error).self) { try await post(erp, "res.partner", "create", [["name": "A"]]) }
    #expect(erp.count("res.partner") == before + records)
    let (status, _) = try await post(erp, "res.partner", "create", [["name": "B"]])
    #expect(status == 200)
    await erp.stop()
  }

  @Test("A proxy's page, an error on demand, a row's message: each as often as asked, after as many as asked")
  func demandedAnswers() async throws {
    let desk = try ERPDesk(.v18)
    desk.erp.misbehave(.html(status: 502), on: ERPTrigger(method: "search", skip: 1, times: 2))
    func status() async -> Int {
      let body = RPCWriter.bytes([
        "jsonrpc": "2.0", "id": 1, "method": "call",
        "params": [
          "service": "object", "method": "execute_kw", "args": ["erp", 2, "admin-key", "res.partner", "search", [[]]],
        ],
      ])
      return await desk.erp.answer(RPCRequest(method: "POST", path: "/jsonrpc", body: body)).status
    }
    #expect([await status(), await status(), await status(), await status()] == [200, 502, 502, 200])
    desk.erp.misbehave(.error(name: "psycopg2.errors.SerializationFailure", message: "could not serialize"))
    #expect(await desk.failure("res.partner", "search", [[]])?.name == "psycopg2.errors.SerializationFailure")
    desk.erp.misbehave(.rowMessage("No stock", record: 3), on: ERPTrigger(method: "load"))
    let answer = try await desk.call("res.partner", "load", [["id", "name"], [["passerelle.a", "A"]]])
    #expect(answer.map?["ids"] == .no)
    #expect(desk.erp.record(named: "passerelle.a") == nil)
  }

  @Test("A slow answer's work is done although nobody waited for it")
  func slowAnswer() async throws {
    let erp = try await running()
    erp.misbehave(.slowAnswer(seconds: 30))
    let before = erp.count("res.partner")
    let impatient = Task { try await post(erp, "res.partner", "create", [["name": "A"]]) }
    while erp.count("res.partner") == before { try await Task.sleep(for: .milliseconds(5)) }
    impatient.cancel()
    #expect(erp.count("res.partner") == before + 1)
    await erp.stop()
  }

  @Test("A revoked key, a missing module, a missing right")
  func takenAway() async throws {
    var desk = try ERPDesk(.v18)
    desk.erp.removeModel("delivery.carrier")
    #expect(await desk.failure("delivery.carrier", "search", [[]])?.message == "Object delivery.carrier doesn't exist")
    desk.user = 6
    desk.secret = "connector-key"
    desk.erp.refuse([.read], on: "sale.order")
    #expect(await desk.failure("sale.order", "search_read", [[]])?.name == "odoo.exceptions.AccessError")
    desk.erp.revokeKey("connector-key")
    #expect(await desk.failure("res.partner", "search_count", [[]])?.name == "odoo.exceptions.AccessDenied")
  }
}
