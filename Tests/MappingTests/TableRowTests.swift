import Records
import Testing

@testable import Mapping

@Suite struct TableRowTests {
  @Test("A row is written by a column's value, and by a text of any language where the column has several")
  func rowsByColumn() throws {
    let text = """
      table: methods
      from: odoo/delivery.carrier
      columns: {name: name, hands_over: false}
      rows by: name
      rows:
        'Click and collect': {hands_over: true}
      """
    let set = try Files.load(["tables/methods.yaml": text])
    let table = try #require(set.table("methods"))
    func handsOver(_ name: Value) throws -> Value? {
      try #require(
        table.row(from: Record(resource: "delivery.carrier", key: 3, fields: ["id": 3, "name": name])).value
      )
      .columns["hands_over"]
    }
    #expect(try handsOver("Click and collect") == true)
    #expect(try handsOver(["fr": "Retrait", "en": "Click and collect"]) == true)
    #expect(try handsOver(["fr": "Retrait", "en": "Post"]) == false)
    #expect(try handsOver(nil) == false)
  }
}
