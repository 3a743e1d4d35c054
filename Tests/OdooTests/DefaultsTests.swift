import Records
import Testing

@testable import Odoo

@Suite("Required fields")
struct DefaultsTests {
  @Test("A required field that Odoo fills in itself is told from one that must be given", arguments: [16, 17, 18, 19])
  func told(version: Int) async throws {
    let server = ScriptedServer(version: version, defaults: ["name": .string("New")]) { _ in .null }
    let connector = OdooConnector(server)
    let line = try await connector.describe(["sale.order.line"]).resources["sale.order.line"]
    #expect(line?.field("name")?.hasDefault == true)
    #expect(line?.field("order_id")?.hasDefault == false)
    #expect(line?.field("order_id")?.isRequired == true)
  }

  @Test("Where the method counts as one of records it is called on none")
  func onNoRecords() async throws {
    let server = ScriptedServer(defaults: ["name": .string("New")], defaultsNeedRecords: true) { _ in .null }
    let line = try await OdooConnector(server).describe(["sale.order.line"]).resources["sale.order.line"]
    #expect(line?.field("name")?.hasDefault == true)
    #expect(line?.field("order_id")?.hasDefault == false)
  }

  @Test("A description asks for defaults once a model; working with records never does")
  func asked() async throws {
    let server = ScriptedServer { _ in .array([]) }
    let connector = OdooConnector(server)
    _ = try await connector.read(RelatedQuery(resource: "sale.order", field: "id", values: [1], fields: ["state"]))
    #expect(server.defaultsAsked == 0)
  }
}
