import Records
import Testing

@testable import Odoo

@Suite("The two protocols say the same")
struct ProtocolTests {
  let write = OdooCall(
    "res.partner", "write", ids: [3], [OdooCall.Argument("vals", ["name": "x"])], context: ["lang": "en_US"],
    effect: .write)

  @Test("JSON-RPC sends arguments by position, ids first")
  func positions() {
    #expect(JSONRPCClient.positional(write) == [[3], ["name": "x"]])
    #expect(JSONRPCClient.named(write) == ["context": ["lang": "en_US"]])
  }

  @Test("JSON-2 sends arguments by name, and no ids where the method is the model's")
  func names() {
    #expect(JSON2Client.body(write) == ["ids": [3], "vals": ["name": "x"], "context": ["lang": "en_US"]])
    let load = OdooCall(
      "res.partner", "load", [OdooCall.Argument("fields", ["id"])], options: ["limit": 2], effect: .write)
    #expect(JSON2Client.body(load) == ["fields": ["id"], "limit": 2])
    let virtual = OdooCall("sale.order", "onchange", ids: [], [OdooCall.Argument("values", [:])], effect: .read)
    #expect(JSON2Client.body(virtual) == ["values": [:]])
    #expect(JSONRPCClient.positional(virtual) == [[], [:]])
  }

  @Test("The version is read from either answer")
  func versions() {
    let answers: [(JSON, Int)] = [
      (["version_info": [19, 0, 0, "final", 0, ""], "version": "19.0+e-20251227"], 19),
      (["server_version": "16.0-20230301", "server_version_info": [16, 0, 0, "final", 0, ""]], 16),
      (["server_version": "saas~17.4", "server_version_info": ["saas~17", 4, 0, "final", 0, ""]], 17),
    ]
    for (answer, major) in answers { #expect(OdooVersion(answer)?.major == major) }
    #expect(OdooVersion(["version": "1"]) == nil)
    #expect(!OdooVersion(major: 15, text: "15.0").isSupported)
  }

  @Test("The server's clock is read from the Date header")
  func date() {
    #expect(Exchange.instant(httpDate: "Sat, 21 Nov 2026 22:20:45 GMT")?.description == "2026-11-21 22:20:45")
    #expect(Exchange.instant(httpDate: "Sun, 01 Mar 2026 00:00:00 GMT")?.description == "2026-03-01 00:00:00")
    #expect(Exchange.instant(httpDate: "yesterday") == nil)
  }

  @Test("Settings that cannot work are told before anything is sent")
  func settings() {
    func code(_ url: String, database: String = "erp", login: String = "l", key: String = "k") -> String? {
      do throws(Fault) {
        try OdooConfiguration(url: url, database: database, login: login, key: key).check()
        return nil
      } catch { return error.code }
    }
    #expect(code("https://erp.example/") == nil)
    for url in ["erp.example", "ftp://erp.example", "https://erp.example/odoo", "https://me:secret@erp.example"] {
      #expect(code(url) == "ERP_SETTINGS")
    }
    #expect(code("https://erp.example", key: "") == "ERP_SETTINGS")
    #expect(code("https://erp.example", database: "") == "ERP_SETTINGS")
    #expect(code("https://erp.example", login: "") == "ERP_SETTINGS")
  }

  @Test("A lost race waits longer each time")
  func backoff() {
    #expect((1...3).map(RetryingRPC.delay) == [300, 600, 1200])
  }

  @Test("A lost race is repeated, other failures are not")
  func repeated() async throws {
    let server = ScriptedServer { call throws(CallFailure) in
      throw FailureTable.failure(
        ServerError(name: call.method, message: ""), status: 200, model: call.model, method: call.method)
    }
    let rpc = RetryingRPC(base: server)
    await #expect(throws: CallFailure.self) {
      try await rpc.call(OdooCall("m", "psycopg2.errors.LockNotAvailable", effect: .write))
    }
    #expect(server.calls.count == RetryingRPC.attempts)
    await #expect(throws: CallFailure.self) {
      try await rpc.call(OdooCall("m", "odoo.exceptions.UserError", effect: .write))
    }
    #expect(server.calls.count == RetryingRPC.attempts + 1)
  }
}
