import Foundation
import Records
import Testing

@testable import Odoo

@Suite("Pictures are put into Odoo one by one")
struct ContentWritingTests {
  private static let content = "images/products/12/34#34"

  private static func picture(_ bytes: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("picture-\(UUID().uuidString)").path
    try Data(bytes.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private static func write(_ identity: Write.Identity, _ value: Value, _ files: [String: String]) -> Write {
    Write(
      resource: "res.partner", identity: identity, fields: ["name": "A", "image_1920": value], files: files)
  }

  /// Partner 9 with the picture "abc".
  private static func server(digest: String? = "a9993e364706816aba3e25717850c26c9cd0d89d") -> ScriptedServer {
    ScriptedServer(version: 18) { call in
      switch (call.model, call.method) {
      case ("ir.attachment", _):
        digest.map { [["id": 1, "res_id": 9, "res_field": "image_1920", "checksum": .string($0)]] } ?? []
      case (_, "search_read"): [["id": 9, "name": "A"]]
      case (_, "load"): ["ids": [9], "messages": []]
      case (_, "create"): [9]
      default: true
      }
    }
  }

  @Test("What Odoo holds already is not sent; other bytes are, as base64")
  func update() async throws {
    let same = try Self.picture("abc")
    let other = try Self.picture("abd")
    defer { for path in [same, other] { try? FileManager.default.removeItem(atPath: path) } }
    let first = Self.server()
    let held = await OdooConnector(first).write([Self.write(.update(9), .text(Self.content), [Self.content: same])])
    #expect(held == [.unchanged(9)])
    #expect(first.calls.allSatisfy { $0.effect == .read })
    let second = Self.server()
    let sent = await OdooConnector(second).write([Self.write(.update(9), .text(Self.content), [Self.content: other])])
    #expect(sent == [.applied(9)])
    #expect(second.calls("write").map { $0.argument("vals") } == [["image_1920": "YWJk"]])
  }

  @Test("No picture empties the field, where there is one")
  func none() async {
    let full = Self.server()
    #expect(await OdooConnector(full).write([Self.write(.update(9), .null, [:])]) == [.applied(9)])
    #expect(full.calls("write").map { $0.argument("vals") } == [["image_1920": false]])
    let empty = Self.server(digest: nil)
    #expect(await OdooConnector(empty).write([Self.write(.update(9), .null, [:])]) == [.unchanged(9)])
  }

  @Test("A creation is loaded without its picture, which follows; one that is sent again leaves the picture there is")
  func creation() async throws {
    let path = try Self.picture("abd")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let write = Self.write(
      .create(ExternalKey(scope: "shop", name: "a")), .text(Self.content), [Self.content: path])
    let new = Self.server(digest: nil)
    #expect(await OdooConnector(new).write([write]) == [.applied(9)])
    #expect(new.calls("load").first?.argument("fields") == ["id", "name"])
    #expect(new.calls("write").map { $0.argument("vals") } == [["image_1920": "YWJk"]])
    let again = Self.server()
    #expect(await OdooConnector(again).write([write]) == [.applied(9)])
    #expect(again.calls("write").isEmpty)
  }

  @Test("A record that is created without a key takes its picture along")
  func unkeyed() async throws {
    let path = try Self.picture("abd")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = Self.server()
    let outcomes = await OdooConnector(server).write([
      Self.write(.create(nil), .text(Self.content), [Self.content: path])
    ])
    #expect(outcomes == [.applied(9)])
    #expect(server.calls("create").first?.argument("vals_list") == [["name": "A", "image_1920": "YWJk"]])
  }

  @Test("Bytes that are not at hand are this record's fault and name the field")
  func missing() async {
    let outcomes = await OdooConnector(Self.server()).write([Self.write(.update(9), .text(Self.content), [:])])
    guard case .refused(let fault) = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(fault.code == "CONTENT_MISSING")
    #expect(fault.context["field"] == "image_1920")
  }

  @Test("A picture that is too large for what stands before Odoo is refused, not tried for ever")
  func tooLarge() {
    let failure = RoadTable.failure(
      status: 413, start: "", location: nil, retryAfter: nil, effect: .write, label: "product.template.write")
    guard case .refused(let fault) = ContentWriter.outcome(failure, .described("product.template")) else {
      Issue.record("not refused")
      return
    }
    #expect(fault.code == "ERP_PICTURE_TOO_LARGE")
  }
}
