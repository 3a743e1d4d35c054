import Foundation
import Records
import Testing

@testable import Odoo

@Suite("Pictures are told of without their bytes, and fetched one by one")
struct ContentTests {
  private static let refusal = CallFailure(
    Fault(.record, "ERP_RECORD_FORBIDDEN", "Odoo does not let the technical user touch this"))

  private static func file() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("content-\(UUID().uuidString)").path
  }

  private static func contents(of path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  @Test("A page's pictures are named by one question, with the digest that Odoo keeps, and null where there are none")
  func digests() async throws {
    let server = ScriptedServer(version: 18) { call in
      call.model == "ir.attachment"
        ? [["id": 3, "res_id": 1, "res_field": "image_1920", "checksum": "ab12"]]
        : [["id": 1, "name": "A"], ["id": 2, "name": "B"]]
    }
    let records = try await OdooConnector(server).read(
      RelatedQuery(resource: "res.partner", field: "id", values: [1, 2], fields: ["name", "image_1920"]))
    #expect(records.map { $0["image_1920"] } == ["res.partner/1/image_1920#ab12", .null])
    #expect(server.calls.count == 2)
    #expect(server.calls("search_read").first?.options["fields"] == ["id", "name"])
    let asked = try #require(server.calls.last)
    #expect(
      asked.options["domain"] == [
        ["res_model", "=", "res.partner"], ["res_field", "in", ["image_1920"]], ["res_id", "in", [1, 2]],
      ])
  }

  @Test("Where the digests are refused, size and small copy take their place; the refusal is met once")
  func refused() async throws {
    let server = ScriptedServer(version: 16) { call throws(CallFailure) in
      if call.model == "ir.attachment" { throw Self.refusal }
      let fields = call.options["fields"]
      if call.context["bin_size"] == true {
        return [
          ["id": 1, "image_1920": "24.10 Kb", "write_date": "2026-11-22 10:00:00"],
          ["id": 2, "image_1920": false, "write_date": "2026-11-22 10:00:00"],
        ]
      }
      if fields == ["id", "image_128"] { return [["id": 1, "image_128": "QUJD"]] }
      return [["id": 1], ["id": 2]]
    }
    let odoo = OdooConnector(server)
    let query = RelatedQuery(resource: "res.partner", field: "id", values: [1, 2], fields: ["image_1920"])
    let first = try await odoo.read(query)
    #expect(try await odoo.read(query) == first)
    let token = ContentSource.digest(Array("24.10 Kb|QUJD".utf8))
    #expect(first.map { $0["image_1920"] } == [.text("res.partner/1/image_1920#\(token)"), .null])
    #expect(server.calls.count { $0.model == "ir.attachment" } == 1)
    // The picture itself is never in a list.
    #expect(
      server.calls.allSatisfy { call in
        call.context["bin_size"] == true || call.options["fields"]?.array?.contains("image_1920") != true
      })
  }

  @Test("The doctor tries the digests with a picture there is, and where there is none says nothing of them")
  func examined() async throws {
    func code(_ pictures: [Int], refuses: Bool) async throws -> String {
      let server = ScriptedServer(version: 16) { call throws(CallFailure) in
        if call.model == "ir.attachment" {
          if refuses { throw Self.refusal }
          return []
        }
        return .ids(pictures)
      }
      let readable = try await OdooConnector(server).reader.contents.digestsAreReadable()
      return ExaminationRules.pictures(haveDigests: readable).code
    }
    #expect(try await code([5], refuses: true) == "ERP_PICTURE_DIGESTS")
    #expect(try await code([5], refuses: false) == "ERP_CATALOGUE")
    #expect(try await code([], refuses: true) == "ERP_CATALOGUE")
  }

  @Test("A digest is SHA-1 in hexadecimal, as Odoo's own")
  func digest() {
    #expect(ContentSource.digest(Array("abc".utf8)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
  }

  @Test("Bytes arrive in the file, by either protocol", arguments: [16, 19])
  func fetch(_ version: Int) async throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let row = #"[{"id": 12, "image_1920": ""# + Data(bytes).base64EncodedString() + #""}]"#
    let wire = ScriptedWire { request, document in
      if let answer = Self.opening(document, version) { return answer }
      let isJSON2 = request.url.contains("/json/2/")
      #expect(isJSON2 == (version >= 19))
      return (200, isJSON2 ? row : #"{"jsonrpc": "2.0", "id": 3, "result": "# + row + "}")
    }
    let path = Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let odoo = OdooConnector(Self.configuration, server: wire.server())
    try await odoo.fetch("res.partner/12/image_1920#ab", to: path)
    #expect(Self.contents(of: path) == bytes)
  }

  @Test(
    "What is no longer there leaves no file and concerns one record",
    arguments: ["[]", #"[{"id":12,"image_1920":false}]"#])
  func gone(_ rows: String) async throws {
    let wire = ScriptedWire { _, document in
      Self.opening(document, 18) ?? (200, #"{"jsonrpc": "2.0", "id": 3, "result": "# + rows + "}")
    }
    let path = Self.file()
    let odoo = OdooConnector(Self.configuration, server: wire.server())
    let fault = await #expect(throws: Fault.self) { try await odoo.fetch("res.partner/12/image_1920#ab", to: path) }
    #expect(fault?.code == "CONTENT_GONE")
    #expect(fault?.family == .record)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("Odoo's refusal of a picture is told as any other; a traceback is no picture")
  func error() async throws {
    let answer =
      #"{"jsonrpc":"2.0","id":3,"error":{"code":200,"data":{"name":"odoo.exceptions.AccessError","message":"No","#
      + #""debug":"read(\"image_1920\": \"QUJD\")","arguments":[],"context":{}}}}"#
    let wire = ScriptedWire { _, document in Self.opening(document, 18) ?? (200, answer) }
    let odoo = OdooConnector(Self.configuration, server: wire.server())
    let fault = await #expect(throws: Fault.self) {
      try await odoo.fetch("res.partner/12/image_1920#ab", to: Self.file())
    }
    #expect(fault?.code == "ERP_RECORD_FORBIDDEN")
  }

  @Test("A folder that cannot be written to is not Odoo's fault: nothing is asked")
  func unwritable() async throws {
    let server = ScriptedServer { _ in [["id": 12, "image_1920": "QUJD"]] }
    let fault = await #expect(throws: Fault.self) {
      try await OdooConnector(server).fetch("res.partner/12/image_1920#ab", to: "/nowhere/at/all")
    }
    #expect(fault?.code == "NO_TEMPORARY_FILE")
    #expect(server.calls.isEmpty)
  }

  @Test("A text that names nothing of Odoo's is refused", arguments: ["", "image_1920", "a/b/c#d", "a/1/b"])
  func foreign(_ text: String) async throws {
    let server = ScriptedServer { _ in [] }
    let fault = await #expect(throws: Fault.self) { try await OdooConnector(server).fetch(text, to: Self.file()) }
    #expect(fault?.code == "NO_CONTENT")
  }

  private static let configuration = OdooConfiguration(
    url: "https://erp.example", database: "erp", login: "passerelle", key: "secret", maximumAttempts: 1)

  /// The server's version and the user's id, which are asked for first.
  private static func opening(_ document: JSON?, _ version: Int) -> (Int, String)? {
    switch document?["params"]?["method"] {
    case "version":
      (
        200,
        #"{"jsonrpc":"2.0","id":1,"result":{"server_version":"\#(version).0","server_version_info":[\#(version)]}}"#
      )
    case "authenticate": (200, #"{"jsonrpc":"2.0","id":2,"result":7}"#)
    default: nil
    }
  }
}
