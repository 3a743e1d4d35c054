import Records
import Testing

@testable import Mapping

@Suite struct OverrideTests {
  private static let shipped = Files.customers(
    "key: customer-{id}\nfields:\n  name: firstname\n  email: email\nsame: [email]\n")

  @Test("A later directory replaces only the keys that it gives")
  func deepMerge() throws {
    let set = try Files.load(
      ["customers.yaml": Self.shipped], ["customers.yaml": "fields:\n  name: lastname\n  city: email\nsame: [name]\n"])
    let mapping = try #require(set["customers"])
    #expect(mapping.fields.map(\.name) == ["name", "email", "city"])
    #expect(mapping.fields.map(\.expression.text) == ["lastname", "email", "email"])
    #expect(mapping.same == ["name"])
    #expect(mapping.key?.text == "customer-{id}")
  }

  @Test("What is wrong in an override is told with the override's file")
  func overrideFile() throws {
    do {
      _ = try MappingSet.load(layers: [
        [(name: "customers.yaml", path: "shipped/customers.yaml", text: Self.shipped)],
        [(name: "customers.yaml", path: "own/customers.yaml", text: "fields:\n  name: trm(lastname)\n")],
      ])
      Issue.record("It was read.")
    } catch {
      #expect(error.diagnostics.map(\.file) == ["own/customers.yaml"])
      #expect(error.diagnostics.map(\.line) == [2])
    }
  }

  @Test("A file that only a later directory has is a mapping of its own")
  func newFile() throws {
    let more = "mapping: more\nfrom: prestashop/customers\nto: odoo/res.partner\nfields: {name: lastname}\n"
    #expect(try Files.load(["customers.yaml": Self.shipped], ["more.yaml": more]).mappings.count == 2)
  }

  @Test("All errors of all files are told at once, sorted")
  func allAtOnce() {
    let found = Files.diagnostics([
      "customers.yaml": Files.customers("fields: {name: trm(a)}\nscope: x\n"),
      "tables/a.yaml": "table: a\nkey: number\n",
    ])
    #expect(found.map(\.code) == ["UNKNOWN_FUNCTION", "UNKNOWN_WORD", "UNKNOWN_WORD"])
    #expect(found == found.sorted())
  }

  @Test("Comments, layout and `about` leave a mapping's version alone; its meaning and its tables' do not")
  func versions() throws {
    let table = "table: a\nkey: text\nrows:\n  x: {v: 1}\ncolumns: {v: 0}\n"
    func version(_ mapping: String, _ table: String) throws -> String {
      try #require(try Files.load(["customers.yaml": mapping, "tables/a.yaml": table])["customers"]).version
    }
    let base = Files.customers("fields:\n  name: text(lookup(a, firstname).v, lastname)\n  email: email\n")
    let one = try version(base, table)
    let laidOut = Files.customers(
      "about: other\nfields: # comment\n  email: email\n  name: >-\n    text(lookup(a,   firstname).v,\n    lastname)\n"
    )
    #expect(try version(laidOut, table) == one)
    #expect(try version(base, table.replacing("v: 1", with: "v: 2")) != one)
    #expect(try version(base.replacing("lastname", with: "'lastname'"), table) != one)
  }
}
