import Records
import Testing
import Transport

@testable import Odoo

@Suite("Both protocols over HTTP")
struct WireTests {
  static let version18 =
    #"{"jsonrpc": "2.0", "id": 1, "result": {"server_version": "18.0", "server_version_info": [18, 0, 0, "final", 0, ""]}}"#
  static let version19 =
    #"{"jsonrpc": "2.0", "id": 1, "result": {"server_version": "19.0", "server_version_info": [19, 0, 0, "final", 0, ""]}}"#

  let count = OdooCall("res.partner", "search_count", [OdooCall.Argument("domain", [])], effect: .read)

  static func method(_ document: JSON?) -> String? { document?["params"]?["method"]?.string }

  func code(_ body: () async throws(CallFailure) -> Void) async -> String? {
    do throws(CallFailure) {
      try await body()
      return nil
    } catch {
      return error.fault.code
    }
  }

  @Test("JSON-RPC authenticates once for many calls at the same time")
  func authenticatesOnce() async throws {
    let wire = ScriptedWire { _, document in
      switch Self.method(document) {
      case "version": (200, Self.version18)
      case "authenticate": (200, #"{"jsonrpc": "2.0", "id": 2, "result": 6}"#)
      default: (200, #"{"jsonrpc": "2.0", "id": 3, "result": 59.7}"#)
      }
    }
    let server = wire.server()
    let answers = try await withThrowingTaskGroup(of: JSON.self) { group in
      for _ in 0..<5 { group.addTask { try await server.call(count).value } }
      return try await group.reduce(into: [JSON]()) { $0.append($1) }
    }
    #expect(Set(answers).count == 1 && answers.first?.number?.description == "59.7")
    let methods = wire.requests.map { Self.method(ScriptedWire.document($0)) }
    #expect(methods.filter { $0 == "version" }.count == 1)
    #expect(methods.filter { $0 == "authenticate" }.count == 1)
    let call = ScriptedWire.document(wire.requests[2])?["params"]?["args"]
    #expect(call == ["erp", 6, "secret", "res.partner", "search_count", [[]], [:]])
    #expect(wire.requests.allSatisfy { !$0.label.contains("secret") && !$0.url.contains("secret") })
  }

  @Test("A login that is not accepted answers false, and is asked again only by the next call")
  func badKey() async {
    let wire = ScriptedWire { _, document in
      Self.method(document) == "version"
        ? (200, Self.version18) : (200, #"{"jsonrpc": "2.0", "id": 2, "result": false}"#)
    }
    let server = wire.server()
    for _ in 0..<2 {
      #expect(await code { () async throws(CallFailure) in _ = try await server.call(count) } == "ERP_KEY_REFUSED")
    }
    #expect(wire.requests.count == 3)
  }

  @Test("An RPC error has HTTP status 200 and is told by its name")
  func rpcError() async {
    let wire = ScriptedWire { _, document in
      switch Self.method(document) {
      case "version": (200, Self.version18)
      case "authenticate":
        (
          200,
          #"{"jsonrpc": "2.0", "id": 4, "error": {"code": 200, "message": "Odoo Server Error", "data": {"name": "psycopg2.OperationalError", "debug": "", "message": "connection to server failed: FATAL:  database \"nodb\" does not exist\n", "arguments": [], "context": {}}}}"#
        )
      default: (200, "{}")
      }
    }
    #expect(
      await code { () async throws(CallFailure) in _ = try await wire.server().call(count) } == "ERP_DATABASE_UNKNOWN")
  }

  @Test("From 19 on JSON-2 is spoken, with the key as bearer and the database by name")
  func json2() async throws {
    let wire = ScriptedWire { request, document in
      request.url.hasSuffix("/jsonrpc") ? (200, Self.version19) : (200, "[7]")
    }
    let answer = try await wire.server().call(
      OdooCall("res.partner", "create", [OdooCall.Argument("vals_list", [["name": "x"]])], effect: .write))
    #expect(answer.value == [7])
    let request = wire.requests[1]
    #expect(request.url == "https://erp.example/json/2/res.partner/create")
    #expect(request.effect == .write)
    #expect(request.headers.contains { $0 == ("Authorization", "bearer secret") })
    #expect(request.headers.contains { $0 == ("X-Odoo-Database", "erp") })
    #expect(ScriptedWire.document(request) == ["vals_list": [["name": "x"]]])
  }

  @Test("JSON-RPC is spoken with 19 where the settings say so")
  func chosen() async throws {
    let wire = ScriptedWire { _, document in
      Self.method(document) == "version" ? (200, Self.version19) : (200, #"{"jsonrpc": "2.0", "id": 2, "result": 6}"#)
    }
    _ = try await wire.server(.jsonRPC).call(count)
    #expect(wire.requests.allSatisfy { $0.url.hasSuffix("/jsonrpc") })
  }

  @Test("Where JSON-RPC is switched off, the version is read from /json/version")
  func fallback() async throws {
    let wire = ScriptedWire { request, _ in
      request.url.hasSuffix("/json/version")
        ? (200, #"{"version_info": [19, 0, 0, "final", 0, ""], "version": "19.0+e"}"#) : (404, "<html>")
    }
    #expect(try await wire.server().version().major == 19)
  }

  @Test(
    "JSON-2 errors have real statuses and the same names",
    arguments: [
      (401, #"{"name": "werkzeug.exceptions.Unauthorized", "message": "Invalid apikey"}"#, "ERP_KEY_REFUSED"),
      (
        404, #"{"name": "werkzeug.exceptions.NotFound", "message": "the model 'res.partner' does not exist"}"#,
        "ERP_MODULE_MISSING"
      ),
      (404, "<!DOCTYPE html>\n<p>No database is selected and the requested URL", "ERP_DATABASE_UNKNOWN"),
      (422, #"{"name": "odoo.exceptions.ValidationError", "message": "\nThe VAT number"}"#, "ERP_REFUSED"),
      (500, #"{"name": "builtins.ValueError", "message": "Invalid field"}"#, "ERP_VALUE_REFUSED"),
      (500, #"{"name": "builtins.TypeError", "message": "unexpected keyword argument"}"#, "ERP_METHOD_MISSING"),
      (500, "<html>", "ERP_UNREACHABLE"),
    ])
  func json2Errors(status: Int, body: String, expected: String) async {
    let wire = ScriptedWire { request, _ in request.url.hasSuffix("/jsonrpc") ? (200, Self.version19) : (status, body) }
    #expect(await code { () async throws(CallFailure) in _ = try await wire.server().call(count) } == expected)
  }

  @Test("An address that is not Odoo's is told as such", arguments: ["<html>Welcome</html>", "{\"hello\": 1}", ""])
  func notOdoo(body: String) async {
    let wire = ScriptedWire { _, _ in (200, body) }
    #expect(await code { () async throws(CallFailure) in _ = try await wire.server().version() } == "ERP_NOT_ODOO")
  }

  @Test("An opening that failed is tried again by the next call")
  func openedAgain() async throws {
    let wire = ScriptedWire { request, _ in throw TransportFailure.cut(.unreachable, .none) }
    let server = wire.server()
    for _ in 0..<2 {
      #expect(await code { () async throws(CallFailure) in _ = try await server.version() } == "ERP_UNREACHABLE")
    }
    #expect(wire.requests.count == 2)
  }
}
